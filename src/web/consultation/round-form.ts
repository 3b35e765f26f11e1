/** The secretariat opens a round on a draft, and moves its days. */
import { html } from 'hono/html'
import { changeRound, NewRound, openRound, RoundChange, round } from '../../obligations/consultation/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'

/** The latest version of the draft is put out: what the secretariat has before it. */
const NewRoundForm = NewRound.omit({ number: true })

export function roundRoutes(): Route[] {
  return [
    ...formRoutes({
      path: '/consultations/new',
      who: ['secretariat'],
      name: 'round',
      schema: NewRoundForm,
      load: async (exchange) => ({
        title: exchange.texts.t('consultation.open-one'),
        trail: trailOf(exchange),
        values: { opens_on: exchange.today.toString() },
        choices: { report: await drafts(exchange) },
        before: html`<p class="govuk-body">${exchange.texts.t('consultation.open-explained')}</p>`,
        button: exchange.texts.t('consultation.open-one'),
      }),
      save: async (exchange, input) => {
        const id = await exchange.act('round.open', (tx) => openRound(tx, exchange.viewer, input))
        return `/consultations/${id}?done=round.opened`
      },
    }),
    ...formRoutes({
      path: '/consultations/:id/change',
      who: ['secretariat'],
      name: 'round',
      schema: RoundChange,
      hidden: ['id', 'version'],
      load: async (exchange) => {
        const one = await exchange.read((tx) =>
          round(tx, exchange.context.req.param('id') ?? '', { asOf: exchange.today }),
        )
        return {
          title: exchange.texts.t('consultation.change'),
          trail: [...trailOf(exchange), { href: `/consultations/${one.id}`, text: one.title }],
          values: {
            id: one.id,
            version: one.version,
            title: one.title,
            opens_on: one.opensOn,
            closes_on: one.closesOn,
            answers_due_on: one.answersDueOn,
          },
        }
      },
      save: async (exchange, input) => {
        await exchange.act('round.change', (tx) => changeRound(tx, exchange.viewer, input))
        return `/consultations/${input.id}?done=round.changed`
      },
    }),
  ]
}

async function drafts(exchange: Exchange) {
  const rows = await exchange.read((tx) =>
    tx
      .selectFrom('report')
      .select(['id', 'title'])
      .where('state', '<>', 'frozen')
      .orderBy('created_at', 'desc')
      .limit(100)
      .execute(),
  )
  return rows.map(({ id, title }) => ({ value: id, text: title }))
}

function trailOf(exchange: Exchange) {
  return [{ href: '/consultations', text: exchange.texts.t('nav.consultations') }]
}
