/** One step of the person: its form, and carrying it out. What is refused comes back in sentences with all that was typed. */

import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import { type CaseView, carryOut, type Refusal, Refused, stepNamed } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { factFields, factsFrom, isTyped, type Typed, typedFrom } from '../cases/fact-fields.ts'
import { keepFiles } from '../cases/file-fact.ts'
import { refusalText, safeguardWords } from '../cases/refusals.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import { type Bearer, ownView } from './bearer.ts'
import { FIELD, hiddenFields, keyIn, textOf } from './fields.ts'
import { backLink, problemBox, quietPage } from './frame.ts'
import { isGrave } from './grave.ts'
import { takesFile } from './own-file.ts'

interface Step {
  readonly name: string
  readonly kind: 'take' | 'enter' | 'correct'
  readonly facts: readonly string[]
  readonly needed: ReadonlySet<string>
  readonly button: string
}

/** Where the step is not the person's, the own case is shown instead. */
export async function stepAsked(exchange: Exchange, bearer: Bearer): Promise<Response | Html> {
  const view = await ownView(exchange.register, bearer.found)
  const step = stepOf(exchange, view, bearer.typed)
  if (step === null) return exchange.context.redirect('/case', 303)
  return stepPage(exchange, { bearer, view, step, refusals: [], refused: null })
}

/** Both sides may act in the same moment: whoever was second tries again on what the first left. */
const TRIES = 3

export async function stepPosted(exchange: Exchange, come: Bearer): Promise<Response | Html> {
  const view = await ownView(exchange.register, come.found)
  const step = stepOf(exchange, view, come.typed)
  if (step === null) return exchange.context.redirect('/case', 303)
  const { procedure, caseId } = view
  // Kept before the step is judged: whatever becomes of it, nobody sends a file twice.
  const facts = step.facts.filter((name) => takesFile(procedure, name))
  const kept = await keepFiles(exchange, come.found.who, {
    ...{ procedure, caseId, purpose: 'own-data' as const, facts, typed: come.typed },
  })
  const bearer = { ...come, typed: kept.typed }
  if (kept.refusals.length > 0) {
    exchange.context.status(422)
    return stepPage(exchange, { bearer, view, step, refusals: kept.refusals, refused: null })
  }
  const first = Number(textOf(bearer.typed, FIELD.event))
  try {
    await carried(exchange, bearer, { view, step, event: Number.isInteger(first) && first > 0 ? first : view.event })
  } catch (error) {
    const refused = error instanceof StepRefused ? error : null
    if (refused === null && !(error instanceof Refused)) throw error
    exchange.context.status(refused === null ? 422 : 409)
    const now = await ownView(exchange.register, bearer.found)
    return stepPage(exchange, {
      ...{ bearer, view: now, step, refused },
      refusals: error instanceof Refused ? error.refusals : [],
    })
  }
  return exchange.context.redirect('/case?done', 303)
}

interface Carrying {
  readonly view: CaseView
  readonly step: Step
  readonly event: number
}

async function carried(exchange: Exchange, bearer: Bearer, { view, step, event }: Carrying): Promise<void> {
  const { procedure, caseId } = view
  const key = keyIn(bearer.typed) ?? randomUUID()
  for (let on = event, left = TRIES; ; left--)
    try {
      await carryOut(exchange.register, bearer.found.who, {
        ...{ procedure: procedure.name, kind: step.kind, step: step.name, key, purpose: 'own-data' as const },
        on: { caseId, event: on },
        facts: factsFrom(exchange, procedure, step.facts, bearer.typed),
        ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, person: null, code: null },
      })
      return
    } catch (error) {
      if (!(error instanceof StepRefused) || error.rule !== 'case-changed' || left === 0) throw error
      on = (await ownView(exchange.register, bearer.found)).event
    }
}

/** The step that was asked for, if it is one of the person's; a correction names its fact. */
function stepOf(exchange: Exchange, view: CaseView, typed: Typed): Step | null {
  const { procedure, law, prospects, facts } = view
  const name = textOf(typed, FIELD.step)
  if (name === 'correct') {
    const fact = textOf(typed, FIELD.fact)
    if (facts[fact] === undefined || !isTyped(procedure.facts[fact])) return null
    return { name, kind: 'correct', facts: [fact], needed: new Set([fact]), button: exchange.texts.t('own.correct') }
  }
  const prospect = prospects.find(({ step, yours }) => step === name && yours)
  if (prospect === undefined || prospect.kind === 'open') return null
  return {
    ...{ name, kind: prospect.kind, facts: prospect.mayGive, needed: new Set(stepNamed(law, name)?.needs) },
    button: wordsFor(exchange, procedure.name).steps[name]?.button ?? name,
  }
}

interface Shown {
  readonly bearer: Bearer
  readonly view: CaseView
  readonly step: Step
  readonly refusals: readonly Refusal[]
  readonly refused: StepRefused | null
}

function stepPage(exchange: Exchange, { bearer, view, step, refusals, refused }: Shown): Html {
  const { t } = exchange.texts
  const { procedure } = view
  const wrong = refusals.length > 0 || refused !== null
  const files = step.facts.some((name) => takesFile(procedure, name))
  const help = wordsFor(exchange, procedure.name).steps[step.name]?.help
  const key = refused?.rule === 'key-used-before' ? randomUUID() : (keyIn(bearer.typed) ?? randomUUID())
  return quietPage(exchange, {
    title: step.button,
    ...(wrong ? { titlePrefix: t('form.error') } : {}),
    body: html`${problemBox(exchange, t('form.refused'), sentences(exchange, procedure, refusals, refused))}
${help === undefined ? '' : html`<p class="govuk-body">${declared(exchange, help)}</p>`}
${isGrave(procedure, step.name, view.state) ? html`<div class="govuk-inset-text">${t('own.grave')}</div>` : ''}
<form class="ob-form" method="post" action="/case/do"${files ? html` enctype="multipart/form-data"` : ''} autocomplete="off" novalidate>${hiddenFields(
      {
        ...{ [FIELD.pass]: bearer.pass, [FIELD.step]: step.name, [FIELD.key]: key, [FIELD.event]: String(view.event) },
        ...(step.kind === 'correct' ? { [FIELD.fact]: step.facts[0] ?? '' } : {}),
      },
    )}
${factFields(exchange, { procedure, facts: step.facts, needed: step.needed, typed: { ...standing(exchange, view, step), ...bearer.typed }, refusals, ...(files ? { files: 'taken' as const } : {}) })}
<button class="govuk-button">${declared(exchange, step.button)}</button></form>${backLink(exchange)}`,
  })
}

function standing(exchange: Exchange, { procedure, facts }: CaseView, step: Step): Typed {
  const known = Object.entries(facts).filter(([name]) => step.facts.includes(name))
  return typedFrom(exchange, procedure, Object.fromEntries(known))
}

/** Each reason once; what is wrong with a field stands beside it too. */
export function sentences(
  exchange: Exchange,
  procedure: Procedure,
  refusals: readonly Refusal[],
  refused: StepRefused | null,
): readonly (Html | string)[] {
  const labels = wordsFor(exchange, procedure.name).facts
  return [
    ...(refused === null ? [] : [exchange.texts.named(`refused.${refused.rule}`, refused.data)]),
    ...refusals.map((one) => {
      const said = refusalText(exchange, procedure, one)
      if (one.fact === null) return html`${said} ${safeguardWords(exchange, procedure, one, 'person')}`
      return html`<a href="#field-${one.fact}">${declared(exchange, labels[one.fact]?.label ?? one.fact)}: ${said}</a>`
    }),
  ]
}
