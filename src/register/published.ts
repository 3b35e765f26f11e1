/** Breaches as they are published: by rule, mode and period, in steps of five, over all compartments. */
import { sql } from 'kysely'
import type { Firewall } from '../firewall/index.ts'
import type { Procedure } from '../procedures/index.ts'
import type { Mode } from './commit/rule.ts'
import { sqlName } from './tables/names.ts'

export interface PublishedBreaches {
  readonly procedure: string
  /** "D3.judge" */
  readonly rule: string
  /** The mode that the rule had when it was broken. */
  readonly mode: Mode
  /** A month "2026-11" or a year "2026", in the country's time zone; over when it is told. */
  readonly period: string
  /** A multiple of `STEP`: so many, or up to four more. What is under five is not listed, as what never was. */
  readonly atLeast: number
}

/** What is published of breaches in these procedures, as anybody may read it. */
export async function publishedBreaches({
  firewall,
  procedures,
}: {
  readonly firewall: Firewall
  readonly procedures: readonly Procedure[]
}): Promise<readonly PublishedBreaches[]> {
  const compartments = [...new Set(procedures.map(({ compartment }) => compartment))]
  return firewall.asPublic(async (tx) => {
    const found: PublishedBreaches[] = []
    for (const compartment of compartments) {
      const { rows } = await sql<PublishedBreaches>`
        select procedure, rule, mode, period, at_least as "atLeast"
        from ${sql.raw(sqlName(compartment))}.published_breaches()`.execute(tx)
      found.push(...rows)
    }
    return found
  })
}
