/** Documents: the list by body and cycle, and one to read with the obligations beside each paragraph. */
import { html } from 'hono/html'
import {
  findDocument,
  type ListedDocument,
  listDocuments,
  type ObligationAt,
  revisionsOf,
} from '../../obligations/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState, summaryList } from '../parts/summary.ts'
import { dayOf } from '../public/moves.ts'
import { reading } from './reading.ts'

export async function documentsPage(exchange: Exchange): Promise<Html> {
  const { t, day, number } = exchange.texts
  const documents = await exchange.read((tx) => listDocuments(tx))
  const isSecretariat = exchange.viewer.role === 'secretariat'
  const name = (row: ListedDocument) =>
    html`<a class="govuk-link" href="/documents/${encodeURIComponent(row.symbol)}">${row.symbol}</a><span class="ob-code" dir="auto">${row.title}</span>`
  return page(exchange, {
    title: t('nav.documents'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${t('document.help')}</p>`,
      isSecretariat ? html`<p><a class="govuk-button" href="/import">${t('import.title')}</a></p>` : '',
      documents.length === 0 ? emptyState(t('document.none')) : '',
      ...[...Map.groupBy(documents, ({ body }) => body)].map(([body, rows]) =>
        table(
          body,
          [
            { heading: t('obligation.document') },
            { heading: t('document.cycle'), numeric: true },
            { heading: t('document.adopted') },
            { heading: t('document.recommendations'), numeric: true },
            { heading: t('document.obligations'), numeric: true },
            { heading: t('document.read') },
          ],
          rows.map((row) => [
            name(row),
            String(row.cycle ?? '–'),
            row.adopted_on === null ? '–' : day(row.adopted_on),
            number(row.recommendations),
            row.obligations === 0
              ? '0'
              : html`<a class="govuk-link" href="/obligations?document=${encodeURIComponent(row.symbol)}">${number(row.obligations)}</a>`,
            row.imported_at === null
              ? html`<strong class="govuk-tag govuk-tag--yellow">${t('document.not-imported')}</strong>`
              : html`<strong class="govuk-tag govuk-tag--green">${t('document.imported')}</strong>`,
          ]),
        ),
      ),
    ],
  })
}

export async function documentPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const symbol = exchange.context.req.param('symbol') ?? ''
  const asked = exchange.query('revision')
  const revision = asked === undefined ? undefined : Number(asked)
  if (revision !== undefined && !(Number.isInteger(revision) && revision > 0 && revision < 100_000))
    throw new NotFound()
  const { document, model, obligations, revisions } = await exchange.read(async (tx) => {
    const found = await findDocument(tx, symbol, revision)
    return { ...found, revisions: await revisionsOf(tx, found.document.id) }
  })
  const path = `/documents/${encodeURIComponent(symbol)}`
  return page(exchange, {
    title: symbol,
    heading: 'none',
    trail: [{ href: '/documents', text: t('nav.documents') }],
    body: [
      html`${doneBanner(exchange)}<span class="govuk-caption-l">${symbol}</span><h1 class="govuk-heading-l" lang="${document.language}" dir="auto">${document.title}</h1>`,
      revision === undefined
        ? ''
        : html`<div class="govuk-inset-text">${t('document.old', { n: revision })} <a class="govuk-link" href="${path}">${t('document.current')}</a></div>`,
      summaryList([
        [t('obligation.body'), document.body],
        [t('document.cycle'), String(document.cycle ?? '')],
        [t('document.adopted'), day(document.adopted_on)],
        [t('document.followed-by'), followUp(exchange, model)],
        [t('obligations.title'), obligationsOf(exchange, symbol, obligations)],
        [
          t('document.cycles'),
          html`<a class="govuk-link" href="/cycles/${encodeURIComponent(symbol)}">${t('document.beside')}</a>`,
        ],
        [
          t('document.revisions'),
          revisions.length < 2
            ? ''
            : html`${revisions.map((row) => html`<a class="govuk-link" href="${path}?revision=${row.revision}"${row.revision === revision ? html` aria-current="page"` : ''}>${t('document.revision', { n: row.revision, day: day(dayOf(exchange, row.accepted_at)) })}</a><br>`)}`,
        ],
      ]),
      model === null ? unread(exchange, obligations) : reading(exchange, model, obligations),
    ],
  })
}

function followUp(exchange: Exchange, model: Awaited<ReturnType<typeof findDocument>>['model']): string {
  const { t, day } = exchange.texts
  if (model?.followUp?.dueOn == null) return ''
  return t('document.follow-up', { paragraphs: model.followUp.paragraphs.join(', '), day: day(model.followUp.dueOn) })
}

function obligationsOf(exchange: Exchange, symbol: string, obligations: readonly ObligationAt[]): Html | string {
  if (obligations.length === 0) return ''
  return html`<a class="govuk-link" href="/obligations?document=${encodeURIComponent(symbol)}">${exchange.texts.t('obligations.count', { n: new Set(obligations.map(({ code }) => code)).size })}</a>`
}

/** Most that a page lists of a document without its text. */
const MOST = 150

/** The text has not been imported: what is known of it, in our own words, by address. */
function unread(exchange: Exchange, obligations: readonly ObligationAt[]): Html {
  const { t } = exchange.texts
  const step =
    exchange.viewer.role === 'secretariat'
      ? html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/import">${t('import.title')}</a></p>`
      : ''
  return html`${emptyState(t('document.no-text'), step)}${
    obligations.length === 0
      ? ''
      : table(
          t('document.known'),
          [
            { heading: t('document.address') },
            { heading: t('obligation.obligation') },
            { heading: t('obligation.state') },
          ],
          obligations
            .slice(0, MOST)
            .map((row) => [
              html`<span id="p${(row.address ?? '').split('(')[0]}">${row.address ?? '–'}</span>`,
              html`<a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a>`,
              stateTag(exchange, row.state),
            ]),
        )
  }`
}
