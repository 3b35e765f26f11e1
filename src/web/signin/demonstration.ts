/** Demonstration sign-in: one click on an invented person. On the embedded database alone; elsewhere the route is not even declared. */
import { html } from 'hono/html'
import { openSession } from '../../firewall/index.ts'
import { AGENCY_OF, isOfficerRole, wordOfCode } from '../../procedures/index.ts'
import { asActor, NotFound, systemReader } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { institutionName, officeName } from '../parts/names.ts'
import type { Route } from '../route.ts'
import { browserInWords } from './browser-words.ts'
import { comeAs } from './come-as.ts'
import { startSession } from './start-session.ts'

/** The invented people, each a button: those who follow up, then the officers of the registers by their agency. */
export async function demonstrationPeople(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const people = await exchange.read((tx) =>
    tx
      .selectFrom('account as a')
      .leftJoin('organization as o', 'o.code', 'a.organization')
      .select(['a.id', 'a.name', 'a.role', 'a.institution', 'a.organization', 'o.name as organizationName'])
      .select(['a.agency_role as agencyRole', 'a.office'])
      .where('a.demonstration', '=', true)
      .where('a.closed_at', 'is', null)
      .orderBy('a.role', 'desc')
      .orderBy('a.institution')
      .orderBy('a.name')
      .execute(),
  )
  const agencies = Map.groupBy(
    people.filter(({ agencyRole }) => agencyRole !== null),
    ({ agencyRole }) => agencyOf(agencyRole ?? ''),
  )
  const inOrder = [...agencies].toSorted(([a], [b]) => agencyName(exchange, a).localeCompare(agencyName(exchange, b)))
  return html`<p class="govuk-body">${t('sign-in.demonstration')}</p>${jumps(exchange, ['follow-up', t('sign-in.follow-up')], ...inOrder.map(([agency]) => [`agency-${agency}`, agencyName(exchange, agency)] as const))}${await comeAs(exchange)}<h2 class="govuk-heading-m" id="follow-up">${t('sign-in.follow-up')}</h2>${peopleTable(
    exchange,
    people.filter(({ agencyRole }) => agencyRole === null),
    'follow-up',
  )}<h2 class="govuk-heading-m">${t('sign-in.registers')}</h2>${inOrder.map(
    ([agency, officers]) =>
      html`<h3 class="govuk-heading-s" id="agency-${agency}">${agencyName(exchange, agency)}</h3>${peopleTable(exchange, officers, `agency-${agency}`)}`,
  )}`
}

/** The list is long: one touch leads to the agency that one comes from. */
function jumps({ texts }: Exchange, ...to: readonly (readonly [string, string])[]): Html {
  return html`<nav aria-label="${texts.t('sign-in.jump')}"><ul class="ob-chips">${to.map(
    ([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>`,
  )}</ul></nav>`
}

/** The table is named by the heading above it. */
function peopleTable(exchange: Exchange, people: readonly Invented[], heading: string): Html {
  const { t, named } = exchange.texts
  const back = exchange.query('back') ?? '/work'
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-labelledby="${heading}"><table class="govuk-table ob-stack" aria-labelledby="${heading}"><tbody class="govuk-table__body">${people.map(
    (person) =>
      html`<tr class="govuk-table__row"><td class="govuk-table__cell" data-label="">${person.name}</td><td class="govuk-table__cell" data-label="">${named(person.agencyRole === null ? `role.${person.role}` : `agency-role.${person.agencyRole}`)}</td><td class="govuk-table__cell" data-label="">${placeOf(exchange, person)}</td><td class="govuk-table__cell" data-label=""><form method="post" action="/sign-in/demonstration" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="account" value="${person.id}"><input type="hidden" name="back" value="${back}"><button class="govuk-button govuk-!-margin-0">${t('sign-in.as', { name: person.name })}</button></form></td></tr>`,
  )}</tbody></table></div>`
}

function agencyOf(role: string): string {
  return isOfficerRole(role) ? AGENCY_OF[role] : ''
}

/** In the words that the procedures have for it. */
function agencyName({ texts }: Exchange, agency: string): string {
  return wordOfCode('complaint', 'agency', agency, texts.language.code) ?? agency
}

export function demonstrationRoutes(): Route[] {
  return [{ method: 'POST', path: '/sign-in/demonstration', who: 'anyone', answer: signIn }]
}

async function signIn(exchange: Exchange): Promise<Response> {
  const { account, back } = await exchange.context.req.parseBody()
  const person = await exchange.read((tx) =>
    tx
      .selectFrom('account')
      .select('id')
      .where('id', '=', uuidOrNothing(account))
      .where('demonstration', '=', true)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  )
  if (person === undefined) throw new NotFound()
  const token = await asActor(exchange.store.door, systemReader('sign-in'), 'session.open', (tx) =>
    openSession(tx, person.id, browserInWords(exchange.context.req.header('user-agent'))),
  )
  return startSession(exchange, token, back)
}

/** "State Migration Service (SMS)": whom the person works for, by name and by the code that other pages use. */
function placeOf(exchange: Exchange, person: Belonging): string {
  if (person.office !== null) return officeName(exchange, person.office)
  const code = person.institution ?? person.organization ?? ''
  const name = person.institution === null ? person.organizationName : institutionName(exchange, person.institution)
  return name === null || name === code ? code : `${name} (${code})`
}

interface Invented extends Belonging {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly agencyRole: string | null
}

interface Belonging {
  readonly office: string | null
  readonly institution: string | null
  readonly organization: string | null
  readonly organizationName: string | null
}

/** An id of nobody stands for whatever is not an id. */
function uuidOrNothing(value: unknown): string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : '00000000-0000-0000-0000-000000000000'
}
