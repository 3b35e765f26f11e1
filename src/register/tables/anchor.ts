/**
 * What the row of a case alone would know: its number, the key that opens it, the sealed pointer to its person, its offices.
 * Kept with the opening and with each event after which some of it may be otherwise, so that the row can be made anew. The
 * leaf of the event commits to its hash; erasure takes it away and leaves the hash, which without the nonce tells nothing.
 */
import { z } from 'zod'
import type { Procedure } from '../../procedures/index.ts'
import { literal } from './names.ts'
import { officeColumn, officeRoles } from './projection.ts'

/** Part of the commit function, before the event is written: `anchor` and `anchor_hash` stay null where nothing of it has changed. */
export function anchorBlock(procedure: Procedure): string {
  const offices = officeRoles(procedure).map((role) => `${literal(officeColumn(role))}, c.${officeColumn(role)}`)
  return `  if the_step = 'open' or kind = 'person' or command->'offices' <> '{}' then
    anchor := jsonb_build_object('nonce', gen_random_uuid()::text || gen_random_uuid()::text, 'case_number', c.case_number, 'key_id', c.key_id,
      'person_pointer', encode(c.person_pointer, 'hex'), 'offices', jsonb_build_object(${offices.join(', ')}))::text;
    anchor_hash := ${anchorHashSql('anchor')};
  end if;`
}

/** The hash of an anchor, to which the leaf commits; null of none. */
export function anchorHashSql(anchor: string): string {
  return `sha256(convert_to('observance/commitment/v1 anchor' || chr(10) || ${anchor}, 'UTF8'))`
}

/** The key that an anchor names, as text; null where it names none. */
export function keyOfAnchorSql(anchor: string): string {
  return `substring(${anchor} from '"key_id": "([^"]*)"')`
}

const Anchor = z.object({
  case_number: z.string(),
  key_id: z.string(),
  /** As a column of bytes has it in JSON: "\x" and hexadecimal. */
  person_pointer: z.string().transform((hex) => `\\x${hex}`),
  offices: z.record(z.string(), z.string().nullable()),
})
export type Anchor = z.infer<typeof Anchor>

/** The last that the events of a case keep; null where none is there, or it is none. */
export function anchorOf(events: readonly { readonly anchor: string | null }[]): Anchor | null {
  const text = events.findLast(({ anchor }) => anchor !== null)?.anchor ?? null
  if (text === null) return null
  try {
    return Anchor.parse(JSON.parse(text))
  } catch {
    return null
  }
}
