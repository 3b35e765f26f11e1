/** Closing an account and opening it again. One that still holds work leads to the hand-over, never to a dead end. */
import { html } from 'hono/html'
import { z } from 'zod'
import { closeAccount, reopenAccount } from '../../obligations/people/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { carriedIn, signedFormRoutes, signPage, ToBeSigned, withSignature } from '../passkeys/index.ts'
import type { Route } from '../route.ts'
import { type Person, personFor } from './person.ts'

const VersionForm = z.object({ version: z.coerce.number().int() })

export function closeRoutes(): Route[] {
  return [
    { method: 'GET', path: '/people/:id/close', who: ['secretariat'], answer: closePage },
    { method: 'POST', path: '/people/:id/close', who: ['secretariat'], answer: close },
    ...reopenRoutes(),
  ]
}

async function closePage(exchange: Exchange): Promise<Response | Html> {
  const person = await personFor(exchange)
  if (person.account.closedAt !== null) throw new NotFound()
  return person.busy ? toHandOver(exchange, person) : ask(exchange, person)
}

function closing({ texts: { t } }: Exchange, { account }: Person) {
  return {
    title: t('close.title', { name: account.name }),
    trail: [
      { href: '/people', text: t('nav.people') },
      { href: `/people/${account.id}`, text: account.name },
    ],
  }
}

function ask(exchange: Exchange, person: Person): Html {
  const { t } = exchange.texts
  const { account } = person
  return page(exchange, {
    ...closing(exchange, person),
    body: html`<p class="govuk-body">${t('close.means')}</p><form method="post" action="${exchange.context.req.path}">${hiddenToken(exchange)}<input type="hidden" name="version" value="${account.version}"><button class="govuk-button govuk-button--warning">${t('people.close')}</button></form>`,
  })
}

async function close(exchange: Exchange): Promise<Response | Html> {
  const person = await personFor(exchange)
  const { id } = person.account
  const posted = await postedFields(exchange)
  const version = VersionForm.safeParse(posted).data?.version
  // Changed meanwhile: shown again as it is now, for a second look.
  if (version !== person.account.version) return closePage(exchange)
  try {
    await withSignature(exchange, posted, (signed) =>
      signed.act('account.close', (tx) => closeAccount(tx, exchange.viewer, { id, version })),
    )
  } catch (error) {
    if (error instanceof ToBeSigned)
      return signPage(exchange, {
        ...{ act: error.act, problem: error.problem, typed: carriedIn(posted), action: exchange.context.req.path },
        ...closing(exchange, person),
        what: html`<p class="govuk-body">${exchange.texts.t('close.means')}</p>`,
      })
    if (error instanceof StepRefused && error.rule === 'account-holds-work') return toHandOver(exchange, person)
    throw error
  }
  return exchange.context.redirect(`/people/${id}?done=account.closed`, 303)
}

function toHandOver(exchange: Exchange, { account }: Person): Response {
  return exchange.context.redirect(`/people/${account.id}/hand-over?then=close`, 303)
}

function reopenRoutes(): Route[] {
  return signedFormRoutes({
    path: '/people/:id/reopen',
    who: ['secretariat'],
    name: 'reopen',
    schema: VersionForm,
    hidden: ['version'],
    load: async (exchange) => {
      const { t } = exchange.texts
      const { account } = await personFor(exchange)
      if (account.closedAt === null) throw new NotFound()
      return {
        title: t('reopen.title', { name: account.name }),
        trail: [
          { href: '/people', text: t('nav.people') },
          { href: `/people/${account.id}`, text: account.name },
        ],
        values: { version: account.version },
        before: html`<p class="govuk-body">${t('reopen.means')}</p>`,
        button: t('people.reopen'),
      }
    },
    save: async (exchange, { version }) => {
      const { account } = await personFor(exchange)
      await exchange.act('account.reopen', (tx) => reopenAccount(tx, exchange.viewer, { id: account.id, version }))
      return `/people/${account.id}?done=account.reopened`
    },
  })
}
