/**
 * Death, for every procedure: the bit `died` stops whatever goes against the person. Which steps those are follows from the
 * declaration: what any bit may stop (no bit works against a person), and what the end of an adverse clock brings.
 */
import { type Heeds, heeds, type Places, type Procedure, places } from '../../procedures/index.ts'
import { literal, sqlName } from '../tables/names.ts'
import { type NamedRule, rulesOf } from './rule.ts'

/** The bits that the procedure heeds: those it declares, and death. */
export function heedsOf(procedure: Procedure): readonly NamedRule<Heeds<string>>[] {
  const stops = stepsAgainst(procedure)
  const declared = rulesOf(procedure, 'heeds')
  return stops.length === 0
    ? declared
    : [...declared, { name: 'death.stops', level: 'R', rule: heeds('died', { stops }) }]
}

/** The bits that the procedure places: those it declares, and death where it is established. */
export function placesOf(procedure: Procedure): readonly NamedRule<Places<string, string>>[] {
  const declared = rulesOf(procedure, 'places')
  const { diedIn = [] } = procedure.person
  return diedIn.length === 0
    ? declared
    : [...declared, { name: 'death.told', level: 'R', rule: places('died', { whileIn: diedIn }) }]
}

/** Steps that go against the person of a case. */
export function stepsAgainst(procedure: Procedure): readonly string[] {
  const held = rulesOf(procedure, 'heeds').flatMap(({ rule }) => rule.stops)
  return [...new Set([...held, ...endsOfAdverseClocks(procedure)])]
}

/** What the system takes when a time of the person's is over. */
export function endsOfAdverseClocks(procedure: Procedure): readonly string[] {
  return rulesOf(procedure, 'within').flatMap(({ rule }) =>
    rule.clock === 'adverse' && rule.thereupon !== null ? [rule.thereupon] : [],
  )
}

/** Whether the bit stands for the person of that row. */
export function diedSql(procedure: Procedure, row: string): string {
  return `exists (select from ${sqlName(procedure.compartment)}.hold_gate d
    where d.pseudonym = ${row}.pseudonym and d.hold = ${literal('died')} and d.standing > 0)`
}
