/** Who looked at the own case: when, which office, why. Never an officer's name. */
import { html } from 'hono/html'
import { whoLooked } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { officeNamed } from '../parts/names.ts'
import type { Bearer } from './bearer.ts'
import { backLink, quietPage } from './frame.ts'

export async function looksPage(exchange: Exchange, { found }: Bearer): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const looks = await whoLooked(exchange.register, found.who, found)
  const rows = looks.map(({ at, role, office, kind, purpose, because }) => [
    moment(at),
    html`${named(`agency-role.${role}`)}${office === null || office === '' ? '' : `, ${officeNamed(exchange, office)}`}`,
    named(`own.kind.${kind}`),
    html`${named(`purpose.${purpose}`)}${because === null ? '' : html`<br>${named(`own.later.${because}`)}`}`,
  ])
  return quietPage(exchange, {
    title: t('own.looks.title'),
    body: html`<p class="govuk-body">${t('own.looks.lead')}</p>${table(t('own.looks.title'), [{ heading: t('own.looks.when') }, { heading: t('own.looks.who') }, { heading: t('own.looks.what') }, { heading: t('own.looks.why') }], rows)}${backLink(exchange)}`,
  })
}
