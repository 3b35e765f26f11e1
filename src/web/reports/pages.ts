/** Reports: the list, one with its preview and count, and the files that leave the house. */
import { html } from 'hono/html'
import { RELEASE_CALENDAR } from '../../obligations/index.ts'
import {
  assemble,
  contentOf,
  countWords,
  exportMatrix,
  exportReport,
  mayDraft,
  mayReadDrafting,
  openReport,
  type ReportModel,
  reportList,
  sourcesOf,
  toHtmlPages,
  type WordCount,
} from '../../reports/index.ts'
import { titlesOf } from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, PAGE_SIZE, pageOf, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

/** What reports need beside the store: the pack's chapters and elements, and the day. */
export function viewOf(exchange: Exchange) {
  return { sources: sourcesOf(exchange.country.pack, { titlesOf, calendar: RELEASE_CALENDAR }), today: exchange.today }
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
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { report, model } = await exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    const content = await contentOf(tx, id, report.latest.number)
    return { report, model: await assemble(tx, id, content, viewOf(exchange)) }
  })
  return page(exchange, {
    title: report.title,
    trail: [{ href: '/reports', text: t('nav.reports') }],
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body">${stateTag(exchange, report.state)}${demonstrationMark(exchange, report.demonstration)} ${exchange.texts.named(`audience.${report.audience.split(':')[0]}`)} · ${t('report.gaps', { n: model.gapCount })}</p>`,
      wordMeter(exchange, countWords(model)),
      report.frozen_sha256 === null ? '' : frozenBox(exchange, report.frozen_sha256),
      html`<p><a class="govuk-button" href="/reports/${id}/word">${t('report.word')}</a></p>`,
      mayReadDrafting(exchange.viewer) ? reportTabs(exchange, id, report.state) : '',
      html`<h2 class="govuk-heading-m">${t('report.preview')}</h2>`,
      papersOf(exchange, { model, language: report.language, address: `/reports/${id}` }),
    ],
  })
}

/** How many words of how many, as a bar and in figures. */
export function wordMeter(exchange: Exchange, count: WordCount): Html {
  const { t, number } = exchange.texts
  const width = Math.min(300, Math.round(count.share * 300))
  return html`<p class="govuk-body"><svg class="ob-chart" width="300" height="14" role="img" aria-hidden="true"><rect class="ob-bar--rest" width="300" height="14"></rect><rect class="ob-bar" width="${width}" height="14"></rect></svg> ${t('report.count', { words: count.words, limit: count.limit })} ${count.level === 'within' ? '' : html`<strong class="ob-overdue">${t(`report.level.${count.level}`, { over: number(count.words - count.limit) })}</strong>`}</p>`
}

/** What a court or a committee needs to tell this file from any other. */
function frozenBox(exchange: Exchange, sha256: string): Html {
  const { t } = exchange.texts
  return html`<div class="govuk-inset-text"><p class="govuk-body">${t('report.frozen')}</p><p class="govuk-body"><code class="ob-wrap">${sha256}</code></p><p class="govuk-body-s">${t('report.frozen-check')}</p></div>`
}

/** The pages of one report for those who write it. */
export function reportTabs(exchange: Exchange, id: string, state: string): Html {
  const { t } = exchange.texts
  const here = exchange.context.req.path
  const tabs = [
    ...(state === 'frozen' ? [] : [['write', t('report.write')] as const]),
    ['versions', t('report.versions')] as const,
    ['comments', t('report.comments')] as const,
    ['approval', t('report.approval')] as const,
  ]
  const tab = (href: string, text: string) =>
    html`<li><a class="govuk-link" href="${href}"${href === here ? html` aria-current="page"` : ''}>${text}</a></li>`
  return html`<nav class="ob-tabs" aria-label="${t('report.report')}"><ul>${tab(`/reports/${id}`, t('report.preview'))} ${tabs.map(([path, text]) => html`${tab(`/reports/${id}/${path}`, text)} `)}</ul></nav>`
}

interface Papers {
  readonly model: ReportModel
  readonly language: string
  /** Of the page that shows them, without a query. */
  readonly address: string
}

/** The report as it stands on paper, a page of it at a time. */
export function papersOf(exchange: Exchange, { model, language, address }: Papers): Html {
  const { t } = exchange.texts
  const papers = toHtmlPages(model)
  const shown = Math.min(papers.length, pageOf(exchange).number)
  const links =
    papers.length === 1
      ? ''
      : html`<nav class="govuk-pagination" aria-label="${t('site.pages')}">${papers.map((_, index) => html`<a class="govuk-link govuk-!-padding-2" href="${address}?page=${index + 1}"${index + 1 === shown ? html` aria-current="page"` : ''}>${index + 1}</a> `)}</nav>`
  return html`<div lang="${language}" class="ob-paper">${papers[shown - 1] ?? ''}</div>${links}`
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
