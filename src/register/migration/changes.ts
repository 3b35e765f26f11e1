/** What another declaration than the installed one says, version by version, in words; and what no migration may do. */
import { differences, type Procedure } from '../../procedures/index.ts'
import { unexplained } from '../installed.ts'

export interface DeclaredChanges {
  readonly words: readonly string[]
  readonly refused: readonly string[]
  /** First days of versions that are new. */
  readonly comes: readonly string[]
}

interface Beside {
  /** Oldest first. */
  readonly installed: readonly Procedure[]
  readonly declared: readonly Procedure[]
  /** Today in the country, ISO 8601. */
  readonly today: string
}

export function declaredChanges({ installed, declared, today }: Beside): DeclaredChanges {
  const known = new Map(installed.map((one) => [one.since, one]))
  const isDeclared = (since: string | null) => declared.some((one) => one.since === since)
  // One whose day has not come judged nothing, and may be taken back.
  const past = ({ since }: Procedure) => since === null || since <= today
  const newest = installed.findLast((one) => past(one) || isDeclared(one.since))?.since ?? null
  const comes = declared.filter(({ since }) => !known.has(since))
  const days = new Set(comes.map(({ since }) => since))
  return {
    comes: comes.map(({ since }) => since ?? ''),
    words: [
      ...installed
        .filter((one) => !isDeclared(one.since) && !past(one))
        .map(({ since }) => `The version of ${since} is taken back before its day.`),
      ...declared.flatMap((version, at) => {
        const was = known.get(version.since)
        return was === undefined
          ? newVersion(version, declared[at - 1], today)
          : changedInPlace(was, untilThen(version, days), today)
      }),
    ],
    refused: [
      ...installed
        .filter((one) => !isDeclared(one.since) && past(one))
        .map(
          ({ since }) =>
            `The version ${since === null ? 'of the beginning' : `of ${since}`} is installed and no longer declared: events name it as the law that they were judged by.`,
        ),
      ...comes
        .filter(({ since }) => newest !== null && since !== null && since <= newest)
        .map(
          ({ since }) =>
            `The version of ${since} would come before that of ${newest}, which is installed: it lies in the past of what the database runs.`,
        ),
      ...factsLost(installed.filter(past), declared),
    ],
  }
}

function newVersion(version: Procedure, before: Procedure | undefined, today: string): readonly string[] {
  const { since, amendment } = version
  const late = since !== null && since <= today
  return [
    `From ${since} (${amendment?.law ?? 'no law named'}):`,
    ...(before === undefined ? [] : differences(before, version).map((one) => `- ${one}`)),
    ...(late
      ? [
          '- this day has come: steps since then were judged by the law before and stay so; those asserted for a time before stay judged by it',
        ]
      : []),
  ]
}

/** A version that is edited counts for every case from now on: there is no day on which it begins. */
function changedInPlace(was: Procedure, version: Procedure, today: string): readonly string[] {
  const { since } = version
  const found = differences(was, unexplained(version))
  if (found.length === 0) return []
  const name = since === null ? 'The version of the beginning' : `The version of ${since}`
  const inForce = since === null || since <= today
  return [
    `${name} says otherwise${inForce ? ', without a day of effect: for every step from the migration on, in every case' : ''}:`,
    ...found.map((one) => `- ${one}`),
  ]
}

/** A time has one history in all versions: what a later one adds to it is told with that one. */
function untilThen(version: Procedure, comes: ReadonlySet<string | null>): Procedure {
  const safeguards = Object.entries(version.safeguards).map(([name, safeguard]) => {
    const rules = Object.entries(safeguard.rules).map(([rule, one]) => {
      if (one.kind !== 'within') return [rule, one] as const
      const history = one.limit.history.filter(({ from }) => from === null || !comes.has(from))
      return [rule, { ...one, limit: { history } }] as const
    })
    return [name, { ...safeguard, rules: Object.fromEntries(rules) }] as const
  })
  return { ...version, safeguards: Object.fromEntries(safeguards) }
}

/** Cases hold it: an amendment says that it is asked no more, and the version that asked for it stays. */
function factsLost(installed: readonly Procedure[], declared: readonly Procedure[]): readonly string[] {
  const names = (versions: readonly Procedure[]) => new Set(versions.flatMap(({ facts }) => Object.keys(facts)))
  const still = names(declared)
  return [...names(installed)]
    .filter((name) => !still.has(name))
    .map(
      (name) =>
        `The fact ${name} is no longer declared, and cases hold it. Say "gone" in an amendment: the version that asked for it stays.`,
    )
}
