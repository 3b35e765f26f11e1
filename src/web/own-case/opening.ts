/** What anybody can open without an account: a form from the declaration, answered with a code, shown once. */

import { createHmac, randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import { carryOut, hashOfCode, openingFor, type Refusal, Refused, viewCase, type Who } from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { factFields, factsFrom, isTyped, type Typed } from '../cases/fact-fields.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { takeTurns } from '../turns.ts'
import { typedIn } from './bearer.ts'
import { codeCard } from './code-card.ts'
import { codeOf } from './code-page.ts'
import { FIELD, hiddenFields, keyIn, textOf } from './fields.ts'
import { problemBox, quietPage } from './frame.ts'
import { sentences } from './step-page.ts'

/** Whoever has no case yet. The same for a submission that is sent again, so that it is known to be theirs. */
function somebody({ store }: Exchange, key: string): Who {
  const hex = createHmac('sha256', store.key('codes')).update(`opener ${key}`).digest('hex')
  const caseId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  return { as: 'person', caseId }
}

/** Procedures that people open themselves, in the order of the catalogue. */
export function openedByPeople(exchange: Exchange): readonly Procedure[] {
  const { register } = exchange
  const who = somebody(exchange, '')
  return register.procedures.filter((one) => openingFor(register, who, one) !== null)
}

/** Whether even the number of its cases is hidden: then it has a door of its own, sealed in the browser. */
export function hasOwnDoor(procedure: Procedure): boolean {
  return isHiddenInNumber(procedure)
}

/** Whether being seen here is a danger: its name stands in no address, and whoever tells of somebody else gets no code. */
export function isProtected({ compartment }: Procedure): boolean {
  return compartment === 'victim-protection'
}

export function openingPage(exchange: Exchange, procedure: Procedure): Html {
  const { code } = exchange.texts.language
  return shown(exchange, procedure, { typed: { language: code }, refusals: [], refused: null })
}

/** Some at once; the others wait their turn, and nobody is refused for coming often. */
const inTurn = takeTurns(2)

export async function openingPosted(exchange: Exchange): Promise<Html> {
  const typed = await typedIn(exchange)
  const what = textOf(typed, FIELD.what)
  const procedure = openedByPeople(exchange).find((one) => one.name === what && !hasOwnDoor(one))
  if (procedure === undefined) throw new NotFound()
  const key = keyIn(typed)
  // A button led here: the form has not been filled in yet.
  if (key === undefined) return openingPage(exchange, procedure)
  if (isProtected(procedure) && textOf(typed, FIELD.about) === '') {
    exchange.context.status(422)
    const missing = { rule: 'missing', fact: FIELD.about, safeguard: null, cite: [], params: {} }
    return shown(exchange, procedure, { typed, refusals: [missing], refused: null })
  }
  try {
    return await inTurn(() => opened(exchange, procedure, typed, key))
  } catch (error) {
    const refused = error instanceof StepRefused ? error : null
    if (refused === null && !(error instanceof Refused)) throw error
    exchange.context.status(refused === null ? 422 : 409)
    const refusals = error instanceof Refused ? error.refusals : []
    return shown(exchange, procedure, { typed, refusals, refused })
  }
}

async function opened(exchange: Exchange, procedure: Procedure, typed: Typed, key: string): Promise<Html> {
  const { t, moment } = exchange.texts
  const code = codeOf(exchange, key)
  const isTheirs = !isProtected(procedure) || textOf(typed, FIELD.about) === 'me'
  const { caseId, recordedAt } = await carryOut(exchange.register, somebody(exchange, key), {
    ...{ procedure: procedure.name, kind: 'open', step: 'open', key, on: null, person: null, purpose: 'own-data' },
    facts: factsFrom(exchange, procedure, namesOf(procedure), typed),
    ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null },
    code: isTheirs ? hashOfCode(code) : null,
  })
  const received = html`<p class="govuk-body-l">${declared(exchange, wordsFor(exchange, procedure.name).steps.open?.done ?? '')} · ${moment(Temporal.Instant.from(recordedAt))}</p>`
  if (!isTheirs)
    return quietPage(exchange, {
      title: t('own.opened.title'),
      body: html`${received}<p class="govuk-body">${t('own.opened.about-other')}</p>`,
    })
  const who = { as: 'person', caseId } as const
  const view = await viewCase(exchange.register, who, { procedure: procedure.name, caseId, purpose: 'own-data' })
  return quietPage(exchange, {
    title: t('own.opened.title'),
    body: html`${received}${summaryList([[t('own.copy.number'), view.caseNumber]])}<p class="govuk-body">${t('own.opened.code')}</p>${codeCard(exchange, code)}<p class="govuk-body">${t('own.opened.print')}</p><p class="govuk-body"><a class="govuk-button" href="/case">${t('own.opened.go')}</a></p>`,
  })
}

function namesOf({ opens }: Procedure): readonly string[] {
  return [...opens.needs, ...(opens.takes ?? [])]
}

interface Shown {
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
  readonly refused: StepRefused | null
}

function shown(exchange: Exchange, procedure: Procedure, { typed, refusals, refused }: Shown): Html {
  const { t } = exchange.texts
  const words = wordsFor(exchange, procedure.name)
  const wrong = refusals.length > 0 || refused !== null
  const key = refused?.rule === 'key-used-before' ? randomUUID() : (keyIn(typed) ?? randomUUID())
  const { needs, takes = [] } = procedure.opens
  const more = takes.filter((name) => isTyped(procedure.facts[name]))
  const isOpen = more.some((name) => refusals.some(({ fact }) => fact === name) || textOf(typed, name) !== '')
  const fields = (facts: readonly string[]) =>
    factFields(exchange, { procedure, facts, needed: new Set(needs), typed, refusals })
  const about = refusals.filter(({ fact }) => fact === FIELD.about)
  return quietPage(exchange, {
    title: isProtected(procedure) ? t('own.start.protected') : words.title,
    ...(wrong ? { titlePrefix: t('form.error') } : {}),
    body: html`${problemBox(exchange, t('form.problem'), [
      ...about.map(() => html`<a href="#field-${FIELD.about}">${t('own.about')}: ${t('problem.missing')}</a>`),
      ...sentences(
        exchange,
        procedure,
        refusals.filter((one) => !about.includes(one)),
        refused,
      ),
    ])}<p class="govuk-body-l">${declared(exchange, words.idea)}</p><p class="govuk-body">${t('own.start.promise')}</p>
<form class="ob-form" method="post" action="/start" autocomplete="off" novalidate>${hiddenFields({ [FIELD.what]: procedure.name, [FIELD.key]: key })}
${isProtected(procedure) ? aboutField(exchange, typed, about.length > 0 ? 'wrong' : 'right') : ''}${fields(needs)}${more.length === 0 ? '' : html`<details class="govuk-details"${isOpen ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('own.start.more')}</span></summary><div class="govuk-details__text">${fields(more)}</div></details>`}
<button class="govuk-button">${t('own.start.send')}</button></form>`,
  })
}

/** Whoever tells of somebody else never reads what becomes of it. */
function aboutField({ texts }: Exchange, typed: Typed, wrong: controls.Control['wrong']): Html {
  const control = { name: FIELD.about, label: texts.t('own.about'), described: '', messages: html``, wrong }
  const choices = (['me', 'other'] as const).map((value) => ({ value, text: texts.t(`own.about.${value}`) }))
  return controls.group(control, controls.radios(control, choices, textOf(typed, FIELD.about)))
}
