/** The first page: what the United Nations wait for, how far each cluster is, what is late inside, what moved and why. */
import { html } from 'hono/html'
import {
  followUpParagraphs,
  latestDocument,
  movedSince,
  overdueOn,
  type Progress,
  progressBy,
  reopenedNow,
  type State,
} from '../../obligations/index.ts'
import { together } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { doneBanner, page } from '../parts/page.ts'
import { stateBar, stateLegend, stateWords, sumStates } from '../parts/states.ts'
import { emptyState } from '../parts/summary.ts'
import { movesTable } from './moves.ts'
import { lateInside, lateToTheUnitedNations } from './overdue.ts'
import { progressLinks, progressTable } from './progress.ts'

/** Rows of each list on the page; each leads to the whole of it. */
const SHOWN = 6

export async function overviewPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const { clusters, overdue, followUp, reopened, moved, latest } = await exchange.recall((tx) =>
    together({
      clusters: progressBy(tx, 'cluster'),
      overdue: overdueOn(tx, exchange.today, SHOWN),
      followUp: followUpParagraphs(tx),
      reopened: reopenedNow(tx, SHOWN),
      moved: movedSince(tx, monthBegan(exchange), SHOWN),
      latest: latestDocument(tx),
    }),
  )
  const country = exchange.country.names[exchange.texts.language.code] ?? exchange.country.names.en ?? ''
  return page(exchange, {
    title: t('overview.title', { country }),
    body: [
      html`${doneBanner(exchange)}`,
      lateToTheUnitedNations(exchange, overdue.deadlines),
      importFirst(exchange, latest),
      figures(exchange, clusters),
      html`<h2 class="govuk-heading-m">${t('overview.by-cluster.title')}</h2>${stateLegend(exchange)}`,
      progressTable(exchange, { by: 'cluster', rows: clusters, caption: t('overview.by-cluster.caption') }),
      progressLinks(exchange, 'cluster'),
      followUp.length === 0 ? '' : followUpGroup(exchange, followUp),
      lateInside(exchange, overdue),
      reopened.total === 0
        ? ''
        : html`<h2 class="govuk-heading-m">${t('overview.reopened')}</h2><p class="govuk-body">${t('overview.reopened-help')}</p>${movesTable(exchange, t('overview.reopened-count', { n: reopened.total }), reopened.rows)}${more(exchange, reopened.total, '/obligations?state=reopened')}`,
      html`<h2 class="govuk-heading-m">${t('overview.moved')}</h2>`,
      moved.total === 0
        ? html`<p class="govuk-body">${t('overview.nothing-moved')}</p>`
        : html`${movesTable(exchange, t('overview.moved-count', { n: moved.total }), moved.rows)}${more(exchange, moved.total, '/obligations?sort=moved')}`,
    ],
  })
}

function monthBegan(exchange: Exchange): Temporal.Instant {
  return exchange.today.with({ day: 1 }).toZonedDateTime(exchange.country.timeZone).toInstant()
}

/** Until a document's text is here, every page can only speak in our own words: say so, and say who changes it. */
function importFirst(
  exchange: Exchange,
  latest: { readonly symbol: string; readonly imported_at: Temporal.Instant | null } | undefined,
): Html | string {
  const { t } = exchange.texts
  if (latest !== undefined && latest.imported_at !== null) return ''
  const isSecretariat = exchange.viewer.role === 'secretariat'
  const step = isSecretariat
    ? html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/import">${t('import.title')}</a></p>`
    : exchange.viewer.account === null
      ? html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/sign-in?back=/import">${t('overview.sign-in-to-import')}</a></p>`
      : ''
  return emptyState(
    latest === undefined ? t('overview.no-document') : t('overview.not-imported', { symbol: latest.symbol }),
    step,
  )
}

function figures(exchange: Exchange, rows: readonly Progress[]): Html {
  const { t, number, named } = exchange.texts
  const states = sumStates(rows)
  const total = rows.reduce((sum, row) => sum + row.total, 0)
  const figure = (count: number, text: string, href: string) =>
    html`<li><a class="govuk-link govuk-link--no-visited-state govuk-link--no-underline" href="${href}"><strong>${number(count)}</strong>${text}</a></li>`
  const shown: readonly State[] = ['completed', 'awaiting-validation', 'open', 'reopened', 'proposed', 'declined']
  return html`<h2 class="govuk-visually-hidden">${t('overview.figures')}</h2><ul class="ob-figures">${figure(total, t('overview.all'), '/obligations')}${shown.map(
    (state) => figure(states[state], named(`state.${state}`), `/obligations?state=${state}`),
  )}</ul>`
}

/** What the Committee singled out, paragraph by paragraph. */
function followUpGroup(exchange: Exchange, groups: Awaited<ReturnType<typeof followUpParagraphs>>): Html {
  const { t } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t('overview.follow-up')}</h2><p class="govuk-body">${t('overview.follow-up-help')} <a class="govuk-link" href="/obligations?followUp=yes">${t('overview.follow-up-all')}</a></p>
<ul class="ob-cards">${groups.map(
    (group) =>
      html`<li><h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href="/obligations?followUp=yes&amp;document=${encodeURIComponent(group.symbol)}&amp;paragraph=${group.paragraph}">${t('name.paragraph', { paragraph: group.paragraph })}</a></h3>${stateBar(exchange, group.states)}<p class="govuk-body-s govuk-!-margin-bottom-0">${t('obligations.count', { n: group.total })}: ${stateWords(exchange, group.states)}</p></li>`,
  )}</ul>`
}

/** The way to the whole list, where the page shows less than all. */
export function more(exchange: Exchange, total: number, href: string): Html | string {
  if (total <= SHOWN) return ''
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${exchange.texts.t('overview.all-of-them', { n: total })}</a></p>`
}
