/** The plan: every measure that the viewer may see, as bars along the days and as the table beside them. */
import { html } from 'hono/html'
import {
  type Institution,
  type ListedMeasure,
  listInstitutions,
  MEASURE_STATES,
  MeasureFilter,
  measureTimeline,
  PLAN_ORDERS,
  type PlanOrder,
} from '../../obligations/index.ts'
import { together } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { pageLinks, pageOf } from '../parts/list.ts'
import { institutionName, nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { PLAN_CLASSES, timeline } from '../parts/timeline.ts'
import { measureTable, timelineRow } from './story/plan.ts'

export async function planPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const filter = filterOf(exchange)
  const order = PLAN_ORDERS.find((known) => known === exchange.query('order')) ?? 'end'
  const { limit, offset } = pageOf(exchange)
  const { measures, institutions } = await exchange.recall((tx) =>
    together({
      measures: measureTimeline(tx, filter, { limit, offset, today: exchange.today, order }),
      institutions: listInstitutions(tx),
    }),
  )
  const { rows, total } = measures
  return page(exchange, {
    title: t('nav.plan'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${t('plan.help')}</p>`,
      form(exchange, { filter, order, institutions }),
      ...(rows.length === 0
        ? [emptyState(t('plan.none'))]
        : [
            timeline(exchange, t('plan.picture'), grouped(exchange, order, rows)),
            legend(exchange),
            measureTable(exchange, rows, t('plan.count', { n: total })),
          ]),
      html`${pageLinks(exchange, total)}`,
    ],
  })
}

/** A value that makes no sense narrows nothing. */
function filterOf(exchange: Exchange): MeasureFilter {
  const asked = Object.keys(MeasureFilter.shape).map((name) => [name, exchange.query(name)] as const)
  const whole = MeasureFilter.safeParse(Object.fromEntries(asked))
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
  return MeasureFilter.parse(Object.fromEntries(asked.filter(([name]) => !wrong.has(name))))
}

function grouped(exchange: Exchange, order: PlanOrder, rows: readonly ListedMeasure[]) {
  return rows.map((row) => ({
    ...timelineRow(row),
    ...(order === 'end'
      ? {}
      : { group: order === 'institution' ? institutionName(exchange, row.institution) : (row.obligations[0] ?? '') }),
  }))
}

interface Asked {
  readonly filter: MeasureFilter
  readonly order: PlanOrder
  readonly institutions: readonly Institution[]
}

function form(exchange: Exchange, { filter, order, institutions }: Asked): Html {
  const { t, named, language } = exchange.texts
  const choose = (name: string, value: string, options: readonly (readonly [string, string])[]) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`plan.by.${name}`)}</label><select class="govuk-select" id="${name}" name="${name}">${name === 'order' ? '' : html`<option value="">${t('site.all')}</option>`}${options.map(
      ([option, text]) => html`<option value="${option}"${option === value ? html` selected` : ''}>${text}</option>`,
    )}</select></div>`
  const day = (name: 'from' | 'until') =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`plan.by.${name}`)}</label><input class="govuk-input" type="date" id="${name}" name="${name}" value="${filter[name] ?? ''}"></div>`
  return html`<form method="get" action="/plan" class="ob-filter"><div class="ob-filters">
${choose(
  'institution',
  filter.institution ?? '',
  institutions.map(({ code, name }) => [code, `${code} ${nameIn(name, language.code) ?? ''}`]),
)}
${choose(
  'state',
  filter.state ?? '',
  MEASURE_STATES.map((state) => [state, named(`state.${state}`)]),
)}
${choose(
  'order',
  order,
  PLAN_ORDERS.map((one) => [one, named(`plan.order.${one}`)]),
)}
${day('from')}${day('until')}
<div class="govuk-form-group"><label class="govuk-label" for="obligation">${t('plan.by.obligation')}</label><input class="govuk-input" id="obligation" name="obligation" value="${filter.obligation ?? ''}"></div>
</div>
<div class="govuk-checkboxes govuk-checkboxes--small ob-ticks"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="overdue" name="overdue" value="yes"${filter.overdue ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="overdue">${t('plan.only-late')}</label></div></div>
<button class="govuk-button govuk-!-margin-bottom-4">${t('site.filter')}</button></form>`
}

function legend({ texts }: Exchange): Html {
  const sign = (name: string, text: string) =>
    html`<li><svg width="14" height="14" aria-hidden="true"><rect class="${name}" width="14" height="14"></rect></svg> ${text}</li>`
  return html`<ul class="ob-legend">${MEASURE_STATES.map((state) => sign(PLAN_CLASSES[state], texts.named(`state.${state}`)))}${sign('ob-late', texts.t('plan.late'))}<li><svg width="14" height="14" aria-hidden="true"><line class="ob-today" x1="7" x2="7" y1="0" y2="14"></line></svg> ${texts.t('plan.today')}</li></ul>`
}
