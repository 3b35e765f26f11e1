/** Passing everything of one person to a successor in one step: first what passes, then to whom. */
import { html } from 'hono/html'
import { z } from 'zod'
import { HandOver, handOver, mayManageAccounts, successorsOf } from '../../obligations/people/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { signedFormRoutes } from '../passkeys/index.ts'
import type { Route } from '../route.ts'
import { held } from './holdings.ts'
import { PEOPLE_READERS, personFor } from './person.ts'

const HandOverForm = z.object({ to: HandOver.shape.to, afterwards: HandOver.shape.afterwards })

export function handOverRoutes(): Route[] {
  return signedFormRoutes({
    path: '/people/:id/hand-over',
    who: PEOPLE_READERS,
    name: 'hand-over',
    schema: HandOverForm,
    load: async (exchange) => {
      const { t } = exchange.texts
      const person = await personFor(exchange)
      const { account } = person
      if (account.closedAt !== null) throw new NotFound()
      const successors = await exchange.read((tx) => successorsOf(tx, account))
      return {
        title: t('hand-over.title', { name: account.name }),
        trail: [
          { href: '/people', text: t('nav.people') },
          { href: `/people/${account.id}`, text: account.name },
        ],
        values: { afterwards: closes(exchange) ? 'close' : 'keep' },
        choices: {
          to: successors.map(({ id, name }) => ({ value: id, text: name })),
          afterwards: (mayClose(exchange, account.id) ? ['close', 'keep'] : ['keep']).map((value) => ({
            value,
            text: t(value === 'close' ? 'hand-over.close' : 'hand-over.keep', { name: account.name }),
          })),
        },
        before: html`${closes(exchange) ? notice(t('hand-over.first')) : ''}<p class="govuk-body-l">${t('hand-over.lead')}</p><h2 class="govuk-heading-m">${t('hand-over.passes')}</h2>${held(exchange, person)}<h2 class="govuk-heading-m">${t('hand-over.stays')}</h2><p class="govuk-body">${t('hand-over.stays-explained', { name: account.name })}</p>${successors.length === 0 ? notice(t('hand-over.nobody')) : ''}`,
        button: t('hand-over.button'),
      }
    },
    save: async (exchange, input) => {
      const { account } = await personFor(exchange)
      await exchange.act('account.hand-over', (tx) => handOver(tx, exchange.viewer, { from: account.id, ...input }))
      const done = input.afterwards === 'close' ? 'hand-over.closed' : 'hand-over.passed'
      return mayManageAccounts(exchange.viewer) ? `/people/${input.to}?done=${done}` : `/people?done=${done}`
    },
  })
}

/** Accounts are closed by the secretariat, and by nobody their own: a head or a leaver passes the work on alone. */
function mayClose(exchange: Exchange, account: string): boolean {
  return mayManageAccounts(exchange.viewer) && exchange.viewer.account !== account
}

/** Came here because the account could not be closed yet. */
function closes(exchange: Exchange): boolean {
  return exchange.query('then') === 'close'
}

function notice(sentence: string): Html {
  return html`<div class="govuk-inset-text">${sentence}</div>`
}
