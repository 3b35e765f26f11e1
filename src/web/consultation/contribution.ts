/** What is said to a round, by those it asks; and the State's answer to each. */
import { html } from 'hono/html'
import {
  answerContribution,
  ContributionAnswer,
  contribute,
  contributions,
  NewContribution,
  round,
} from '../../obligations/consultation/index.ts'
import { subjectOfRound } from '../../reports/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'

export function contributionRoutes(): Route[] {
  return [...contributeRoutes(), ...answerRoutes()]
}

function contributeRoutes(): Route[] {
  return formRoutes({
    path: '/consultations/:id/contribute',
    who: ['civil-society', 'nhri'],
    name: 'contribution',
    schema: NewContribution,
    long: ['body'],
    hidden: ['round'],
    load: async (exchange) => {
      const id = roundOf(exchange)
      const { one, obligations } = await exchange.read(async (tx) => {
        const { document } = await subjectOfRound(tx, id)
        return {
          one: await round(tx, id, { asOf: exchange.today }),
          obligations: await tx
            .selectFrom('obligation as o')
            .select(['o.id', 'o.code', 'o.summary'])
            .where('o.id', 'in', (eb) =>
              eb
                .selectFrom('obligation_recommendation as l')
                .innerJoin('recommendation as r', 'r.id', 'l.recommendation')
                .select('l.obligation')
                .where('r.document', '=', document),
            )
            .orderBy('o.position')
            .execute(),
        }
      })
      return {
        title: exchange.texts.t('consultation.contribute'),
        trail: trailOf(exchange, one.title),
        values: { round: id, audience: 'public' },
        choices: {
          obligation: obligations.map((row) => ({ value: row.id, text: `${row.code}: ${row.summary.slice(0, 90)}` })),
        },
        before: html`<p class="govuk-body"><a class="govuk-link" href="/consultations/${id}/draft">${exchange.texts.t('consultation.read-draft')}</a></p>`,
        button: exchange.texts.t('consultation.send'),
      }
    },
    save: async (exchange, input) => {
      await exchange.act('contribution.give', (tx) =>
        contribute(tx, exchange.viewer, { ...input, round: roundOf(exchange) }, { today: exchange.today }),
      )
      return `/consultations/${roundOf(exchange)}?done=contribution.given`
    },
  })
}

function answerRoutes(): Route[] {
  return formRoutes({
    path: '/consultations/:id/contributions/:contribution/answer',
    who: ['secretariat'],
    name: 'contribution-answer',
    schema: ContributionAnswer,
    long: ['answer'],
    hidden: ['contribution', 'version'],
    load: async (exchange) => {
      const { one, said } = await exchange.read(async (tx) => ({
        one: await round(tx, roundOf(exchange), { asOf: exchange.today }),
        said: (await contributions(tx, { id: contributionOf(exchange), round: roundOf(exchange) })).rows[0],
      }))
      if (said === undefined || said.audience === 'committee') throw new NotFound()
      return {
        title: exchange.texts.t('consultation.answer-to', { organization: said.organizationName }),
        trail: trailOf(exchange, one.title),
        before: html`<blockquote class="govuk-body ob-quote" dir="auto">${said.body}</blockquote><p class="govuk-hint">${exchange.texts.named(`consultation.answer-audience.${said.audience}`)}</p>`,
        values: {
          contribution: said.id,
          ...(said.answer === null
            ? {}
            : { answer: said.answer.text, taken_up: said.answer.takenUp, version: said.answer.version }),
        },
      }
    },
    save: async (exchange, input) => {
      await exchange.act('contribution.answer', (tx) => answerContribution(tx, exchange.viewer, input))
      return `/consultations/${roundOf(exchange)}?done=contribution.answered#c${input.contribution}`
    },
  })
}

function roundOf(exchange: Exchange): string {
  return exchange.context.req.param('id') ?? ''
}

/** What an address holds may be anything; the query takes an id. */
function contributionOf(exchange: Exchange): string {
  const parsed = ContributionAnswer.shape.contribution.safeParse(exchange.context.req.param('contribution'))
  if (!parsed.success) throw new NotFound()
  return parsed.data
}

function trailOf(exchange: Exchange, title: string) {
  return [
    { href: '/consultations', text: exchange.texts.t('nav.consultations') },
    { href: `/consultations/${roundOf(exchange)}`, text: title },
  ]
}
