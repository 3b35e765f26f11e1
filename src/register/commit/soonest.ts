/** Which time of a case runs out first: for everybody's queue, and for each role whose own task it is. Part of the commit function. */
import type { Procedure } from '../../procedures/index.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { ownDueColumn, ownRuleColumn } from '../tables/projection.ts'
import { ownTimes, rolesWithTimes } from './stopping.ts'

/** The soonest time that runs, whoever answers for it, and the soonest of each role's own: where that may have changed. */
export function soonestBlock(procedure: Procedure): string {
  const { columns, select } = soonestTimes(procedure)
  const none = Object.fromEntries(columns.map((column) => [column, null]))
  return `  if cardinality(stopped) > 0 and running <@ stopped and cardinality(begun) = 0 and kind <> 'person' then
    -- Nothing runs any more.
    c := jsonb_populate_record(c, ${literal(JSON.stringify(none))});
  elsif cardinality(begun) > 0 or cardinality(stopped) > 0 or moved or kind = 'person' then
    ${select}
      into ${columns.map((column) => `c.${column}`).join(', ')}
      from ${sqlName(procedure.compartment)}.clock k where k.case_id = c.case_id and k.stopped_at is null and k.kind = 'protective';
  end if;`
}

/** The columns of the row that tell it, and what selects them from open clocks `k` of a case. */
export function soonestTimes(procedure: Procedure): { readonly columns: readonly string[]; readonly select: string } {
  const times = [
    { at: 'due_at', rule: 'due_rule', of: 'true' },
    ...rolesWithTimes(procedure).map((role) => ({
      ...{
        at: ownDueColumn(role),
        rule: ownRuleColumn(role),
        of: `k.rule = any(${textArray(ownTimes(procedure, role))})`,
      },
    })),
  ]
  return {
    columns: times.flatMap(({ at, rule }) => [at, rule]),
    select: `select ${times.map(({ of }) => `min(k.due_at) filter (where ${of}), (array_agg(k.rule order by k.due_at, k.rule) filter (where ${of}))[1]`).join(', ')}`,
  }
}
