/** Who speaks for the person: named and ended by the person, with a code of their own. They may lay it down themselves. */
import { html } from 'hono/html'
import {
  endRepresentative,
  issueCode,
  nameRepresentative,
  RELATION,
  type Refusal,
  Refused,
  type Representative,
  representativeOf,
} from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import type { Bearer } from './bearer.ts'
import { codeCard } from './code-card.ts'
import { FIELD, hiddenFields, textOf } from './fields.ts'
import { backLink, problemBox, quietPage } from './frame.ts'

const NAMED = ['name', 'relation', 'contact'] as const

export async function representativePage(exchange: Exchange, bearer: Bearer): Promise<Html> {
  return shown(exchange, bearer, [])
}

export async function representativePosted(exchange: Exchange, bearer: Bearer): Promise<Response | Html> {
  const { found, typed } = bearer
  const { who } = found
  if (textOf(typed, FIELD.step) === 'end') {
    await endRepresentative(exchange.register, who, found)
    return exchange.context.redirect('/case/representative', 303)
  }
  if (who.as !== 'person') return exchange.context.redirect('/case/representative', 303)
  const given = Object.fromEntries(
    NAMED.flatMap((name) => (textOf(typed, name).trim() === '' ? [] : [[name, textOf(typed, name)]])),
  )
  try {
    await nameRepresentative(exchange.register, who, { ...found, given })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    exchange.context.status(422)
    return shown(exchange, bearer, error.refusals)
  }
  const { t } = exchange.texts
  const code = await issueCode(exchange.register, who, { ...found, bearer: 'representative' })
  return quietPage(exchange, {
    title: t('own.representative.code'),
    body: html`<p class="govuk-body">${t('own.representative.code-help')}</p>${codeCard(exchange, code)}${backLink(exchange)}`,
  })
}

async function shown(exchange: Exchange, bearer: Bearer, refusals: readonly Refusal[]): Promise<Html> {
  const { t, named } = exchange.texts
  const { found } = bearer
  const standing = await representativeOf(exchange.register, found.who, found)
  return quietPage(exchange, {
    title: t('own.representative.title'),
    ...(refusals.length > 0 ? { titlePrefix: t('form.error') } : {}),
    body: html`${problemBox(
      exchange,
      t('form.problem'),
      refusals.map(
        ({ rule, fact, params }) =>
          html`<a href="#field-${fact}">${t(`own.representative.${asNamed(fact)}`)}: ${named(`problem.${rule}`, params)}</a>`,
      ),
    )}<p class="govuk-body">${t('own.representative.lead')}</p>${standing === null ? '' : standingPart(exchange, bearer, standing)}${found.who.as === 'person' ? nameForm(exchange, bearer, refusals) : ''}${backLink(exchange)}`,
  })
}

function standingPart({ texts }: Exchange, { pass }: Bearer, { name, relation, since }: Representative): Html {
  const { t, named, moment } = texts
  return html`<p class="govuk-body"><strong dir="auto">${name ?? ''}</strong>${relation === undefined ? '' : `, ${named(`own.relation.${relation}`)}`} · ${t('own.since', { at: moment(since) })}</p>
<form method="post" action="/case/representative">${hiddenFields({ [FIELD.pass]: pass, [FIELD.step]: 'end' })}<button class="govuk-button govuk-button--secondary">${t('own.representative.end')}</button></form>`
}

function nameForm({ texts }: Exchange, { pass, typed }: Bearer, refusals: readonly Refusal[]): Html {
  const { t, named } = texts
  const control = (name: (typeof NAMED)[number]): controls.Control => ({
    ...{ name, label: t(`own.representative.${name}`), described: '', messages: html`` },
    wrong: refusals.some(({ fact }) => fact === name) ? 'wrong' : 'right',
  })
  const field = (name: 'name' | 'contact') =>
    controls.group(control(name), controls.input(control(name), { type: 'text', value: textOf(typed, name) }))
  const relations = RELATION.codes.map((value) => ({ value, text: named(`own.relation.${value}`) }))
  return html`<form class="ob-form" method="post" action="/case/representative" autocomplete="off" novalidate>${hiddenFields({ [FIELD.pass]: pass })}${field('name')}${controls.group(control('relation'), controls.radios(control('relation'), relations, textOf(typed, 'relation')))}${field('contact')}<button class="govuk-button">${t('own.representative.button')}</button></form>`
}

function asNamed(fact: string | null): (typeof NAMED)[number] {
  return NAMED.find((name) => name === fact) ?? 'name'
}
