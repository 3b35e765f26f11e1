/** Versions beside each other: days that follow one another, nothing taken from a case that runs, no time made worse without a law. */
import {
  type Amendment,
  type Fact,
  inForce,
  isNeverLonger,
  leftStates,
  type Procedure,
  statesOf,
  versionsOf,
  type Within,
} from '../vocabulary/index.ts'
import { causedBy, declaredRules, declaredSteps } from './declared.ts'
import type { Found } from './finding.ts'

export function versionFindings(procedure: Procedure): readonly Found[] {
  const versions = versionsOf(procedure)
  return versions.flatMap((version, at) => {
    const before = versions[at - 1]
    const { amendment } = version
    if (before === undefined || amendment === undefined) return []
    const days = dayFindings(before, amendment)
    return [
      ...days,
      ...goneFindings(before, amendment),
      ...stateFindings(before, version),
      ...factFindings(before, version),
      ...(days.length > 0 ? [] : clockFindings(before, version)),
      ...endsOfRunningTimes(versions.slice(0, at), version),
    ].map((found) => ({ ...found, reason: `${found.reason} (version of ${amendment.from})` }))
  })
}

function dayFindings(before: Procedure, { from, law }: Amendment): readonly Found[] {
  if (!isDay(from)) return [{ name: from, rule: 'no-such-day', reason: 'The day of effect is no day of the calendar.' }]
  const previous = before.since
  const follows = previous === null || previous < from
  return [
    ...(follows
      ? []
      : [
          {
            name: from,
            rule: 'versions-overlap',
            reason: `It would be in force from a day that is not after the ${previous} of the version before it.`,
          },
        ]),
    ...(law.trim() === ''
      ? [{ name: from, rule: 'rests-on-nothing', reason: 'It names no law that changes it.' }]
      : []),
  ]
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/** What is to be gone was there, under that name. */
function goneFindings(before: Procedure, amendment: Amendment): readonly Found[] {
  const rules = Object.entries(amendment.safeguards ?? {}).flatMap(([safeguard, change]) =>
    'rules' in change
      ? Object.entries(change.rules ?? {}).map(
          ([name, rule]) =>
            [`${safeguard}.${name}`, rule, before.safeguards[safeguard]?.rules[name] !== undefined] as const,
        )
      : [],
  )
  const parts = (['facts', 'states', 'transitions', 'entries', 'safeguards'] as const).flatMap((part) =>
    Object.entries(amendment[part] ?? {}).map(([name, one]) => [name, one, Object.hasOwn(before[part], name)] as const),
  )
  return [...parts, ...rules]
    .filter(([, one, wasThere]) => typeof one === 'object' && isTakenAway(one) && !wasThere)
    .map(([name]) => ({ name, rule: 'gone-before', reason: 'It is to be gone, and the version before has none.' }))
}

const isTakenAway = (one: object) => 'is' in one && (one.is === 'gone' || one.is === 'goes-to')

/** Nobody is left in a state that is gone, and nobody comes into one. */
function stateFindings(before: Procedure, version: Procedure): readonly Found[] {
  const { states = {} } = version.amendment ?? {}
  const left = leftStates(version)
  const finals = new Set(statesOf(version, ['final']))
  const stranded = Object.entries(states).flatMap(([name, change]): Found[] => {
    if (typeof change === 'string') return []
    // Who has come to an end stays there, whatever it was called.
    if (change.is === 'gone' && before.states[name] === 'final') return []
    if (change.is === 'gone')
      return [
        {
          name,
          rule: 'nowhere-to-go',
          reason: 'Cases may stand in this state. Say goesTo(…), and the law itself brings them there on that day.',
        },
      ]
    const there = Object.hasOwn(version.states, change.state) && !left.includes(change.state)
    return [
      ...(there
        ? []
        : [{ name, rule: 'no-such-state', reason: `Its cases go to ${change.state}, which is no state.` }]),
      ...(finals.has(change.state)
        ? [
            {
              name,
              rule: 'ended-by-law',
              reason: `Its cases go to ${change.state}, which is an end: nobody decided on them.`,
            },
          ]
        : []),
    ]
  })
  const ends = Object.entries(version.states)
    .filter(
      ([name, kind]) => Object.hasOwn(before.states, name) && (before.states[name] === 'final') !== (kind === 'final'),
    )
    .map(([name]) => ({
      ...{ name, rule: 'another-end' },
      reason:
        'A state is an end in every version or in none: cases that stand in it would end, or go on, without anybody’s doing.',
    }))
  const entered = declaredSteps(version)
    .filter(({ to }) => to !== null && left.includes(to))
    .map(({ name, to }) => ({ name, rule: 'into-what-is-gone', reason: `It leads to ${to}, which is gone.` }))
  return [...stranded, ...ends, ...entered]
}

/** What old cases hold under the name stays readable under it. */
function factFindings(before: Procedure, version: Procedure): readonly Found[] {
  return Object.entries(version.facts).flatMap(([name, fact]): Found[] => {
    const was = before.facts[name]
    if (was === undefined || was === fact) return []
    if (was.is.kind !== fact.is.kind || was.part !== fact.part)
      return [
        {
          name,
          rule: 'another-kind',
          reason: `Cases hold it as ${was.is.kind}${was.part === null ? '' : ` in ${was.part}`}. A fact of another kind has another name.`,
        },
      ]
    const dropped = codesOf(was).filter((code) => !codesOf(fact).includes(code))
    return dropped.length === 0
      ? []
      : [
          {
            name,
            rule: 'code-dropped',
            reason: `Cases may hold ${dropped.join(', ')}. The list keeps it; a safeguard says that it is given no longer.`,
          },
        ]
  })
}

function codesOf({ is }: Fact): readonly string[] {
  return is.kind === 'code' || is.kind === 'codes' ? is.list.codes : []
}

/** A time changes in the person's favour, or a law is named for the number. */
function clockFindings(before: Procedure, version: Procedure): readonly Found[] {
  const clocks = clocksOf(before)
  return [...clocksOf(version)].flatMap(([name, rule]): Found[] => {
    const was = clocks.get(name)
    if (was === undefined) return []
    if (was.clock !== rule.clock)
      return [
        { name, rule: 'another-clock', reason: `It was ${was.clock}: a time that runs cannot change whom it serves.` },
      ]
    const [old, now] = [inForce(was.limit, before.since ?? ''), inForce(rule.limit, version.since ?? '')]
    const better = rule.clock === 'protective' ? isNeverLonger(now, old) : isNeverLonger(old, now)
    const { rests } = rule.limit.history.findLast(({ from }) => from === null || from <= (version.since ?? '')) ?? {}
    if (better || (rests !== 'choice' && rests !== undefined && rests.length > 0)) return []
    return [
      {
        name,
        rule: 'against-the-person',
        reason:
          'The time is worse for the person, and rests on our choice: limit(…) names the law that gives the number.',
      },
    ]
  })
}

function clocksOf(procedure: Procedure): ReadonlyMap<string, Within<string, string, string>> {
  return new Map(
    declaredRules(procedure).flatMap(({ name, rule }) => (rule.kind === 'within' ? [[name, rule] as const] : [])),
  )
}

/** A time that began under an earlier version still ends, and its end brings what it brought. */
function endsOfRunningTimes(earlier: readonly Procedure[], version: Procedure): readonly Found[] {
  return earlier.flatMap((one) =>
    declaredRules(one).flatMap(({ name, rule }) =>
      rule.kind !== 'within'
        ? []
        : causedBy(rule)
            .filter((step) => version.transitions[step]?.by.includes('system') !== true)
            .map((step) => ({
              name: step,
              rule: 'end-of-a-running-time',
              reason: `A time of ${name} that began before may still run, and its end brings this step.`,
            })),
    ),
  )
}
