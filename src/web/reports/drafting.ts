/** Writing a report: begin, frame, one answer at a time, approval, freezing. Each save is a version. */
import { z } from 'zod'
import {
  AnswerContent,
  approve,
  CreateReport,
  contentOf,
  createReport,
  freeze,
  openReport,
  type ReportContent,
  requestApproval,
  saveDraft,
} from '../../reports/index.ts'
import { Conflict } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'
import { viewOf } from './pages.ts'

const DRAFTERS = ['secretariat', 'official'] as const

export function draftingRoutes(): Route[] {
  return [...beginRoutes(), ...frameRoutes(), ...answerRoutes(), ...stepRoutes()]
}

function beginRoutes(): Route[] {
  return formRoutes({
    path: '/reports/new',
    who: DRAFTERS,
    name: 'report',
    schema: CreateReport,
    hidden: ['language'],
    load: async (exchange) => ({
      title: exchange.texts.t('report.begin'),
      trail: [{ href: '/reports', text: exchange.texts.t('nav.reports') }],
      values: { language: 'en' },
      choices: {
        deadline: (
          await exchange.read((tx) =>
            tx
              .selectFrom('deadline')
              .select(['id', 'what'])
              .where('report_kind', 'in', ['follow-up', 'periodic'])
              .where('document', 'is not', null)
              .orderBy('due_on')
              .execute(),
          )
        ).map(({ id, what }) => ({ value: id, text: what })),
      },
    }),
    save: async (exchange, input) => {
      const id = await exchange.act('report.create', (tx) => createReport(tx, exchange.viewer, input, viewOf(exchange)))
      return `/reports/${id}?done=report.saved`
    },
  })
}

const Frame = z.object({
  version: z.coerce.number().int(),
  symbol: z.string().max(60).default(''),
  introduction: z.string().max(100_000).default(''),
  methodology: z.string().max(100_000).default(''),
})
const AnswerForm = z.object({
  version: z.coerce.number().int(),
  measuresTaken: z.string().max(100_000).default(''),
  remainingGap: z.string().max(100_000).default(''),
})

function frameRoutes(): Route[] {
  return formRoutes({
    path: '/reports/:id/frame',
    who: DRAFTERS,
    name: 'frame',
    schema: Frame,
    long: ['introduction', 'methodology'],
    hidden: ['version'],
    load: async (exchange) => {
      const { title, number, content } = await latest(exchange)
      const { symbol, introduction, methodology } = content
      return {
        title: exchange.texts.t('report.frame'),
        trail: trailOf(exchange, title),
        values: { version: number, symbol, introduction, methodology },
      }
    },
    save: async (exchange, { version, ...frame }) => {
      await saveWith(
        exchange,
        version,
        (content) => ({ ...content, ...frame }),
        ({ symbol, introduction, methodology }) => ({ symbol, introduction, methodology }),
      )
      return `${addressOf(exchange)}?done=report.saved`
    },
  })
}

function answerRoutes(): Route[] {
  return formRoutes({
    path: '/reports/:id/answers/:code',
    who: DRAFTERS,
    name: 'answer-text',
    schema: AnswerForm,
    long: ['measuresTaken', 'remainingGap'],
    hidden: ['version'],
    load: async (exchange) => {
      const { title, number, content } = await latest(exchange)
      const answer = content.answers[codeOf(exchange)]
      return {
        title: codeOf(exchange),
        trail: trailOf(exchange, title),
        values: { version: number, measuresTaken: answer?.measuresTaken, remainingGap: answer?.remainingGap },
      }
    },
    save: async (exchange, { version, ...written }) => {
      const code = codeOf(exchange)
      await saveWith(
        exchange,
        version,
        (content) => ({
          ...content,
          answers: { ...content.answers, [code]: AnswerContent.parse({ ...content.answers[code], ...written }) },
        }),
        (content) => ({
          measuresTaken: content.answers[code]?.measuresTaken ?? '',
          remainingGap: content.answers[code]?.remainingGap ?? '',
        }),
      )
      return `${addressOf(exchange)}?done=report.saved`
    },
  })
}

/** Saves a change of the content; a conflict is told in the fields of the form that was sent. */
async function saveWith(
  exchange: Exchange,
  basedOn: number,
  change: (content: ReportContent) => ReportContent,
  fields: (content: ReportContent) => Record<string, string>,
): Promise<void> {
  const { number, content } = await latest(exchange)
  if (number !== basedOn) throw new Conflict({ version: number, ...fields(content) })
  const report = exchange.context.req.param('id') ?? ''
  await exchange.act('report.save', (tx) =>
    saveDraft(tx, exchange.viewer, { report, basedOn, content: change(content) }, viewOf(exchange)),
  )
}

function stepRoutes(): Route[] {
  const step = (
    path: string,
    take: (exchange: Exchange, at: { report: string; version: number; number: number }) => Promise<unknown>,
  ): Route => ({
    method: 'POST',
    path: `/reports/:id/${path}`,
    who: DRAFTERS,
    answer: async (exchange) => {
      const { version, number } = await exchange.context.req.parseBody()
      await take(exchange, {
        report: exchange.context.req.param('id') ?? '',
        version: Number(version),
        number: Number(number),
      })
      return exchange.context.redirect(`${addressOf(exchange)}?done=report.saved`, 303)
    },
  })
  return [
    step('request', (exchange, { report, number }) =>
      exchange.act('report.request-approval', (tx) => requestApproval(tx, exchange.viewer, { report, number })),
    ),
    step('approve', (exchange, { report, number }) =>
      exchange.act('report.approve', (tx) => approve(tx, exchange.viewer, { report, number })),
    ),
    step('freeze', (exchange, at) =>
      exchange.act('report.freeze', (tx) => freeze(tx, exchange.viewer, at, viewOf(exchange))),
    ),
  ]
}

async function latest(exchange: Exchange): Promise<{ title: string; number: number; content: ReportContent }> {
  const id = exchange.context.req.param('id') ?? ''
  return exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    return { title: report.title, number: report.latest.number, content: await contentOf(tx, id, report.latest.number) }
  })
}

function trailOf(exchange: Exchange, title: string) {
  return [
    { href: '/reports', text: exchange.texts.t('nav.reports') },
    { href: addressOf(exchange), text: title },
  ]
}

function addressOf(exchange: Exchange): string {
  return `/reports/${exchange.context.req.param('id') ?? ''}`
}

function codeOf(exchange: Exchange): string {
  return exchange.context.req.param('code') ?? ''
}
