/** Progress by institution, article, target, theme, document or cycle, each row leading to its obligations. */
import { html } from 'hono/html'
import { PROGRESS_BY, type Progress, type ProgressBy, progressBy } from '../../obligations/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { articleName, chapterName, institutionName, targetName } from '../parts/names.ts'
import { page } from '../parts/page.ts'
import { stateBar, stateLegend } from '../parts/states.ts'

export async function progressPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const by = PROGRESS_BY.find((known) => known === exchange.context.req.param('by'))
  if (by === undefined) throw new NotFound()
  const rows = await exchange.recall((tx) => progressBy(tx, by))
  const sorted = rows.toSorted((a, b) => ((a.by ?? '\uffff') < (b.by ?? '\uffff') ? -1 : 1)).toSorted(naturally)
  return page(exchange, {
    title: named(`overview.by-${by}.title`),
    trail: [{ href: '/', text: t('nav.overview') }],
    body: [
      html`<p class="govuk-body-l">${named(`overview.by-${by}.help`)}</p>`,
      progressLinks(exchange, by),
      stateLegend(exchange),
      progressTable(exchange, { by, rows: sorted, caption: named(`overview.by-${by}.title`) }),
    ],
  })
}

function naturally(a: Progress, b: Progress): number {
  if (a.by === null || b.by === null) return a.by === b.by ? 0 : a.by === null ? 1 : -1
  return a.by.localeCompare(b.by, 'en', { numeric: true })
}

/** The other ways to look at the same. */
export function progressLinks(exchange: Exchange, here: ProgressBy | null): Html {
  const { t, named } = exchange.texts
  return html`<nav class="ob-tabs" aria-label="${t('overview.other')}"><ul>${PROGRESS_BY.map(
    (by) =>
      html`<li><a class="govuk-link govuk-link--no-visited-state" href="/progress/${by}"${by === here ? html` aria-current="page"` : ''}>${named(`overview.by-${by}`)}</a></li>`,
  )}</ul></nav>`
}

/** One row each: its name, its bar, and the figures that the bar draws. */
export function progressTable(
  exchange: Exchange,
  { by, rows, caption }: { by: ProgressBy; rows: readonly Progress[]; caption: string },
): Html {
  const { t, named, number } = exchange.texts
  return table(
    caption,
    [
      { heading: named(`obligation.${by}`) },
      { heading: t('overview.standing') },
      { heading: t('state.completed'), numeric: true },
      { heading: t('overview.all'), numeric: true },
    ],
    rows.map((row) => [
      html`<a class="govuk-link" href="${listAddress(by, row.by)}">${nameOf(exchange, by, row.by)}</a>`,
      stateBar(exchange, row.states),
      number(row.states.completed),
      by === 'institution' && row.by !== null
        ? html`<a class="govuk-link" href="/obligations?lead=${encodeURIComponent(row.by)}">${number(row.total)}</a>`
        : number(row.total),
    ]),
  )
}

function nameOf(exchange: Exchange, by: ProgressBy, value: string | null): string {
  if (value === null) return exchange.texts.t('overview.without')
  switch (by) {
    case 'cluster':
      return chapterName(exchange, value)
    case 'institution':
      return institutionName(exchange, value)
    case 'article':
      return articleName(exchange, value)
    case 'sdg':
      return targetName(exchange, value)
    case 'theme':
      return exchange.texts.named(`theme.${value}`)
    case 'document':
      return value
    case 'cycle':
      return exchange.texts.t('name.cycle', { body: value.split(' ')[0] ?? '', cycle: value.split(' ')[1] ?? '' })
    default:
      return by satisfies never
  }
}

/** The list that the row counts. What has no value at all leads to the whole list. */
function listAddress(by: ProgressBy, value: string | null): string {
  if (value === null) return '/obligations'
  if (by === 'institution') return `/institutions/${value}`
  if (by === 'cycle') {
    const [body = '', cycle = ''] = value.split(' ')
    return `/obligations?body=${encodeURIComponent(body)}&cycle=${cycle}`
  }
  return `/obligations?${by}=${encodeURIComponent(value)}`
}
