/** Judging: an assessment as oneself, a claim that an obligation is met, and a second person's answer to it. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  Answer,
  Assessment,
  answerClaim,
  assess,
  assessorsOf,
  Claim,
  claimCompletion,
  partsOf,
} from '../../obligations/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'

export function judgeRoutes(): Route[] {
  return [...assessRoutes(), ...claimRoutes(), ...answerRoutes()]
}

function assessRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/assess',
    who: ['secretariat', 'official', 'nhri', 'civil-society', 'committee'],
    name: 'assessment',
    schema: Assessment,
    long: ['reasons'],
    hidden: ['obligation'],
    load: async (exchange) => {
      const { obligation } = await storyFor(exchange)
      const parts = await exchange.read((tx) => partsOf(tx, [obligation.id]))
      const assessors = assessorsOf(exchange.viewer, parts)
      return {
        ...aboutObligation(obligation, exchange.texts.t('action.assess')),
        values: {
          obligation: obligation.id,
          assessor: assessors[0],
          given_on: exchange.today.toString(),
          sharing: 'public',
        },
        choices: { assessor: assessors.map((value) => ({ value, text: exchange.texts.named(`assessor.${value}`) })) },
      }
    },
    save: async (exchange, input) => {
      await exchange.act('assessment.give', (tx) => assess(tx, exchange.viewer, input, exchange.today))
      return back(exchange, 'assessment.given')
    },
  })
}

function claimRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/claim',
    who: ['secretariat', 'official', 'nhri'],
    name: 'claim',
    schema: Claim,
    long: ['statement'],
    hidden: ['obligation'],
    load: async (exchange) => {
      const { obligation } = await storyFor(exchange)
      return { ...aboutObligation(obligation, exchange.texts.t('action.claim')), values: { obligation: obligation.id } }
    },
    save: async (exchange, input) => {
      await exchange.act('completion.claim', (tx) => claimCompletion(tx, exchange.viewer, input))
      return back(exchange, 'completion.claimed')
    },
  })
}

const AnswerForm = z.object(Answer.shape)

function answerRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/validate',
    who: ['secretariat', 'official', 'nhri'],
    name: 'answer',
    schema: AnswerForm,
    long: ['reasons'],
    hidden: ['id', 'version'],
    load: async (exchange) => {
      const { obligation, validations } = await storyFor(exchange)
      const claim = validations.find((row) => row.answer === null)
      if (claim === undefined) throw new NotFound()
      return {
        ...aboutObligation(obligation, exchange.texts.t('action.validate')),
        values: { id: claim.id, version: claim.version },
        before: html`<blockquote class="govuk-body ob-quote" dir="auto">${claim.statement}</blockquote>`,
      }
    },
    save: async (exchange, input) => {
      await exchange.act('completion.answer', (tx) => answerClaim(tx, exchange.viewer, input))
      return back(exchange, 'completion.answered')
    },
  })
}

export function aboutObligation({ code, summary }: { code: string; summary: string }, what: string) {
  return { title: `${what}: ${summary}`, trail: [{ href: `/obligations/${encodeURIComponent(code)}`, text: code }] }
}

export function back(exchange: Exchange, done: string): string {
  return `/obligations/${encodeURIComponent(exchange.context.req.param('code') ?? '')}?done=${done}`
}
