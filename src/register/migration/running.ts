/** What a migration does to cases that go on: times that run get the end that the new law gives them, queues follow. */
import type pg from 'pg'
import { type Procedure, statesLeft, type Within } from '../../procedures/index.ts'
import { levelOfRule } from '../commit/notices.ts'
import type { Modes } from '../commit/rule.ts'
import { PATIENCE, rulesOf } from '../commit/rule.ts'
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
    ...changed.filter(({ rule }) => rule.clock === 'protective').map((one) => revealedSql(procedure, one)),
    `update ${projectionName(procedure)} p set (${columns.join(', ')}) = (${select} from ${clock} k where k.case_id = p.case_id and k.stopped_at is null and k.kind = 'protective')
  where exists (select from ${clock} k where k.case_id = p.case_id and k.stopped_at is null and k.rule = any(${textArray(changed.map(({ name }) => name))}))`,
  ]
}

/**
 * What had stopped, and by the declared law too late: a breach like any other, found now, since nobody knew of that law before. Its row
 * brings its leaf and its ladder by the triggers of the table. Of a case that is erased nobody is left to be told.
 */
function revealedSql(procedure: Procedure, changed: Changed): string {
  const schema = sqlName(procedure.compartment)
  return `with revealed as (
    update ${schema}.clock k set breached_at = k.due_at where ${lateSql(procedure, changed, 'k.due_at')} returning k.*)
  insert into ${schema}.breach (procedure, case_id, rule, level, mode, started_at, due_at, found_at, step, run, state)
    select k.procedure, k.case_id, k.rule, ${levelOfRule(procedure, 'k.rule')}, k.mode, k.started_at, k.due_at, clock_timestamp(), e.step, k.run,
      case when e.asserted_at <= k.due_at then 'recordedLate' else 'open' end
    from revealed k left join lateral ${stopSql(schema)} e on true
  on conflict (case_id, rule, run) do nothing`
}

/** The event that stopped the time `k`. */
const stopSql = (schema: string) =>
  `(select s.step, s.role, s.asserted_at from ${schema}.event s where s.case_id = k.case_id and s.recorded_at = k.stopped_at order by s.no limit 1)`

/** Whether the time `k` stopped after that end and no breach says so. What the system's own step keeps has the time that the system needs. */
function lateSql(procedure: Procedure, changed: Changed, due: string): string {
  const schema = sqlName(procedure.compartment)
  const patience = changed.rule.keptByItself
    ? ` + case when (select s.role = 'system' and s.step = k.thereupon from ${stopSql(schema)} s) then interval '${PATIENCE.seconds} seconds' else interval '0' end`
    : ''
  return `${ofRuleSql(procedure, changed)} and k.stopped_at is not null and k.breached_at is null and ${due}${patience} < k.stopped_at
      and not exists (select from ${schema}.erasure x where x.case_id = k.case_id)`
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
    if (one.rule.clock !== 'protective') continue
    const late = await count(`from ${clock} k where ${lateSql(procedure, one, dueSql(one))}`)
    if (late > 0)
      words.push(
        `${late} times of ${one.name} had ended in time by the law before, and too late by this one: each becomes a breach`,
      )
  }
  return words
}

const cases = (n: number) => (n === 1 ? '1 case stands' : `${n} cases stand`)
