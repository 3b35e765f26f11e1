/** An export of the Human Rights Index before it is saved: what is new, what is refused and why, what is doubtful. */
import { html } from 'hono/html'
import {
  acceptIndexImport,
  type DraftVersion,
  type IndexPreview,
  indexDraft,
  previewIndex,
} from '../../obligations/import/index.ts'
import { Conflict } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { problemBox } from './problem-box.ts'

const OUTCOMES = ['added', 'met', 'changed', 'unchanged'] as const
/** Documents in the table; the largest come first. */
const MOST_DOCUMENTS = 150

export async function indexPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t, moment, number } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { draft, preview } = await exchange.read(async (tx) => {
    const draft = await indexDraft(tx, id)
    return { draft, preview: await previewIndex(tx, draft.index, { state: exchange.country.code }) }
  })
  const count = (outcome: (typeof OUTCOMES)[number]) =>
    number(preview.placed.filter((one) => one.outcome === outcome).length)
  return page(exchange, {
    title: t('index.title'),
    trail: [
      { href: '/documents', text: t('nav.documents') },
      { href: '/import', text: t('import.title') },
    ],
    body: [
      html`${doneBanner(exchange)}${problem === null ? '' : problemBox(exchange, problem, null)}`,
      html`<p class="govuk-body-l">${t('index.found', { rows: preview.found, refused: preview.refused.length })}</p>`,
      summaryList([
        [t('import.file-name'), html`<bdi class="ob-wrap">${draft.fileName}</bdi>, ${moment(draft.begunAt)}`],
        ...OUTCOMES.map((outcome) => [t(`index.${outcome}`), count(outcome)] as const),
        [t('index.refused'), link('refused', number(preview.refused.length))],
        [t('index.doubts'), link('doubts', number(preview.doubts.length))],
      ]),
      saveForms(exchange, draft, preview),
      byDocument(exchange, preview),
      refusedRows(exchange, preview),
      doubts(exchange, preview),
    ],
  })
}

function link(to: string, count: string): Html | string {
  return count === '0' ? count : html`<a class="govuk-link" href="#${to}">${count}</a>`
}

function saveForms(exchange: Exchange, draft: DraftVersion, { placed }: IndexPreview): Html {
  const { t } = exchange.texts
  const changes = placed.filter(({ outcome }) => outcome !== 'unchanged').length
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${draft.version}">`
  return html`${changes === 0 ? html`<p class="govuk-inset-text">${t('index.same')}</p>` : html`<p class="govuk-body">${t('index.all-or-none')}</p>`}<div class="govuk-button-group"><form method="post" action="/import/index/${draft.id}/accept">${hidden}<button class="govuk-button">${changes === 0 ? t('index.close') : t('index.save', { n: changes })}</button></form><form method="post" action="/import/${draft.id}/discard">${hidden}<button class="govuk-button govuk-button--secondary">${t('import.discard')}</button></form></div>`
}

function byDocument(exchange: Exchange, { placed }: IndexPreview): Html | string {
  const { t, number } = exchange.texts
  if (placed.length === 0) return ''
  const documents = [...Map.groupBy(placed, ({ row }) => row.symbol)].toSorted(
    ([, first], [, second]) => second.length - first.length,
  )
  const rows = documents
    .slice(0, MOST_DOCUMENTS)
    .map(([symbol, rows]) => [
      html`<span class="ob-wrap">${symbol}</span>`,
      rows[0]?.row.body ?? '',
      ...OUTCOMES.map((outcome) => number(rows.filter((one) => one.outcome === outcome).length)),
    ])
  const columns = [
    { heading: t('import.symbol') },
    { heading: t('import.body') },
    ...OUTCOMES.map((outcome) => ({ heading: t(`index.${outcome}`), numeric: true })),
  ]
  const more = documents.length - rows.length
  return html`${table(t('index.by-document'), columns, rows)}${more > 0 ? html`<p class="govuk-body">${t('index.more-documents', { n: more })}</p>` : ''}`
}

function refusedRows(exchange: Exchange, { refused }: IndexPreview): Html | string {
  const { t, named } = exchange.texts
  if (refused.length === 0) return ''
  const reasons = [...Map.groupBy(refused, ({ reason }) => reason)]
  return html`<section aria-labelledby="refused"><h2 class="govuk-heading-m" id="refused">${t('index.refused')}</h2><p class="govuk-body">${t('index.refused-help')}</p>${reasons.map(([reason, lines]) => listOfRows(exchange, named(`index.reason.${reason}`, { state: exchange.country.code }), lines))}</section>`
}

function doubts(exchange: Exchange, preview: IndexPreview): Html | string {
  const { t, named } = exchange.texts
  if (preview.doubts.length === 0) return ''
  const kinds = [...Map.groupBy(preview.doubts, ({ code }) => code)]
  return html`<section aria-labelledby="doubts"><h2 class="govuk-heading-m" id="doubts">${t('index.doubts')}</h2><p class="govuk-body">${t('index.doubts-help')}</p>${kinds.map(([code, lines]) => listOfRows(exchange, named(`index.doubt.${code}`), lines))}</section>`
}

/** Every row by its number, with what stands in the file; thousands of them stay light. */
function listOfRows(
  exchange: Exchange,
  heading: string,
  lines: readonly { readonly row: number; readonly detail: string }[],
): Html {
  const shown = ({ row, detail }: { readonly row: number; readonly detail: string }) =>
    detail === '' ? String(row) : `${row} (${detail.length > 40 ? `${detail.slice(0, 40)}…` : detail})`
  return html`<details class="govuk-details"${lines.length <= 12 ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${heading} (${exchange.texts.number(lines.length)})</span></summary><p class="govuk-details__text ob-wrap">${exchange.texts.t('index.rows')} <bdi>${lines.map(shown).join(', ')}</bdi></p></details>`
}

export async function acceptIndex(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { version } = await exchange.context.req.parseBody()
  try {
    const done = await exchange.act('import.accept', (tx) =>
      acceptIndexImport(tx, exchange.viewer, { id, version: Number(version) }, { state: exchange.country.code }),
    )
    return exchange.context.redirect(`/documents?done=index.${done.outcome}`, 303)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    exchange.context.status(409)
    return indexPage(exchange, exchange.texts.t('import.conflict'))
  }
}
