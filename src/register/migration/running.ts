/** What a migration does to cases that go on: times that run get the end that the new law gives them, queues follow. */
import type pg from 'pg'
import { type Procedure, statesLeft, type Within } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'
import { rulesOf } from '../commit/rule.ts'
import { soonestTimes } from '../commit/soonest.ts'
import { clockEndSql } from '../tables/limit-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

/** A time whose length is another than what is installed. */
interface Changed {
  readonly name: string
  readonly rule: Within<string, string, string>
}

/** Rules whose time has another history now; what the country gives stays as the country gives it. */
export function changedClocks(
  installed: readonly Procedure[],
  whole: Procedure,
  { limits }: Modes,
): readonly Changed[] {
  const known = new Map(
    installed.flatMap((version) => rulesOf(version, 'within').map(({ name, rule }) => [name, lengths(rule)] as const)),
  )
  return rulesOf(whole, 'within').filter(
    ({ name, rule }) => known.has(name) && known.get(name) !== lengths(rule) && limits[name] === undefined,
  )
}

const lengths = ({ limit }: Within<string, string, string>) =>
  JSON.stringify(limit.history.map(({ from, value }) => [from, value]))

/** When the running time `k` is over by the declared law. One that runs against the person never ends sooner. */
function dueSql({ rule }: Changed): string {
  const due = clockEndSql('k.started_at', rule.limit, rule.clock)
  return rule.clock === 'protective' ? due : `greatest(k.due_at, ${due})`
}

const ofRuleSql = (procedure: Procedure, { name }: Changed) =>
  `k.procedure = ${literal(procedure.name)} and k.rule = ${literal(name)}`
const runningSql = (procedure: Procedure, changed: Changed) =>
  `${ofRuleSql(procedure, changed)} and k.stopped_at is null`

/** The statements that bring times to the ends that they have by the declared law, and the queues with them. What was kept before its day stays kept. */
export function clockStatements(procedure: Procedure, changed: readonly Changed[]): readonly string[] {
  if (changed.length === 0) return []
  const clock = `${sqlName(procedure.compartment)}.clock`
  const { columns, select } = soonestTimes(procedure)
  return [
    ...changed.map((one) => `update ${clock} k set due_at = ${dueSql(one)} where ${ofRuleSql(procedure, one)}`),
    `update ${projectionName(procedure)} p set (${columns.join(', ')}) = (${select} from ${clock} k where k.case_id = p.case_id and k.stopped_at is null and k.kind = 'protective')
  where exists (select from ${clock} k where k.case_id = p.case_id and k.stopped_at is null and k.rule = any(${textArray(changed.map(({ name }) => name))}))`,
  ]
}

/** How many cases and times it meets, in words: as they are now, since cases go on. */
export async function affected(
  owner: pg.Client,
  procedure: Procedure,
  { changed, comes }: { readonly changed: readonly Changed[]; readonly comes: readonly Procedure[] },
): Promise<readonly string[]> {
  const clock = `${sqlName(procedure.compartment)}.clock`
  const count = async (statement: string, values: readonly unknown[] = []) =>
    (await owner.query<{ n: number }>(`select count(*)::int as n ${statement}`, [...values])).rows[0]?.n ?? 0
  const words: string[] = []
  for (const version of comes) {
    const leaves = statesLeft(version)
    for (const { state, to, step } of leaves) {
      const n = await count(`from ${projectionName(procedure)} where state = $1 and not erased`, [state])
      words.push(`${cases(n)} in ${state} now: from ${version.since} the law brings each to ${to} (${step})`)
    }
    const open = Object.entries(version.states).flatMap(([state, kind]) =>
      kind === 'final' || leaves.some((one) => one.state === state) ? [] : [state],
    )
    const n = await count(`from ${projectionName(procedure)} where state = any($1) and not erased`, [open])
    words.push(
      `${cases(n)} in other open states now: from ${version.since} an event of the system brings each under the new law`,
    )
  }
  for (const one of changed) {
    const sooner = await count(
      `from ${clock} k where ${runningSql(procedure, one)} and ${dueSql(one)} is distinct from k.due_at`,
    )
    const all = await count(`from ${clock} k where ${runningSql(procedure, one)}`)
    words.push(`${sooner} of ${all} running times of ${one.name} get another end`)
  }
  return words
}

const cases = (n: number) => (n === 1 ? '1 case stands' : `${n} cases stand`)
