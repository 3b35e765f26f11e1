/** The list of obligations: state tabs with counts, what it is narrowed by, and the rows of a page. */
import { html } from 'hono/html'
import {
  documentNames,
  Filter,
  type Listed,
  type ListedObligation,
  listInstitutions,
  listObligations,
  STATES,
} from '../../obligations/index.ts'
import { together } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { shortened } from '../parts/bounded.ts'
import { dueText, pageLinks, pageOf, stateTag, table, withQuery } from '../parts/list.ts'
import { institutionLink } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { filterForm, narrowedBy } from './obligation-filters.ts'

export async function obligationsPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const filter = filterOf(exchange)
  const { limit, offset } = pageOf(exchange)
  const { list, institutions, documents } = await exchange.recall((tx) =>
    together({
      list: listObligations(tx, filter, { limit, offset, today: exchange.today }),
      institutions: listInstitutions(tx),
      documents: documentNames(tx),
    }),
  )
  return page(exchange, {
    title: t('obligations.title'),
    body: [
      html`${doneBanner(exchange)}`,
      filterForm(exchange, filter, { institutions, documents }),
      narrowedBy(exchange, filter),
      stateTabs(exchange, filter, list),
      obligationTable(exchange, list),
      html`${pageLinks(exchange, list.total)}`,
    ],
  })
}

/** The filter of the address; a value that makes no sense narrows nothing. */
export function filterOf(exchange: Exchange): Filter {
  const asked = Object.keys(Filter.shape).map((name) => [name, exchange.query(name)] as const)
  const whole = Filter.safeParse(Object.fromEntries(asked))
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
  return Filter.parse(Object.fromEntries(asked.filter(([name]) => !wrong.has(name))))
}

/** One tab a state, with how many the other filters leave in it. */
function stateTabs(exchange: Exchange, filter: Filter, { byState }: Listed): Html {
  const { t, named, number } = exchange.texts
  const all = Object.values(byState).reduce((sum, n) => sum + n, 0)
  const tab = (state: string, text: string, n: number) =>
    html`<li><a class="govuk-link govuk-link--no-visited-state" href="${withQuery(exchange, { state, page: '' })}"${(filter.state ?? '') === state ? html` aria-current="page"` : ''}>${text} (${number(n)})</a></li>`
  return html`<nav class="ob-tabs" aria-label="${t('obligation.state')}"><ul>${tab('', t('site.all'), all)}${STATES.map((state) => tab(state, named(`state.${state}`), byState[state]))}</ul></nav>`
}

/** The rows, or what to do where there are none. */
export function obligationTable(exchange: Exchange, list: Pick<Listed, 'rows' | 'total'>): Html {
  const { t } = exchange.texts
  if (list.rows.length === 0)
    return emptyState(
      t('obligations.none'),
      html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/obligations">${t('obligations.show-all')}</a></p>`,
    )
  return table(
    t('obligations.count', { n: list.total }),
    [
      { heading: t('obligation.obligation') },
      { heading: t('obligation.lead') },
      { heading: t('obligation.state') },
      { heading: t('obligation.due') },
    ],
    list.rows.map((row) => obligationRow(exchange, row)),
  )
}

function obligationRow(exchange: Exchange, row: ListedObligation): (Html | string)[] {
  const { t } = exchange.texts
  const done = row.state === 'completed' || row.state === 'declined'
  return [
    html`<a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${shortened(row.summary, 220)}</a><span class="ob-code">${row.code} · ${earned(exchange, row)}</span>`,
    institutionLink(exchange, row.lead),
    stateTag(exchange, row.state),
    html`${dueText(exchange, row.due_on, done)}${row.overdue && row.due_on === null ? html`<span class="ob-overdue">${t('overview.late-measure')}</span>` : ''}`,
  ]
}

/** What it has and what it lacks, in figures. */
function earned({ texts: { t } }: Exchange, row: ListedObligation): string {
  return [
    t('obligations.measures', { n: row.measures }),
    t('obligations.evidence', { n: row.evidence }),
    ...(row.indicators === 0 ? [] : [t('obligations.figures', { n: row.indicators_at_target, total: row.indicators })]),
  ].join(' · ')
}
