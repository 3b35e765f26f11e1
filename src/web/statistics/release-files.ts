/** The files of a release: what each is for, its fingerprint, and the proof that the register's log holds the fingerprints. */
import { html } from 'hono/html'
import { LANGUAGES_OF_TABLES, type ReleasedTable, STRUCTURE_FILE } from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import { bundleOfOwn } from '../entry-proof.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table as list } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { periodIn, releaseIn } from '../parts/released-table.ts'
import { takeTurns } from '../turns.ts'
import { type ListedFile, releaseFile } from './read.ts'

/** A proof reads the tree: one at a time. */
const inTurn = takeTurns(1)

/** For people first: the workbook in the reader's language, then what programs read. */
export function filesPart(exchange: Exchange, table: ReleasedTable, files: readonly ListedFile[]): Html {
  const { t, named, number } = exchange.texts
  const { release } = table
  const shown = files.filter(({ name }) => isForReader(exchange, table, name)).toSorted(byUse)
  const period = [...new Set(table.cells.map((cell) => cell.period))].toSorted().at(-1) ?? ''
  return html`<h2 class="govuk-heading-m">${t('tables.files-of', { release: releaseIn(exchange, release), period: periodIn(exchange, period) })}</h2><ul class="govuk-list govuk-list--spaced">${shown.map(
    ({ name, size }) =>
      html`<li><a class="govuk-link ob-wrap" href="/releases/${release}/${name}" download><bdi>${name}</bdi></a><span class="ob-code">${named(`tables.file.${kindOf(name)}`)} · ${t('tables.size', { kilobytes: number(Math.max(1, Math.round(size / 1024))) })}</span></li>`,
  )}<li><a class="govuk-link ob-wrap" href="/releases/${release}/${STRUCTURE_FILE}" download><bdi>${STRUCTURE_FILE}</bdi></a><span class="ob-code">${t('tables.file.structure')}</span></li></ul>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('tables.proof')}</span></summary><div class="govuk-details__text"><p class="govuk-body">${t('tables.proof-lead')}</p><ul class="govuk-list"><li><a class="govuk-link" href="/releases/${release}/proof/${table.table}">${t('tables.proof-file')}</a></li><li><a class="govuk-link" href="/proof">${t('tables.proof-check')}</a></li></ul>${list(
    t('tables.fingerprint'),
    [{ heading: t('tables.file') }, { heading: t('tables.fingerprint') }],
    files.map(({ name, sha256 }) => [html`<bdi>${name}</bdi>`, html`<code class="ob-wrap">${sha256}</code>`]),
  )}</div></details>`
}

/** What follows the name of the table: "xlsx", "sdmx.csv"; of a workbook whichever its language. */
function kindOf(name: string): string {
  return name.endsWith('.xlsx') ? 'xlsx' : name.slice(name.indexOf('.') + 1)
}

/** Of the workbooks one: in the reader's language, or in the first. */
function isForReader({ texts: { language } }: Exchange, { table, languages }: ReleasedTable, name: string): boolean {
  if (!name.endsWith('.xlsx')) return true
  const [first = LANGUAGES_OF_TABLES[0]] = languages
  const own = languages.includes(language.code) ? language.code : first
  return name === (own === first ? `${table}.xlsx` : `${table}.${own}.xlsx`)
}

const USES = ['xlsx', 'csv', 'csv-metadata.json', 'sdmx.csv', 'sdmx-1.0.csv', 'sdmx.json', 'metadata.json']

function byUse(one: ListedFile, other: ListedFile): number {
  return USES.indexOf(kindOf(one.name)) - USES.indexOf(kindOf(other.name))
}

/** A file as it was released: its address never changes, so it may be kept for good. */
export async function releasedFile(exchange: Exchange): Promise<Response> {
  const { release = '', file = '' } = exchange.context.req.param()
  const found = await exchange.read((tx) => releaseFile(tx, release, file))
  if (found === null) throw new NotFound()
  const headers = {
    'content-type': found.media_type,
    etag: `"${found.sha256}"`,
    'content-disposition': `attachment; filename="${file}"`,
    'cache-control': 'public, max-age=86400',
  }
  if (exchange.context.req.header('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(found.bytes), { headers })
}

/**
 * The file for `observance verify` and `/proof`: fingerprints of the release's files, its p-table and definition, under a signed
 * head of the register's log. Of a release that was withdrawn too: what was out stays provable.
 */
export async function releaseProof(exchange: Exchange): Promise<Response | Html> {
  const { release = '', table = '' } = exchange.context.req.param()
  const row = await exchange.read((tx) =>
    tx
      .selectFrom('table_release')
      .select('entry')
      .where('release', '=', release)
      .where('table_name', '=', table)
      .executeTakeFirst(),
  )
  if (row === undefined) throw new NotFound()
  const bundle = await inTurn(() => bundleOfOwn(exchange.store, 'register', row.entry))
  const { context, texts } = exchange
  if (bundle === null) {
    context.status(409)
    return page(exchange, {
      title: texts.t('tables.proof-file'),
      trail: [{ href: `/tables/${table}?release=${release}`, text: release }],
      body: html`<p class="govuk-body">${texts.t('tables.proof-waiting')}</p>`,
    })
  }
  return context.body(bundle, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${table}-${release}.proof.json"`,
  })
}
