/** Figures without noise: which safeguards' breaches they count, in what words, and who said yes: a statistician and the human rights institution. */
import { html } from 'hono/html'
import { approveExact, type SeenTable, type Series, seriesIn, type Table } from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { titleOf } from '../parts/released-table.ts'
import { declared } from '../safeguards/words.ts'
import { openStatistics } from './room.ts'

type Approver = 'statistician' | 'ombudsperson'

interface Given {
  readonly table_name: string
  readonly table_version: string
  readonly given_as: string
}

export async function exactPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const as = approvesAs(exchange)
  const exact = openStatistics(exchange).tables.filter((one) => one.exact !== undefined)
  const given = await exchange.read((tx) =>
    tx.selectFrom('exact_approval').select(['table_name', 'table_version', 'given_as']).execute(),
  )
  return page(exchange, {
    title: t('tables.exact'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${t('tables.exact-lead')}</p>${seriesIn(exact).map((series) => seriesPart(exchange, series, { given, as }))}`,
  })
}

/** Open until whoever looks has approved of all of it. */
function seriesPart(
  exchange: Exchange,
  { name, tables }: Series,
  { given, as }: { readonly given: readonly Given[]; readonly as: Approver },
): Html {
  const { t, named } = exchange.texts
  const title = titleOf(exchange, name)
  const saidYes = (one: Table) =>
    given
      .filter(({ table_name, table_version }) => table_name === one.name && table_version === one.version)
      .map(({ given_as }) => given_as)
  const lacking = tables.filter((one) => !saidYes(one).includes(as))
  return html`<details class="govuk-details"${lacking.length === 0 ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title} (${t('tables.approved-of', { n: tables.length - lacking.length, all: tables.length })})</span></summary>${table(
    title,
    [{ heading: t('safeguards.safeguard') }, { heading: t('tables.says') }, { heading: t('tables.approved') }],
    tables.map((one) => [
      html`${safeguardTitle(exchange, one)}`,
      safeguardText(exchange, one),
      saidYes(one)
        .map((approver) => named(`approver.${approver}`))
        .join(', ') || t('site.none'),
    ]),
  )}${
    lacking.length === 0
      ? ''
      : html`<form method="post" action="/tables/exact">${hiddenToken(exchange)}${lacking.map((one) => html`<input type="hidden" name="table" value="${one.name} ${one.version}">`)}<button class="govuk-button">${t('tables.approve-all', { n: lacking.length })}<span class="govuk-visually-hidden"> ${title}</span></button></form>`
  }</details>`
}

function safeguardTitle(exchange: Exchange, { of, exact }: Table): Html {
  const name = exact?.safeguard ?? ''
  return html`<a class="govuk-link" href="/safeguards/${of}#${name}"><bdi>${name}</bdi></a> ${declared(exchange, wordsFor(exchange, of).safeguards[name]?.title ?? '')}`
}

function safeguardText(exchange: Exchange, { of, exact }: Table): Html {
  return declared(exchange, wordsFor(exchange, of).safeguards[exact?.safeguard ?? '']?.officer ?? '')
}

/** Those that the page showed, each in the version that it showed. */
export async function approve(exchange: Exchange): Promise<Response> {
  const { table: posted } = await exchange.context.req.parseBody({ all: true })
  const seen = [posted ?? []].flat().map((one): SeenTable => {
    const [name = '', version = ''] = typeof one === 'string' ? one.split(' ') : []
    return { name, version }
  })
  await approveExact(openStatistics(exchange), exchange.viewer, seen)
  return exchange.context.redirect('/tables/exact?done=table.approved', 303)
}

function approvesAs({ viewer }: Exchange): Approver {
  if (viewer.role === 'nhri') return 'ombudsperson'
  if (viewer.duty?.role === 'statistician') return 'statistician'
  throw new NotFound()
}
