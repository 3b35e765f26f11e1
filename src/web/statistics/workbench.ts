/** The statistician's workbench: what is declared, the last period that is over, what was computed of it and where it stands. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  approveExact,
  computeTable,
  lackingItems,
  lastPeriodBefore,
  metadataOf,
  nextOf,
  stoppedOver,
  writtenByTable,
} from '../../statistics/index.ts'
import { Invalid, NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { titleOf } from '../parts/released-table.ts'
import { calendarOf } from './release-calendar.ts'
import { openStatistics } from './room.ts'

export async function workbenchPage(exchange: Exchange, refusal: StepRefused | null = null): Promise<Html> {
  refuseOthers(exchange)
  const { t, named, day } = exchange.texts
  const statistics = openStatistics(exchange)
  const { runs, calendar, written, stopped } = await exchange.read(async (tx) => ({
    runs: await tx
      .selectFrom('table_run')
      .select(['id', 'table_name', 'period', 'state', 'made_at'])
      .orderBy('made_at', 'desc')
      .limit(500)
      .execute(),
    calendar: await calendarOf(exchange, tx),
    written: await writtenByTable(tx),
    stopped: await stoppedOver(tx, statistics),
  }))
  return page(exchange, {
    title: t('tables.workbench'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: [
      html`${doneBanner(exchange)}${refusal === null ? '' : refusedNotice(exchange.texts, [named(`refused.${refusal.rule}`, refusal.data)])}${stopped.map((procedure) => html`<div class="govuk-inset-text">${t('refused.probing')} <a class="govuk-link" href="/tables/refusals/${procedure}">${procedure}</a></div>`)}<p class="govuk-body-l">${t('tables.workbench-lead')}</p><p class="govuk-body"><a class="govuk-link" href="/tables/calendar">${t('tables.calendar')}</a></p>`,
      table(
        t('tables.declared'),
        [
          { heading: t('tables.table') },
          { heading: t('tables.period') },
          { heading: t('tables.runs') },
          { heading: t('tables.compute') },
        ],
        statistics.tables.map(({ name, frequency }) => {
          const period = lastPeriodBefore(exchange.today, frequency)
          const own = runs.filter((run) => run.table_name === name)
          const owed = nextOf(calendar, name)
          const lacks = lackingItems(statistics, metadataOf(written.get(name) ?? [])).length > 0
          return [
            html`${titleOf(exchange, name)}<span class="ob-code"><a class="govuk-link" href="/tables/metadata/${name}">${t('tables.describe')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></a>${lacks ? html` ${t('tables.incomplete')}` : ''}</span>`,
            html`${owed === null ? '' : html`${owed.period}<span class="ob-code">${day(owed.plannedOn.toString())}</span>${owed.isLate ? html` <strong class="govuk-tag govuk-tag--red">${t('tables.late')}</strong>` : ''}`}`,
            html`<ul class="govuk-list">${own.slice(0, 5).map((run) => html`<li><a class="govuk-link" href="/tables/runs/${run.id}">${run.period}</a> ${named(`run-state.${run.state}`)}</li>`)}</ul>`,
            html`<form method="post" action="/tables/workbench" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="table" value="${name}"><label class="govuk-label" for="p-${name}">${t('tables.period')}</label><input class="govuk-input govuk-input--width-5" id="p-${name}" name="period" value="${period.name}" pattern="[0-9]{4}(-Q[1-4])?"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('tables.compute')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></button></form><span class="ob-code"><a class="govuk-link" href="/tables/loosen/${name}">${t('form.loosening.title')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></a></span>`,
          ]
        }),
      ),
    ],
  })
}

const Asked = z.object({ table: z.string().max(80), period: z.string().trim().max(10) })

export async function compute(exchange: Exchange): Promise<Response | Html> {
  refuseOthers(exchange)
  const asked = Asked.safeParse(await exchange.context.req.parseBody())
  if (!asked.success) throw new NotFound()
  try {
    const run = await computeTable(openStatistics(exchange), exchange.viewer, asked.data, exchange.today)
    return exchange.context.redirect(`/tables/runs/${run.id}?done=table.computed`, 303)
  } catch (error) {
    const refusal =
      error instanceof Invalid ? new StepRefused(`period-${error.problems[0]?.rule ?? 'not-over'}`) : error
    if (!(refusal instanceof StepRefused)) throw error
    exchange.context.status(error instanceof Invalid ? 422 : 409)
    return workbenchPage(exchange, refusal)
  }
}

/** Figures without noise, and who said yes to each: a statistician and the human rights institution. */
export async function exactPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const exact = openStatistics(exchange).tables.filter((one) => one.exact !== undefined)
  const given = await exchange.read((tx) => tx.selectFrom('exact_approval').selectAll().execute())
  const as = approvesAs(exchange)
  return page(exchange, {
    title: t('tables.exact'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${t('tables.exact-lead')}</p>${table(
      t('tables.exact'),
      [{ heading: t('tables.table') }, { heading: t('tables.approved') }, { heading: t('tables.approve') }],
      exact.map(({ name, version }) => {
        const yes = given.filter((one) => one.table_name === name && one.table_version === version)
        return [
          titleOf(exchange, name),
          yes.map(({ given_as }) => named(`approver.${given_as}`)).join(', ') || t('site.none'),
          yes.some(({ given_as }) => given_as === as)
            ? ''
            : html`<form method="post" action="/tables/exact" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="table" value="${name}"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('tables.approve')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></button></form>`,
        ]
      }),
    )}`,
  })
}

export async function approve(exchange: Exchange): Promise<Response> {
  const body = await exchange.context.req.parseBody()
  await approveExact(openStatistics(exchange), exchange.viewer, typeof body.table === 'string' ? body.table : '')
  return exchange.context.redirect('/tables/exact?done=table.approved', 303)
}

function approvesAs({ viewer }: Exchange): 'statistician' | 'ombudsperson' {
  if (viewer.role === 'nhri') return 'ombudsperson'
  if (viewer.duty?.role === 'statistician') return 'statistician'
  throw new NotFound()
}

/** To every other officer there is no such page. */
export function refuseOthers({ viewer }: Exchange): void {
  if (viewer.duty?.role !== 'statistician') throw new NotFound()
}
