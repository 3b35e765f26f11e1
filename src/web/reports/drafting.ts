/** Writing a report: begin, frame, one answer at a time, approval, freezing. Each save is a version. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  AnswerContent,
  assemble,
  CreateReport,
  contentOf,
  createReport,
  openReport,
  type ReportContent,
  saveDraft,
} from '../../reports/index.ts'
import { Conflict, NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'
import { languagesOn } from '../texts.ts'
import { viewOf, wordMeter } from './pages.ts'

const DRAFTERS = ['secretariat', 'official'] as const

export function draftingRoutes(): Route[] {
  return [...beginRoutes(), ...frameRoutes(), ...answerRoutes()]
}

function beginRoutes(): Route[] {
  return formRoutes({
    path: '/reports/new',
    who: DRAFTERS,
    name: 'report',
    schema: CreateReport,
    load: async (exchange) => ({
      title: exchange.texts.t('report.begin'),
      trail: [{ href: '/reports', text: exchange.texts.t('nav.reports') }],
      values: { language: 'en', deadline: exchange.query('deadline') },
      choices: {
        language: languagesOn('/reports').map(({ code, name }) => ({ value: code, text: name })),
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
      const { title, number, count, content } = await latest(exchange)
      const { symbol, introduction, methodology } = content
      return {
        title: exchange.texts.t('report.frame'),
        trail: trailOf(exchange, title),
        values: { version: number, symbol, introduction, methodology },
        before: wordMeter(exchange, count),
      }
    },
    save: async (exchange, { version, ...frame }) => {
      await saveWith(
        exchange,
        version,
        (content) => ({ ...content, ...frame }),
        ({ symbol, introduction, methodology }) => ({ symbol, introduction, methodology }),
      )
      return `${addressOf(exchange)}/write?done=report.saved`
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
      const { title, number, count, content } = await latest(exchange)
      await refuseUnknownAnswer(exchange, content)
      const answer = content.answers[codeOf(exchange)]
      return {
        title: codeOf(exchange),
        trail: trailOf(exchange, title),
        values: { version: number, measuresTaken: answer?.measuresTaken, remainingGap: answer?.remainingGap },
        before: html`${wordMeter(exchange, count)}${await asked(exchange)}`,
      }
    },
    save: async (exchange, { version, ...written }) => {
      const code = codeOf(exchange)
      await refuseUnknownAnswer(exchange, (await latest(exchange)).content)
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
      return `${addressOf(exchange)}/write?done=report.saved`
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
  const report = exchange.context.req.param('id') ?? ''
  try {
    await exchange.act('report.save', async (tx) => {
      const { latest } = await openReport(tx, report)
      if (latest.number !== basedOn) throw new Conflict({})
      await saveDraft(tx, exchange.viewer, { report, basedOn, content: change(latest.content) }, viewOf(exchange))
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const { number, content } = await latest(exchange)
    throw new Conflict({ version: number, ...fields(content) })
  }
}

/** What was saved last, with the count of the whole: a writer sees at each section how much room is left. */
async function latest(exchange: Exchange) {
  const id = exchange.context.req.param('id') ?? ''
  return exchange.read(async (tx) => {
    const { title, latest, count } = await openReport(tx, id)
    return { title, number: latest.number, count, content: await contentOf(tx, id, latest.number) }
  })
}

/** An answer that the report has no place for would be saved and never be read again. */
async function refuseUnknownAnswer(exchange: Exchange, content: ReportContent): Promise<void> {
  const id = exchange.context.req.param('id') ?? ''
  const { clusters } = await exchange.read((tx) => assemble(tx, id, content, viewOf(exchange)))
  if (!clusters.some(({ answers }) => answers.some(({ key }) => key === codeOf(exchange)))) throw new NotFound()
}

/** What is answered, in our own words, with a way to everything that is known of it. */
async function asked(exchange: Exchange) {
  const code = codeOf(exchange)
  const row = await exchange.read((tx) =>
    tx.selectFrom('obligation').select('summary').where('code', '=', code).executeTakeFirst(),
  )
  return row === undefined
    ? ''
    : html`<p class="govuk-body">${row.summary} <a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">${exchange.texts.t('report.known')}</a></p>`
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
