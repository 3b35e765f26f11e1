/**
 * What anybody may know of breaches: how many of a rule in a month and in a year, and that only roughly, so that no figure
 * singles out a person. The rounding is the database's, so that no exact figure leaves the compartment.
 */
import type { Compartment } from '../../procedures/index.ts'
import { sqlName } from '../tables/names.ts'

/** Figures are told in steps of so many: "under 5", "5 to 9", "10 to 14". */
export const STEP = 5

/**
 * education.published_breaches(): procedure, rule, mode, period ("2026-11", "2026") and the least that it may have been, a
 * multiple of five. What is under five is not there, as what never was.
 *
 * A period is counted by when its breaches were found, and told once it is over: nothing changes afterwards, and nobody sees
 * a figure grow by one. A year is told whole, beside twelve months of which each is five wide.
 */
export function publishedFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.published_breaches()
  returns table (procedure text, rule text, mode text, period text, at_least integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $published$
  with home as (select h.time_zone as zone, now() at time zone h.time_zone as today from register.home h),
  found as (
    select b.procedure, b.rule, b.mode, b.found_at at time zone home.zone as found, home.today
    from ${schema}.breach b cross join home
  ),
  told as (
    select f.procedure, f.rule, f.mode, to_char(f.found, 'YYYY-MM') as period from found f
      where date_trunc('month', f.found) < date_trunc('month', f.today)
    union all
    select f.procedure, f.rule, f.mode, to_char(f.found, 'YYYY') from found f
      where date_trunc('year', f.found) < date_trunc('year', f.today)
  )
  select t.procedure, t.rule, t.mode, t.period, (count(*) / ${STEP} * ${STEP})::integer
  from told t group by t.procedure, t.rule, t.mode, t.period
  having count(*) >= ${STEP}
  order by t.procedure, t.rule, t.mode, t.period
$published$`
}
