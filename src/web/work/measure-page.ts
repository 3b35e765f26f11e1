/** One measure to read, with what it answers and waits for; and the measures of one's own institution. */
import { html } from 'hono/html'
import {
  findMeasure,
  isSecretariat,
  type ListedMeasure,
  MEASURE_STATES,
  type MeasureDetail,
  MeasureFilter,
  measureTimeline,
} from '../../obligations/index.ts'
import { keyIn } from '../address.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, pageLinks, pageOf, stateTag, withQuery } from '../parts/list.ts'
import { institutionLink, institutionName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState, type Section, sections, summaryList } from '../parts/summary.ts'
import { measureTable } from '../public/story/plan.ts'

export async function measurePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const measure = await exchange.read((tx) => findMeasure(tx, keyIn(exchange, 'id'), exchange.today))
  return page(exchange, {
    title: measure.title,
    heading: 'none',
    trail: [{ href: '/plan', text: t('nav.plan') }],
    body: [
      html`${doneBanner(exchange)}<h1 class="govuk-heading-l"><span dir="auto">${measure.title}</span></h1>`,
      html`<p class="ob-standing">${stateTag(exchange, measure.state)}${measure.overdue ? html`<strong class="govuk-tag govuk-tag--red">${t('plan.late')}</strong>` : ''}${demonstrationMark(exchange, measure.demonstration)}</p>`,
      actions(exchange, measure),
      facts(exchange, measure),
      sections(parts(exchange, measure)),
    ],
  })
}

function actions({ viewer, texts }: Exchange, { id, institution }: MeasureDetail): Html | string {
  if (!isSecretariat(viewer) && (viewer.institution === null || viewer.institution !== institution)) return ''
  const link = (href: string, text: string) =>
    html`<li><a class="govuk-button govuk-button--secondary govuk-!-margin-0" href="${href}">${text}</a></li>`
  return html`<ul class="ob-actions">${link(`/measures/${id}/edit`, texts.t('measure.edit'))}${link(`/measures/${id}/share`, texts.t('measure.share'))}${link(`/history?kind=measure&object=${id}`, texts.t('measure.history'))}</ul>`
}

function facts(exchange: Exchange, measure: MeasureDetail): Html {
  const { t, named, day } = exchange.texts
  const over = measure.state === 'done' || measure.state === 'abandoned'
  return summaryList([
    [
      t('form.measure.description'),
      measure.description === '' ? '' : html`<span class="ob-quote-plain" dir="auto">${measure.description}</span>`,
    ],
    [t('obligation.institution'), institutionLink(exchange, measure.institution)],
    [t('form.measure.responsible'), measure.responsible?.name ?? ''],
    [t('measure.from'), day(measure.starts_on)],
    [t('measure.to'), dueText(exchange, measure.ends_on, over)],
    [t('form.measure.budget_line'), measure.budget_line ?? ''],
    [t('form.measure.sharing'), named(`audience.${measure.audience.split(':')[0]}`)],
  ])
}

function parts(exchange: Exchange, measure: MeasureDetail): readonly Section[] {
  const { t } = exchange.texts
  const others = (rows: MeasureDetail['depends_on'], none: string) =>
    rows.length === 0
      ? html`<p class="govuk-body">${none}</p>`
      : html`<ul class="govuk-list govuk-list--spaced">${rows.map((row) => html`<li><a class="govuk-link" href="/measures/${row.id}" dir="auto">${row.title}</a> ${stateTag(exchange, row.state)} ${dueText(exchange, row.ends_on, row.state === 'done' || row.state === 'abandoned')}</li>`)}</ul>`
  return [
    {
      id: 'answers',
      heading: t('form.measure.obligations'),
      body: html`<ul class="govuk-list govuk-list--spaced">${measure.answers.map((row) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a><span class="ob-code">${row.code}</span></li>`)}</ul>`,
    },
    {
      id: 'waits-for',
      heading: t('form.measure.depends_on'),
      body: others(measure.depends_on, t('measure.waits-for-none')),
    },
    {
      id: 'waited-for',
      heading: t('measure.waited-for'),
      body: others(measure.waited_for, t('measure.waited-for-none')),
    },
  ]
}

/** Drafts included: who works there sees them. */
export async function ownMeasuresPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const institution = exchange.viewer.institution ?? ''
  const state = MeasureFilter.shape.state.safeParse(exchange.query('state')).data
  const overdue = exchange.query('overdue') === 'yes' ? { overdue: 'yes' as const } : {}
  const filter = { institution, ...overdue, ...(state === undefined ? {} : { state }) }
  const { limit, offset } = pageOf(exchange)
  const { rows, total } = await exchange.read((tx) =>
    measureTimeline(tx, filter, { limit, offset, today: exchange.today }),
  )
  const tab = (changes: { state: string; overdue: string }, text: string) =>
    html`<li><a class="govuk-link govuk-link--no-visited-state" href="${withQuery(exchange, { ...changes, page: '' })}"${(state ?? '') === changes.state && (overdue.overdue ?? '') === changes.overdue ? html` aria-current="page"` : ''}>${text}</a></li>`
  return page(exchange, {
    title: t('measure.own'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${institutionName(exchange, institution)}</p>`,
      html`<a class="govuk-button" href="/measures/new">${t('action.measure')}</a>`,
      html`<nav class="ob-tabs" aria-label="${t('obligation.state')}"><ul>${tab({ state: '', overdue: '' }, t('site.all'))}${tab({ state: '', overdue: 'yes' }, t('plan.only-late'))}${MEASURE_STATES.map((one) => tab({ state: one, overdue: '' }, named(`state.${one}`)))}</ul></nav>`,
      listOf(exchange, rows, total),
      html`${pageLinks(exchange, total)}`,
    ],
  })
}

function listOf(exchange: Exchange, rows: readonly ListedMeasure[], total: number): Html {
  const { t } = exchange.texts
  return rows.length === 0
    ? emptyState(t('measure.own-none'))
    : measureTable(exchange, rows, t('plan.count', { n: total }))
}
