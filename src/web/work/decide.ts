/** The decision on the recommendation that an obligation answers: accepted, in part, or not; by whom, when, why. */
import { z } from 'zod'
import {
  DECISIONS,
  decide,
  findObligation,
  recommendationsOf,
  redecide,
  validationsOf,
} from '../../obligations/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'

const DecisionForm = z.object({
  version: z.coerce.number().int().optional(),
  decision: z.enum(DECISIONS),
  decided_on: z.iso.date(),
  decided_by: z.string().trim().min(1).max(300),
  reason: z.string().trim().min(1).max(10_000),
})

export function decideRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/decide',
    who: ['secretariat'],
    name: 'decision',
    schema: DecisionForm,
    long: ['reason'],
    hidden: ['version'],
    load: async (exchange) => {
      const story = await storyFor(exchange)
      const current = story.recommendations[0]
      const { code, summary } = story.obligation
      return {
        title: `${exchange.texts.t('action.decide')}: ${summary}`,
        trail: [{ href: `/obligations/${encodeURIComponent(code)}`, text: code }],
        values: {
          version: current?.decision_version ?? undefined,
          decision: current?.decision,
          decided_on: current?.decided_on ?? exchange.today.toString(),
          decided_by: current?.decided_by,
          reason: current?.reason,
        },
      }
    },
    save: async (exchange, { version, ...decision }) => {
      const story = await storyFor(exchange)
      const recommendations = story.recommendations.map((row) => row.id)
      await exchange.act('decision.save', async (tx) => {
        if (version === undefined) return decide(tx, exchange.viewer, { recommendations, ...decision }, exchange.today)
        for (const recommendation of recommendations)
          await redecide(tx, exchange.viewer, { recommendation, version, ...decision }, exchange.today)
      })
      return `/obligations/${encodeURIComponent(story.obligation.code)}?done=decision.saved`
    },
  })
}

/** The obligation of the address with what its forms ask of it. */
export function storyFor(exchange: Exchange) {
  const code = exchange.context.req.param('code') ?? ''
  return exchange.read(async (tx) => {
    const obligation = await findObligation(tx, code, exchange.today)
    return {
      obligation,
      recommendations: await recommendationsOf(tx, obligation.id),
      validations: await validationsOf(tx, obligation.id),
    }
  })
}
