/** Reports: the list, one with its preview and count, and the files that leave the house. */
import { html } from 'hono/html'
import {
  assemble,
  contentOf,
  countWords,
  exportMatrix,
  exportReport,
  mayDraft,
  mayFreeze,
  openReport,
  reportList,
  sourcesOf,
  toHtmlPages,
  versionsOf,
} from '../../reports/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { demonstrationMark, dueText, PAGE_SIZE, pageOf, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

/** What reports need beside the store: the pack's chapters and elements, and the day. */
export function viewOf(exchange: Exchange) {
  return { sources: sourcesOf(exchange.country.pack), today: exchange.today }
}

export async function reportsPage(exchange: Exchange): Promise<Html> {
  const { t, named, number } = exchange.texts
  const rows = await exchange.read((tx) => reportList(tx, { limit: PAGE_SIZE, offset: pageOf(exchange).offset }))
  return page(exchange, {
    title: t('nav.reports'),
    body: [
      html`${doneBanner(exchange)}`,
      mayDraft(exchange.viewer)
        ? html`<p><a class="govuk-button" href="/reports/new">${t('report.begin')}</a></p>`
        : '',
      html`<p class="govuk-body"><a class="govuk-link" href="/reports/matrix.xlsx">${t('report.matrix')}</a></p>`,
      rows.length === 0
        ? html`<p class="govuk-body">${t('report.none')}</p>`
        : table(
            t('nav.reports'),
            [
              { heading: t('report.report') },
              { heading: t('report.kind') },
              { heading: t('obligation.state') },
              { heading: t('obligation.due') },
              { heading: t('report.words'), numeric: true },
            ],
            rows.map((row) => [
              html`<a class="govuk-link" href="/reports/${row.id}">${row.title}</a>${demonstrationMark(exchange, row.demonstration)}`,
              named(`report.kind.${row.kind}`),
              stateTag(exchange, row.state),
              dueText(exchange, row.due_on, row.state === 'frozen'),
              `${number(row.words ?? 0)} / ${number(row.word_limit)}`,
            ]),
          ),
    ],
  })
}

export async function reportPage(exchange: Exchange): Promise<Html> {
  const { t, number } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { report, model, versions } = await exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    const content = await contentOf(tx, id, report.latest.number)
    return {
      report,
      model: await assemble(tx, id, content, viewOf(exchange)),
      versions: await versionsOf(tx, exchange.viewer, id),
    }
  })
  const count = countWords(model)
  const papers = toHtmlPages(model)
  const shown = Math.min(papers.length, pageOf(exchange).number)
  const answers = model.clusters.flatMap((cluster) => cluster.answers)
  return page(exchange, {
    title: report.title,
    trail: [{ href: '/reports', text: t('nav.reports') }],
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body">${stateTag(exchange, report.state)}${demonstrationMark(exchange, report.demonstration)} ${t('report.count', { words: count.words, limit: count.limit })} ${count.words > count.limit ? html`<span class="ob-overdue">${t('report.over')}</span>` : ''} ${t('report.gaps', { n: model.gapCount })}</p>`,
      report.frozen_sha256 === null
        ? ''
        : html`<p class="govuk-body">${t('report.frozen')} <code>${report.frozen_sha256}</code></p>`,
      html`<p><a class="govuk-button" href="/reports/${id}/word">${t('report.word')}</a></p>`,
      report.state === 'frozen' || !mayDraft(exchange.viewer)
        ? ''
        : drafting(
            exchange,
            report,
            answers.map((answer) => answer.key),
          ),
      versions.length === 0
        ? ''
        : html`<p class="govuk-body-s">${t('report.versions')} ${versions.slice(0, 10).map((version) => html`${version.number} (${version.saved_by ?? ''}, ${number(version.words)}) `)}</p>`,
      html`<div lang="${report.language}">${papers[shown - 1] ?? ''}</div>`,
      papers.length > 1
        ? html`<nav class="govuk-pagination" aria-label="${t('site.pages')}">${papers.map((_, index) => html`<a class="govuk-link" href="/reports/${id}?page=${index + 1}"${index + 1 === shown ? html` aria-current="page"` : ''}>${index + 1}</a> `)}</nav>`
        : '',
    ],
  })
}

interface Drafted {
  readonly id: string
  readonly state: string
  readonly version: number
  readonly latest: { readonly number: number }
}

function drafting(exchange: Exchange, report: Drafted, codes: readonly string[]): Html {
  const { t } = exchange.texts
  const step = (path: string, text: string) =>
    html`<form method="post" action="/reports/${report.id}/${path}" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="version" value="${report.version}"><input type="hidden" name="number" value="${report.latest.number}"><button class="govuk-button govuk-button--secondary">${text}</button></form>`
  return html`<h2 class="govuk-heading-m">${t('report.write')}</h2><ul class="govuk-list"><li><a class="govuk-link" href="/reports/${report.id}/frame">${t('report.frame')}</a></li></ul>
<p class="govuk-body-s">${t('report.answers')} ${codes.map((code) => html`<a class="govuk-link" href="/reports/${report.id}/answers/${encodeURIComponent(code)}">${code}</a> `)}</p>
${report.state === 'drafting' ? step('request', t('report.request')) : ''} ${report.state === 'in-approval' ? step('approve', t('report.approve')) : ''} ${report.state === 'in-approval' && mayFreeze(exchange.viewer) ? step('freeze', t('report.freeze')) : ''}`
}

export async function wordFile(exchange: Exchange): Promise<Response> {
  const report = exchange.context.req.param('id') ?? ''
  return download(
    await exchange.act('report.export', (tx) => exportReport(tx, exchange.viewer, { report }, viewOf(exchange))),
  )
}

export async function matrixFile(exchange: Exchange): Promise<Response> {
  const view = { language: exchange.texts.language.code, today: exchange.today }
  return download(
    await exchange.act('matrix.export', (tx) => exportMatrix(tx, { document: null, followUpOnly: false }, view)),
  )
}

function download(file: { bytes: Uint8Array; fileName: string; mediaType: string }): Response {
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'private, no-store',
    },
  })
}
