/** My work today: what waits for the viewer, by name or by post, the most pressing first, each with its next step. */
import { html } from 'hono/html'
import { type Waiting, type WaitingObligation, type WorkToday, workToday } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { contents, emptyState, type Section, sections } from '../parts/summary.ts'
import { PEOPLE_READERS } from '../people/person.ts'
import { dayOf } from '../public/moves.ts'

export async function workPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const work = await exchange.read((tx) => workToday(tx, exchange.viewer, exchange.today))
  const waiting = all(exchange, work).filter((section) => section !== null)
  return page(exchange, {
    title: t('nav.work'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${day(exchange.today.toString())}</p><p class="govuk-body"><a class="govuk-link" href="/outbox">${t('work.letters')}</a></p>`,
      waiting.length === 0
        ? emptyState(
            t('work.nothing'),
            html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/">${t('nav.overview')}</a></p>`,
          )
        : waiting.length === 1
          ? ''
          : contents(t('story.contents'), waiting),
      sections(waiting),
      mayHold(exchange)
        ? html`<p class="govuk-body"><a class="govuk-link" href="/people/${exchange.viewer.account}">${t('work.mine')}</a></p>`
        : '',
    ],
  })
}

/** Posts, obligations and measures are in the hands of these alone. */
function mayHold({ viewer }: Exchange): boolean {
  return PEOPLE_READERS.some((role) => role === viewer.role)
}

/** What came back and what waits for one's word first; then what is one's own; then what is to be decided. */
function all(exchange: Exchange, work: WorkToday): readonly (Section | null)[] {
  const { t, day } = exchange.texts
  return [
    section(
      exchange,
      { id: 'validate', heading: t('work.validate'), waiting: work.toValidate, step: 'validate' },
      (row) => [html`${row.claimed_by}, ${day(dayOf(exchange, row.claimed_at))}`],
    ),
    section(exchange, { id: 'back', heading: t('work.back'), waiting: work.cameBack }, (row) =>
      standing(exchange, row),
    ),
    section(exchange, { id: 'answers', heading: t('work.answers-for'), waiting: work.answersFor }, (row) =>
      standing(exchange, row),
    ),
    measures(exchange, work.measures),
    figures(exchange, work.figures),
    manyToDecide(
      exchange,
      section(exchange, { id: 'decide', heading: t('work.decide'), waiting: work.toDecide, step: 'decide' }, () => []),
    ),
    section(exchange, { id: 'assess', heading: t('work.assess'), waiting: work.toAssess, step: 'assess' }, () => []),
  ]
}

/** Whoever has forty to decide on does it on one page. */
function manyToDecide({ texts }: Exchange, decide: Section | null): Section | null {
  if (decide === null) return null
  return {
    ...decide,
    body: html`<p><a class="govuk-button govuk-button--secondary" href="/decisions">${texts.t('work.decide-many')}</a></p>${decide.body}`,
  }
}

interface Wanted<Row> {
  readonly id: string
  readonly heading: string
  readonly waiting: Waiting<Row>
  /** The form that takes the next step; without one the row leads to the obligation. */
  readonly step?: 'validate' | 'decide' | 'assess'
}

/** Obligations, each with what there is to say of it and a button for its next step. */
function section<Row extends { code: string; summary: string }>(
  exchange: Exchange,
  { id, heading, waiting, step }: Wanted<Row>,
  say: (row: Row) => (Html | string)[],
): Section | null {
  if (waiting.total === 0) return null
  const { t, named } = exchange.texts
  const said = waiting.rows.map(say)
  const columns = [
    { heading: t('obligation.obligation') },
    ...Array.from({ length: said[0]?.length ?? 0 }, () => ({ heading: t('work.standing') })),
    ...(step === undefined ? [] : [{ heading: t('work.next') }]),
  ]
  return {
    id,
    heading: `${heading} (${exchange.texts.number(waiting.total)})`,
    body: [
      table(
        t('work.shown', { n: waiting.rows.length, total: waiting.total }),
        columns,
        waiting.rows.map((row, index) => {
          const address = `/obligations/${encodeURIComponent(row.code)}`
          return [
            html`<a class="govuk-link" href="${address}">${row.summary}</a><span class="ob-code">${row.code}</span>`,
            ...(said[index] ?? []),
            ...(step === undefined
              ? []
              : [html`<a class="govuk-link" href="${address}/${step}">${named(`action.${step}`)}</a>`]),
          ]
        }),
      ),
    ],
  }
}

function standing(exchange: Exchange, row: WaitingObligation): (Html | string)[] {
  return [
    html`${stateTag(exchange, row.state)} ${dueText(exchange, row.due_on)}${row.overdue && row.due_on === null ? html` <span class="ob-overdue">${exchange.texts.t('overview.late-measure')}</span>` : ''}`,
  ]
}

function measures(exchange: Exchange, waiting: WorkToday['measures']): Section | null {
  if (waiting.total === 0) return null
  const { t, number } = exchange.texts
  return {
    id: 'measures',
    heading: `${t('work.measures')} (${number(waiting.total)})`,
    body: table(
      t('work.shown', { n: waiting.rows.length, total: waiting.total }),
      [{ heading: t('measure.measure') }, { heading: t('measure.to') }],
      waiting.rows.map((row) => [
        html`<a class="govuk-link" dir="auto" href="/measures/${row.id}">${row.title}</a>`,
        dueText(exchange, row.ends_on),
      ]),
    ),
  }
}

function figures(exchange: Exchange, waiting: WorkToday['figures']): Section | null {
  if (waiting.total === 0) return null
  const { t, number } = exchange.texts
  return {
    id: 'figures',
    heading: `${t('work.figures')} (${number(waiting.total)})`,
    body: table(
      t('work.shown', { n: waiting.rows.length, total: waiting.total }),
      [
        { heading: t('indicator.indicator') },
        { heading: t('indicator.period') },
        { heading: t('obligation.obligation') },
      ],
      waiting.rows.map((row) => [
        html`<a class="govuk-link" href="/indicators/${row.indicator}">${row.indicator}</a>`,
        row.period,
        html`<a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.code}</a>`,
      ]),
    ),
  }
}
