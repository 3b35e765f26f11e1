/** Comments on a draft, among those who write it: said, and settled. */
import { html } from 'hono/html'
import { z } from 'zod'
import { Comment, comment, commentsOf, mayWriteWhole, openReport, settleComment } from '../../reports/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import type { Route } from '../route.ts'
import { reportTabs } from './pages.ts'
import { trailOf } from './write.ts'

const DRAFTERS = ['secretariat', 'official'] as const

const CommentForm = z.object({
  section: Comment.shape.section,
  body: Comment.shape.body,
})

export function commentRoutes(): Route[] {
  return [
    ...formRoutes({
      path: '/reports/:id/comments',
      who: DRAFTERS,
      name: 'comment',
      schema: CommentForm,
      long: ['body'],
      load: async (exchange) => {
        const id = exchange.context.req.param('id') ?? ''
        const { report, comments } = await exchange.read(async (tx) => ({
          report: await openReport(tx, id),
          comments: await commentsOf(tx, exchange.viewer, id),
        }))
        return {
          title: exchange.texts.t('report.comments-on', { title: report.title }),
          trail: trailOf(exchange, report.title),
          values: {},
          before: html`${reportTabs(exchange, id, report.state)}${list(exchange, report, comments)}`,
          button: exchange.texts.t('report.comment'),
        }
      },
      save: async (exchange, input) => {
        const report = exchange.context.req.param('id') ?? ''
        await exchange.act('report.comment', async (tx) => {
          const { latest } = await openReport(tx, report)
          return comment(tx, exchange.viewer, { ...input, report, number: latest.number })
        })
        return `/reports/${report}/comments?done=report.commented`
      },
    }),
    { method: 'POST', path: '/reports/:id/comments/:comment/settle', who: DRAFTERS, answer: settle },
  ]
}

async function settle(exchange: Exchange): Promise<Response> {
  const parsed = z.uuid().safeParse(exchange.context.req.param('comment'))
  if (!parsed.success) throw new NotFound()
  const report = exchange.context.req.param('id') ?? ''
  await exchange.act('report.settle-comment', (tx) =>
    settleComment(tx, exchange.viewer, { comment: parsed.data, report }),
  )
  return exchange.context.redirect(`/reports/${report}/comments?done=report.comment-settled`, 303)
}

type Comments = Awaited<ReturnType<typeof commentsOf>>

function list(exchange: Exchange, report: { id: string; state: string; audience: string }, comments: Comments): Html {
  const { t, moment } = exchange.texts
  if (comments.length === 0) return html`<p class="govuk-body">${t('report.no-comments')}</p>`
  const maySettle = (row: Comments[number]) =>
    report.state !== 'frozen' &&
    row.settled_at === null &&
    (mayWriteWhole(exchange.viewer, report) || row.author === exchange.viewer.name)
  return html`${comments.map(
    (row) =>
      html`<section class="ob-contribution"><p class="govuk-body-s govuk-hint govuk-!-margin-bottom-1">${row.author}${row.institution === null ? '' : ` · ${row.institution}`} · ${moment(row.written_at)} · ${t('report.on-version', { number: row.number })}${row.section === null ? '' : ` · ${row.section}`}${row.settled_at === null ? '' : html` <strong class="govuk-tag govuk-tag--green">${t('report.settled')}</strong>`}</p><blockquote class="govuk-body ob-quote" dir="auto">${row.body}</blockquote>${maySettle(row) ? html`<form method="post" action="/reports/${report.id}/comments/${row.id}/settle">${hiddenToken(exchange)}<button class="govuk-button govuk-button--secondary">${t('report.settle')}</button></form>` : ''}</section>`,
  )}`
}
