/** How often safeguards were broken, as it was released: exact yearly totals, each from its table, and the day of what is owed. */
import { html } from 'hono/html'
import type { AnyTexts, Procedure } from '../../procedures/index.ts'
import { breachTableName, dueOn, lastPeriodBefore, readReleasedTable } from '../../statistics/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, table } from '../parts/list.ts'
import { hasBreachTables } from '../statistics/room.ts'
import { declared } from './words.ts'

export interface BreachFigure {
  readonly table: string
  /** "2025". */
  readonly period: string
  readonly release: string
  readonly total: number | null
  readonly isDemonstration: boolean
}

export interface Breaches {
  readonly released: readonly BreachFigure[]
  /** Announced day by table and period. */
  readonly planned: ReadonlyMap<string, string>
}

/** What was released of the procedure's breaches, the newest release of each year. */
export async function breachesOf(tx: Tx, procedure: Procedure): Promise<Breaches> {
  const names = Object.keys(procedure.safeguards).map((safeguard) => breachTableName(procedure.name, safeguard))
  const rows = await tx
    .selectFrom('table_release')
    .distinctOn(['table_name', 'period'])
    .select(['table_name', 'period', 'release', 'document', 'demonstration'])
    .where('table_name', 'in', names)
    .where('withdrawn_at', 'is', null)
    .orderBy('table_name')
    .orderBy('period', 'desc')
    .orderBy('issued_at', 'desc')
    .execute()
  const planned = await tx.selectFrom('release_plan').selectAll().where('table_name', 'in', names).execute()
  return {
    released: rows.map(({ table_name, period, release, document, demonstration }) => ({
      ...{ table: table_name, period, release },
      total: readReleasedTable(document).cells[0]?.value ?? null,
      isDemonstration: demonstration,
    })),
    planned: new Map(planned.map(({ table_name, period, planned_on }) => [`${table_name} ${period}`, planned_on])),
  }
}

/** A line a safeguard and year that was released; then what is owed of the last year that is over, with its day. */
export function breachTable(exchange: Exchange, procedure: Procedure, words: AnyTexts, breaches: Breaches): Html {
  const { t, number } = exchange.texts
  if (!hasBreachTables(procedure)) return html`<p class="govuk-body">${t('safeguards.breaches-hidden')}</p>`
  const rows = Object.keys(procedure.safeguards).flatMap((name) =>
    breaches.released
      .filter((one) => one.table === breachTableName(procedure.name, name))
      .map(({ table, period, release, total, isDemonstration }) => [
        html`<a class="govuk-link" href="#${name}">${name}</a> ${declared(exchange, words.safeguards[name]?.title ?? '')}`,
        period,
        html`${total === null ? '–' : number(String(total))}${demonstrationMark(exchange, isDemonstration)}`,
        html`<a class="govuk-link" href="/tables/${table}?release=${release}">${release}</a>`,
      ]),
  )
  const released = table(
    t('safeguards.breaches-table'),
    [
      { heading: t('safeguards.safeguard') },
      { heading: t('safeguards.period') },
      { heading: t('safeguards.breaches-found'), numeric: true },
      { heading: t('safeguards.release') },
    ],
    rows,
  )
  return html`${rows.length === 0 ? '' : released}${owed(exchange, procedure, breaches)}`
}

function owed(exchange: Exchange, procedure: Procedure, { released, planned }: Breaches): Html {
  const { t, day } = exchange.texts
  const last = lastPeriodBefore(exchange.today, 'A')
  const missing = Object.keys(procedure.safeguards).flatMap((name) => {
    const table = breachTableName(procedure.name, name)
    if (released.some((one) => one.table === table && one.period === last.name)) return []
    const on = planned.get(`${table} ${last.name}`) ?? dueOn(last).toString()
    return [{ name, on }]
  })
  return html`${[...Map.groupBy(missing, ({ on }) => on)].map(
    ([on, some]) =>
      html`<p class="govuk-body">${t('safeguards.breaches-owed', { year: last.name, day: day(on) })}: ${some.map(({ name }) => name).join(', ')}${late(exchange, on)}</p>`,
  )}`
}

/** What is not there on its day is late. */
function late({ texts: { t }, today }: Exchange, on: string): Html | string {
  const { days } = Temporal.PlainDate.from(on).until(today, { largestUnit: 'days' })
  return days > 0 ? html` <span class="ob-overdue">${t('due.overdue', { n: days })}</span>` : ''
}

/** How the figures come to be. */
export function howCounted({ texts: { t } }: Exchange): Html {
  return html`<p class="govuk-body">${t('safeguards.counting-when')}</p><p class="govuk-body">${t('safeguards.counting-exact')}</p><p class="govuk-body">${t('safeguards.counting-kept')}</p>`
}
