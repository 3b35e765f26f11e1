/**
 * Facts that follow from others. A birth date known by its year alone is read twice: for protection as 31 December, so
 * that nobody loses a child's rights to a missing day; for figures as 1 July.
 */
import type { Derived, Procedure } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'
import type { FactValue } from './fact-value.ts'

type Facts = Readonly<Record<string, FactValue>>

/** When the time of a safeguard is over, by its name. */
export type ClockEnds = Readonly<Record<string, Temporal.Instant>>

/** The facts with what follows from them; what no longer follows falls away. */
export function derivedFacts(procedure: Procedure, facts: Facts, ends: ClockEnds = {}): Facts {
  const all: Record<string, FactValue> = { ...facts }
  const days = new Map<string, Temporal.PlainDate | null>()
  const dayOfFact = (name: string) => {
    const day = days.get(name) ?? dayOf(facts[name])
    days.set(name, day)
    return day
  }
  for (const [name, is] of derivedOf(procedure)) {
    const value = derive(is, { facts, ends, dayOf: dayOfFact })
    // What only clocks tell stays as it was where no clocks were asked.
    if (value !== null) all[name] = value
    else if (is.rule !== 'end-of-clock') delete all[name]
  }
  return all
}

const derivedOf = onceFor(({ facts }: Procedure): readonly (readonly [string, Derived])[] =>
  Object.entries(facts).flatMap(([name, { is }]) => (is.kind === 'derived' ? [[name, is] as const] : [])),
)

interface Known {
  readonly facts: Facts
  readonly ends: ClockEnds
  /** Several facts follow from one day, and a day in a zone is dear. */
  readonly dayOf: (fact: string) => Temporal.PlainDate | null
}

function derive(rule: Derived, { facts, ends, dayOf }: Known): FactValue | null {
  switch (rule.rule) {
    case 'age-band':
      return ageBandOf(text(facts[rule.birth]), dayOf(rule.at))
    case 'treated-as-child':
      return isTreatedAsChild(text(facts[rule.birth]), text(facts[rule.basis]), dayOf(rule.at))
    case 'end-of-clock':
      return ends[rule.safeguard]?.toString() ?? null
    default:
      return rule satisfies never
  }
}

/** Yes unless shown to be 18 or older: no birth date, a disputed age, a doubt about the day all count as a child. */
export function isTreatedAsChild(
  birth: string | null,
  basis: string | null,
  on: Temporal.PlainDate | null,
): boolean | null {
  if (on === null) return null
  if (basis === null || basis === 'disputed' || birth === null) return true
  return ageOn(youngest(birth), on) < 18
}

const BANDS = [
  [5, '0-4'],
  [10, '5-9'],
  [15, '10-14'],
  [18, '15-17'],
  [25, '18-24'],
  [35, '25-34'],
  [45, '35-44'],
  [55, '45-54'],
  [60, '55-59'],
  [65, '60-64'],
] as const

/** The band for figures. */
export function ageBandOf(birth: string | null, on: Temporal.PlainDate | null): string | null {
  if (on === null) return null
  if (birth === null) return 'unknown'
  const age = ageOn(isYear(birth) ? Temporal.PlainDate.from(`${birth}-07-01`) : Temporal.PlainDate.from(birth), on)
  if (age < 0) return '0-4' // the middle of the year in which the child was born may not have come yet
  return BANDS.find(([below]) => age < below)?.[1] ?? '65+'
}

/** Whole years. Who was born on 29 February is a year older on 1 March, in years without that day. */
export function ageOn(born: Temporal.PlainDate, on: Temporal.PlainDate): number {
  const years = on.year - born.year
  const hadBirthday = on.month > born.month || (on.month === born.month && on.day >= born.day)
  return hadBirthday ? years : years - 1
}

function youngest(birth: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(isYear(birth) ? `${birth}-12-31` : birth)
}

function isYear(birth: string): boolean {
  return birth.length === 4
}

function text(value: FactValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/**
 * The day of the event for an age. An instant is read as the day on which it was still earliest anywhere on Earth, so
 * that no time zone makes somebody eighteen too soon.
 */
function dayOf(value: FactValue | undefined): Temporal.PlainDate | null {
  if (typeof value !== 'string') return null
  if (!value.includes('T')) return Temporal.PlainDate.from(value)
  return Temporal.Instant.from(value).toZonedDateTimeISO('-12:00').toPlainDate()
}
