/** What there is to write in a report: the frame, and an answer to each recommendation, with the gaps that remain. */
import { html } from 'hono/html'
import { type Answer, assemble, contentOf, countWords, openReport } from '../../reports/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { reportTabs, viewOf, wordMeter } from './pages.ts'

export async function writePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { report, content, model } = await exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    const content = await contentOf(tx, id, report.latest.number)
    return { report, content, model: await assemble(tx, id, content, viewOf(exchange)) }
  })
  const written = (key: string) => {
    const answer = content.answers[key]
    return answer !== undefined && (answer.measuresTaken !== '' || answer.remainingGap !== '')
  }
  return page(exchange, {
    title: t('report.write-in', { title: report.title }),
    trail: trailOf(exchange, report.title),
    body: [
      html`${doneBanner(exchange)}`,
      reportTabs(exchange, id, report.state),
      wordMeter(exchange, countWords(model)),
      html`<p class="govuk-body">${t('report.write-explained')}</p><p class="govuk-body"><a class="govuk-link" href="/reports/${id}/frame">${t('report.frame')}</a></p>`,
      ...model.clusters.map((cluster) =>
        table(
          cluster.title,
          [
            { heading: t('report.answer') },
            { heading: t('report.own-words') },
            { heading: t('report.gaps-heading'), numeric: true },
          ],
          cluster.answers.map((answer) => [
            linked(id, answer),
            written(answer.key) ? t('report.written') : t('report.not-written'),
            exchange.texts.number(answer.gaps.length),
          ]),
        ),
      ),
    ],
  })
}

function linked(id: string, answer: Answer): Html {
  return html`<a class="govuk-link" href="/reports/${id}/answers/${encodeURIComponent(answer.key)}">${answer.addresses.join(', ') || answer.key}</a><br><span class="govuk-!-font-weight-regular">${answer.summary}</span>`
}

export function trailOf(exchange: Exchange, title: string) {
  const id = exchange.context.req.param('id') ?? ''
  return [
    { href: '/reports', text: exchange.texts.t('nav.reports') },
    { href: `/reports/${id}`, text: title },
  ]
}
