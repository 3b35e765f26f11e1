/** The decision on one recommendation of an obligation: accepted, in part, or not; by whom, when, why. */
import { html } from 'hono/html'
import { z } from 'zod'
import { type AnsweredRecommendation, Decision, decide, decisionOn, redecide } from '../../obligations/index.ts'
import { Conflict, NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { summaryList } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { obligationPath, storyFor, trailTo } from './about.ts'

export { storyFor } from './about.ts'

const { decision, decided_on, decided_by, reason } = Decision.shape
const DecisionForm = z.object({
  recommendation: z.uuid(),
  /** Of the decision that is replaced; absent for a first one. */
  version: z.coerce.number().int().optional(),
  decision,
  decided_on,
  decided_by,
  reason,
})

export function decideRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/decide',
    who: ['secretariat'],
    name: 'decision',
    schema: DecisionForm,
    long: ['reason'],
    hidden: ['recommendation', 'version'],
    load: async (exchange) => {
      const { obligation, recommendations } = await storyFor(exchange)
      const current = await chosen(exchange, recommendations)
      return {
        title: exchange.texts.t(current.decision === null ? 'action.decide' : 'decide.again'),
        trail: trailTo(exchange, obligation),
        values: {
          recommendation: current.id,
          version: current.decision_version ?? undefined,
          decision: current.decision,
          decided_on: current.decision === null ? exchange.today.toString() : current.decided_on,
          decided_by: current.decided_by,
          reason: current.reason,
        },
        before: html`${asked(exchange, current, obligation.summary)}${before(exchange, current)}${others(exchange, obligation.code, recommendations, current)}`,
      }
    },
    save: async (exchange, { recommendation, version, ...input }) => {
      const { obligation, recommendations } = await storyFor(exchange)
      // Only what this obligation answers is decided from its page.
      if (!recommendations.some(({ id }) => id === recommendation)) throw new NotFound()
      await exchange.act('decision.save', async (tx) => {
        if (version === undefined)
          return decide(tx, exchange.viewer, { recommendations: [recommendation], ...input }, exchange.today)
        if ((await decisionOn(tx, recommendation)) === undefined) throw new Conflict({ decision: null })
        return redecide(tx, exchange.viewer, { recommendation, version, ...input }, exchange.today)
      })
      return `${obligationPath(obligation.code)}?done=decision.saved`
    },
  })
}

/** The one that the address or the form names; else the first that waits for its decision, else the first. */
async function chosen(
  exchange: Exchange,
  recommendations: readonly AnsweredRecommendation[],
): Promise<AnsweredRecommendation> {
  const posted = exchange.context.req.method === 'POST' ? await exchange.context.req.parseBody() : {}
  const named = posted.recommendation ?? exchange.query('recommendation')
  const found =
    named === undefined
      ? (recommendations.find((row) => row.decision === null) ?? recommendations[0])
      : recommendations.find(({ id }) => id === named)
  if (found === undefined) throw new NotFound()
  return found
}

function asked(exchange: Exchange, row: AnsweredRecommendation, summary: string): Html {
  return html`<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${placeOf(row)}</h2>${
    row.text === null
      ? html`<p class="govuk-body">${summary}</p><p class="govuk-hint">${exchange.texts.t('story.no-text')}</p>`
      : html`<blockquote class="govuk-body ob-quote" lang="${row.language}" dir="auto">${row.text}</blockquote>`
  }`
}

/** What was decided before, so that nobody decides again without knowing it; it stays in the history. */
function before(exchange: Exchange, row: AnsweredRecommendation): Html {
  const { t, named, day } = exchange.texts
  if (row.decision === null) return html`<div class="govuk-inset-text">${t('decide.means')}</div>`
  return html`<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${t('decide.before')}</h2>${summaryList([
    [t('form.decision.decision'), named(`decision.${row.decision}`)],
    [t('form.decision.decided_on'), day(row.decided_on)],
    [t('form.decision.decided_by'), row.decided_by ?? ''],
    [t('form.decision.reason'), html`<span dir="auto">${row.reason}</span>`],
  ])}<div class="govuk-inset-text">${t('decide.again-means')}</div>`
}

function others(
  exchange: Exchange,
  code: string,
  recommendations: readonly AnsweredRecommendation[],
  current: AnsweredRecommendation,
): Html | string {
  const { t, named } = exchange.texts
  const rest = recommendations.filter(({ id }) => id !== current.id)
  if (rest.length === 0) return ''
  return html`<p class="govuk-body">${t('decide.others')}</p><ul class="govuk-list govuk-list--bullet">${rest.map((row) => html`<li><a class="govuk-link" href="${obligationPath(code)}/decide?recommendation=${row.id}">${placeOf(row)}</a>: ${row.decision === null ? t('decide.none-yet') : named(`decision.${row.decision}`)}</li>`)}</ul>`
}

function placeOf({ symbol, address }: AnsweredRecommendation): string {
  return address === null ? symbol : `${symbol}, ${address}`
}
