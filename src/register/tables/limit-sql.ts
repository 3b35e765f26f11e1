/** When a time is over, as SQL: hours that go by, days of the State's calendar. */
import type { Length, Limit } from '../../procedures/index.ts'
import { literal } from './names.ts'

/** When a clock is over: as `clockEnd` of the judgement works it out, a reform that is better for the person included. */
export function clockEndSql(start: string, limit: Limit<Length>, clock: 'protective' | 'adverse'): string {
  const [first, ...reforms] = limit.history
  const begins = first?.from == null ? start : `greatest(${start}, ${beginningSql(first.from)})`
  return reforms.reduce(
    (end, { from, value }) => {
      if (from === null) return end
      const reform = beginningSql(from)
      const then = clock === 'protective' ? dueSql(reform, value, clock) : dueSql(`(${begins})`, value, clock)
      const better = `case when ${reform} > ${begins} and ${reform} < ${end} then ${then} end`
      return `${clock === 'protective' ? 'least' : 'greatest'}(${end}, ${better})`
    },
    limitSql(begins, limit, clock),
  )
}

/** Midnight of the day in the country. */
export function beginningSql(day: string): string {
  return `(${literal(day)}::timestamp at time zone (select h.time_zone from register.home h))`
}

/** When a time is over by the limit in force on the day of its start, in the country: a reform touches no time that runs. */
export function limitSql(start: string, limit: Limit<Length>, clock: 'protective' | 'adverse'): string {
  const [first, ...reforms] = limit.history
  if (first === undefined) throw new RangeError('a limit has no length')
  if (reforms.length === 0) return dueSql(start, first.value, clock)
  const day = `((${start}) at time zone (select h.time_zone from register.home h))::date`
  const newestFirst = reforms
    .toReversed()
    .map(
      ({ from, value }) => `when ${day} >= ${literal(from ?? '-infinity')}::date then ${dueSql(start, value, clock)}`,
    )
  return `case ${newestFirst.join(' ')} else ${dueSql(start, first.value, clock)} end`
}

/** Hours are elapsed time; all else follows the calendar of the State, in its time zone. */
export function dueSql(start: string, length: Length, clock: 'protective' | 'adverse'): string {
  if ('hours' in length) return `${start} + make_interval(secs => ${length.hours * 3600})`
  if ('workingDays' in length) return `register.after_working_days(${start}, ${length.workingDays}, ${literal(clock)})`
  const interval =
    'days' in length
      ? `make_interval(days => ${length.days})`
      : 'months' in length
        ? `make_interval(months => ${length.months})`
        : `make_interval(years => ${length.years})`
  return `register.after_calendar_days(${start}, ${interval}, ${literal(clock)})`
}
