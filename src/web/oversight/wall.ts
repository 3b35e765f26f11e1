/** Alarms of the wall: who looked around, or at more people than anybody needs in an hour. */
import { html } from 'hono/html'
import { type WallAlarm, wallAlarms } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'

const MOST = 100

export async function wallPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const alarms = await wallAlarms(exchange.register, exchange.officer(), MOST)
  const names = await namesOf(exchange, alarms)
  return page(exchange, {
    title: t('oversight.wall'),
    trail: [{ href: '/oversight', text: t('oversight.title') }],
    body: html`<p class="govuk-body">${t('oversight.wall-help')}</p>
${alarms.length === 0 ? emptyState(t('oversight.wall-none')) : alarmTable(exchange, alarms, names)}
<p class="govuk-body"><a class="govuk-link" href="/oversight?level=W">${t('oversight.wall-breaches')}</a></p>`,
  })
}

function alarmTable({ texts }: Exchange, alarms: readonly WallAlarm[], names: ReadonlyMap<string, string>): Html {
  const { t, named, moment } = texts
  return table(
    t('oversight.wall'),
    [
      { heading: t('oversight.since') },
      { heading: t('oversight.what') },
      { heading: t('oversight.officer') },
      { heading: t('oversight.compartment') },
    ],
    alarms.map(({ at, kind, role, officer, compartment }) => [
      moment(at),
      named(`wall-alarm.${kind}`),
      kind === 'clock'
        ? t('oversight.watchdog')
        : html`<span dir="auto">${names.get(officer) ?? t('oversight.no-account')}</span><span class="ob-code">${named(`agency-role.${role}`)}</span>`,
      compartment === null ? '' : named(`compartment.${compartment}`),
    ]),
  )
}

/** Officers by their accounts. An agency's own provider may know more of them than this database. */
async function namesOf(exchange: Exchange, alarms: readonly WallAlarm[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(alarms.map(({ officer }) => officer))]
  if (ids.length === 0) return new Map()
  const rows = await exchange.read((tx) =>
    tx.selectFrom('account').select(['id', 'name']).where('id', 'in', ids).execute(),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
