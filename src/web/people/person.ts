/** One person: the account, everything that is in their hands, and what can be done about it. */
import { html } from 'hono/html'
import type { Role } from '../../firewall/index.ts'
import {
  type AccountRow,
  findAccount,
  type Holdings,
  holdings,
  holdsWork,
  mayManageAccounts,
} from '../../obligations/people/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark } from '../parts/list.ts'
import { institutionName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { held } from './holdings.ts'
import { standingTag } from './list.ts'

/** Each sees their own institution; the rest is the secretariat's. */
export const PEOPLE_READERS = ['secretariat', 'official', 'nhri'] as const satisfies readonly Role[]

export interface Person {
  readonly account: AccountRow
  readonly holds: Holdings
  /** Whether the hands are full, with what the viewer may not see. */
  readonly busy: boolean
}

/** The person of the address with what they hold. NotFound for those whose business it is not. */
export function personFor(exchange: Exchange): Promise<Person> {
  return exchange.read(async (tx) => {
    const account = await findAccount(tx, exchange.viewer, exchange.context.req.param('id') ?? '')
    return { account, holds: await holdings(tx, account.id), busy: await holdsWork(tx, account.id) }
  })
}

export async function personPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const person = await personFor(exchange)
  return page(exchange, {
    title: person.account.name,
    trail: [{ href: '/people', text: t('nav.people') }],
    body: [
      html`${doneBanner(exchange)}`,
      facts(exchange, person.account),
      actions(exchange, person),
      html`<h2 class="govuk-heading-m">${t('people.holds')}</h2>`,
      held(exchange, person),
    ],
  })
}

function facts(exchange: Exchange, account: AccountRow): Html {
  const { t, named, moment } = exchange.texts
  return summaryList([
    [
      t('people.standing'),
      html`${standingTag(exchange, account)}${demonstrationMark(exchange, account.demonstration)}`,
    ],
    [t('people.role'), named(`role.${account.role}`)],
    [
      t('people.belongs'),
      account.institution === null ? (account.organizationName ?? '') : institutionName(exchange, account.institution),
    ],
    [t('people.email'), html`<span class="ob-wrap">${account.email}</span>`],
    [t('people.opened'), moment(account.openedAt)],
    [t('people.closed'), account.closedAt === null ? '' : moment(account.closedAt)],
  ])
}

function actions(exchange: Exchange, { account, busy }: Person): Html | string {
  const { t } = exchange.texts
  const manages = mayManageAccounts(exchange.viewer)
  const button = (path: string, text: string) =>
    html`<li><a class="govuk-button govuk-button--secondary govuk-!-margin-0" href="/people/${account.id}/${path}">${text}</a></li>`
  const links = [
    ...(manages ? [button('change', t('people.change'))] : []),
    ...(busy ? [button('hand-over', t('people.hand-over'))] : []),
    ...(manages && account.closedAt === null && account.id !== exchange.viewer.account
      ? [button('close', t('people.close'))]
      : []),
    ...(manages && account.closedAt !== null ? [button('reopen', t('people.reopen'))] : []),
  ]
  return links.length === 0 ? '' : html`<ul class="ob-actions">${links}</ul>`
}
