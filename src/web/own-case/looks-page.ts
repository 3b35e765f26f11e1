/** Who looked at the own case: when, which office, why; and of each look the file that proves it. Never an officer's name. */
import { html } from 'hono/html'
import { isHiddenInNumber } from '../../procedures/index.ts'
import { lookRecord, procedureNamed, whoLooked } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { officeNamed } from '../parts/names.ts'
import { emptyState } from '../parts/summary.ts'
import { isUuid } from '../uuid.ts'
import type { Bearer } from './bearer.ts'
import { FIELD, hiddenFields, textOf } from './fields.ts'
import { backLink, quietPage } from './frame.ts'
import { proofAnswer } from './proof-answer.ts'

export async function looksPage(exchange: Exchange, { found, pass }: Bearer): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const looks = await whoLooked(exchange.register, found.who, found)
  const provable = isProvable(exchange, found.procedure)
  const rowsOf = (some: typeof looks) =>
    some.map(({ id, at, role, office, kind, purpose, because }) => [
      moment(at),
      html`${named(`agency-role.${role}`)}${office === null || office === '' ? '' : `, ${officeNamed(exchange, office)}`}`,
      named(`own.kind.${kind}`),
      html`${named(`purpose.${purpose}`)}${because === null ? '' : html`<br>${named(`own.later.${because}`)}`}`,
      ...(provable
        ? [
            html`<button class="govuk-button govuk-button--secondary govuk-!-margin-0" name="${FIELD.look}" value="${id}">${t('own.copy.proof')}<span class="govuk-visually-hidden"> ${moment(at)}</span></button>`,
          ]
        : []),
    ])
  const columns = (['when', 'who', 'what', 'why'] as const).map((key) => ({ heading: t(`own.looks.${key}`) }))
  const headings = provable ? [...columns, { heading: t('own.looks.proof') }] : columns
  const [own, others] = [looks.filter(isOwn), looks.filter((look) => !isOwn(look))]
  const listed = html`${others.length === 0 ? emptyState(t('own.looks.nobody')) : table(t('own.looks.title'), headings, rowsOf(others))}${
    own.length === 0
      ? ''
      : html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('own.looks.own', { n: own.length })}</span></summary><div class="govuk-details__text">${table(t('own.looks.own', { n: own.length }), headings, rowsOf(own))}</div></details>`
  }`
  return quietPage(exchange, {
    title: t('own.looks.title'),
    body: html`<p class="govuk-body">${t('own.looks.lead')} ${t('own.hour', { zone: exchange.texts.zone })}</p>${provable ? html`<form method="post" action="/case/look-proof">${hiddenFields({ [FIELD.pass]: pass })}${listed}</form>` : listed}${backLink(exchange)}`,
  })
}

/** By the person themselves: they look for the others. */
const isOwn = ({ role }: { readonly role: string }) => role === 'person'

/** That one look was entered, no later than witnesses saw it: in which role and office, when and why. */
export async function lookProofPosted(exchange: Exchange, { found, typed }: Bearer): Promise<Response | Html> {
  const look = textOf(typed, FIELD.look)
  if (!isUuid(look) || !isProvable(exchange, found.procedure)) throw new NotFound()
  const record = await lookRecord(exchange.register, found.who, { ...found, look })
  return proofAnswer(exchange, { ...record, log: 'access', file: 'look' })
}

/** Where nobody may know how often something is looked at, looks are entered together: none has a leaf of its own. */
function isProvable({ register }: Exchange, procedure: string): boolean {
  return !isHiddenInNumber(procedureNamed(register, procedure))
}
