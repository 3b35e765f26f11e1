/** What is planned and done: a small time line, and the same as a table. */
import { html } from 'hono/html'
import type { ListedMeasure, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { andMore, shortened } from '../../parts/bounded.ts'
import { demonstrationMark, dueText, stateTag, table } from '../../parts/list.ts'
import { institutionLink } from '../../parts/names.ts'
import { emptyState, type Section } from '../../parts/summary.ts'
import { type TimelineRow, timeline } from '../../parts/timeline.ts'

/** Measures on the page; the plan has them all. */
const MOST = 25

export function plan(exchange: Exchange, { measures, obligation }: Story): Section {
  const { t } = exchange.texts
  const shown = measures.slice(0, MOST)
  return {
    id: 'plan',
    heading: t('story.planned'),
    body:
      measures.length === 0
        ? emptyState(t('story.no-measures'))
        : [
            timeline(exchange, t('plan.picture'), shown.map(timelineRow)),
            measureTable(exchange, shown, t('plan.count', { n: measures.length })),
            andMore(exchange, measures.length - MOST, `/plan?obligation=${encodeURIComponent(obligation.code)}`),
          ],
  }
}

export function timelineRow(row: ListedMeasure): TimelineRow {
  return {
    id: row.id,
    label: row.title,
    from: row.starts_on,
    until: row.ends_on,
    state: row.state,
    late: row.overdue,
    waitsFor: row.depends_on.map(({ id }) => id),
  }
}

/** Letters of a title in a table; its own page has all of it. */
const TITLE = 160

/** Measures with what they wait for; titles lead to the form for those who may open it. */
export function measureTable(exchange: Exchange, rows: readonly ListedMeasure[], caption: string): Html {
  const { t, day, named } = exchange.texts
  const mayOpen = ['secretariat', 'official', 'nhri'].includes(exchange.viewer.role)
  return table(
    caption,
    [
      { heading: t('measure.measure') },
      { heading: t('obligation.institution') },
      { heading: t('measure.from') },
      { heading: t('measure.to') },
      { heading: t('obligation.state') },
      { heading: t('nav.obligations') },
    ],
    rows.map((row) => [
      html`${mayOpen ? html`<a class="govuk-link" dir="auto" href="/measures/${row.id}">${shortened(row.title, TITLE)}</a>` : html`<span dir="auto">${shortened(row.title, TITLE)}</span>`}${demonstrationMark(exchange, row.demonstration)}${row.audience === 'public' ? '' : html` <span class="ob-code">${named(`audience.${row.audience.split(':')[0]}`)}</span>`}${waitsFor(exchange, row)}`,
      institutionLink(exchange, row.institution),
      day(row.starts_on),
      dueText(exchange, row.ends_on, row.state === 'done' || row.state === 'abandoned'),
      stateTag(exchange, row.state),
      html`${row.obligations.slice(0, 4).map((code) => html`<a class="govuk-link ob-code" href="/obligations/${encodeURIComponent(code)}">${code}</a> `)}${row.obligations.length > 4 ? exchange.texts.t('bounded.more', { n: row.obligations.length - 4 }) : ''}`,
    ]),
  )
}

function waitsFor(exchange: Exchange, { depends_on }: ListedMeasure): Html | string {
  if (depends_on.length === 0) return ''
  return html`<span class="ob-code">${exchange.texts.t('plan.waits-for')} ${depends_on.slice(0, 3).map((other, index) => html`${index > 0 ? '; ' : ''}<span dir="auto">${shortened(other.title, 80)}</span> (${exchange.texts.named(`state.${other.state}`)})`)}${depends_on.length > 3 ? `; ${exchange.texts.t('bounded.more', { n: depends_on.length - 3 })}` : ''}</span>`
}
