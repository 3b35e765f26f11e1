/** What the row of a case alone would know, from what its events keep of it. */
import { openPointer, pseudonymOf } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Register } from '../register.ts'
import { anchorOf } from '../tables/anchor.ts'
import { officeColumn, officeRoles } from '../tables/projection.ts'
import { bytesOf, type StoredCase } from './stored-case.ts'

/**
 * The columns as the events have them. A case that a report of people moved is the person's to whom its row leads: the
 * report is no event. Throws where the events keep nothing of it.
 */
export function anchoredColumns(
  { keyOf }: Register,
  procedure: Procedure,
  { row, events, moved }: StoredCase,
): { readonly key_id: string; readonly person_pointer: string } & Readonly<Record<string, unknown>> {
  const anchor = anchorOf(events)
  if (anchor === null) throw new RangeError('no event says which key opens the case')
  const { case_number, key_id, offices } = anchor
  const person_pointer = moved ? row.person_pointer : anchor.person_pointer
  const base = openPointer(keyOf, bytesOf(person_pointer))
  return {
    ...{ case_number, key_id, person_pointer },
    pseudonym: `\\x${pseudonymOf(keyOf, procedure.compartment, base).toString('hex')}`,
    ...Object.fromEntries(
      officeRoles(procedure).map((role) => [officeColumn(role), offices[officeColumn(role)] ?? null]),
    ),
  }
}
