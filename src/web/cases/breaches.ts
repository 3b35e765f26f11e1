/** What was not kept, on the page of a case: what was said of it, and the forms by which more is said. Nothing is taken away. */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Procedure } from '../../procedures/index.ts'
import {
  type BreachWord,
  type CaseView,
  isSaidOf,
  mayWord,
  Refused,
  sayOfBreach,
  viewCase,
  WORDS,
} from '../../register/index.ts'
import { Invalid, NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Section } from '../parts/summary.ts'
import { summaryList } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { purposeOf } from './purposes.ts'
import { procedureHere } from './worked-here.ts'

type FoundBreach = CaseView['breaches'][number]

export function breachSection(exchange: Exchange, view: CaseView): readonly Section[] {
  if (view.breaches.length === 0) return []
  return [
    {
      id: 'breaches',
      heading: exchange.texts.t('cases.breaches'),
      body: html`<ul class="govuk-list govuk-list--bullet">${view.breaches.map((breach) => html`<li>${line(exchange, view.procedure, breach)}${wordsOn(exchange, breach)}${waysOn(exchange, view, breach)}</li>`)}</ul>`,
    },
  ]
}

function line(exchange: Exchange, { name }: Procedure, { rule, level, foundAt, state }: FoundBreach): Html {
  const { texts } = exchange
  const title = wordsFor(exchange, name).safeguards[rule.split('.')[0] ?? '']?.title ?? rule
  return html`${declaredText(title)} (${rule}) · ${texts.named(`breach-state.${state}`)} · ${texts.t('cases.found', { at: texts.moment(foundAt) })} · ${texts.named(`ladder.${level}`)}`
}

/** Who said what, and when; that something was said where the reader does not read texts of the case. */
export function wordsOn({ texts }: Exchange, { words }: Pick<FoundBreach, 'words'>): Html {
  return html`${words.map(({ word, by, at, text }) => {
    const who = `${texts.named(`breach-word.${word}`)} · ${texts.named(`agency-role.${by.role}`)} · ${texts.moment(at)}`
    return text === null
      ? html`<br>${who}`
      : html`<details class="govuk-details govuk-!-margin-bottom-1"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${who}</span></summary><div class="govuk-details__text ob-lines" dir="auto">${text}</div></details>`
  })}`
}

function waysOn(exchange: Exchange, { procedure, caseId }: CaseView, breach: FoundBreach): Html {
  const open = WORDS.filter((word) => isOpen(exchange, procedure, breach, word))
  return html`${open.map(
    (word) =>
      html`<br><a class="govuk-link" href="/cases/${procedure.name}/${caseId}/${PATH[word]}/${breach.id}">${exchange.texts.named(`breach-word-button.${word}`)}<span class="govuk-visually-hidden"> ${breach.rule}</span></a>`,
  )}`
}

function isOpen(exchange: Exchange, procedure: Procedure, breach: FoundBreach, word: BreachWord): boolean {
  const { role } = exchange.officer()
  return mayWord(procedure, word).some((one) => one === role) && isSaidOf(word, breach.state)
}

const PATH = {
  explained: 'explain',
  metLateRecord: 'met',
  remedied: 'remedied',
  'upheld-by-court': 'upheld',
  'not-upheld': 'not-upheld',
} as const satisfies Record<BreachWord, string>

export function breachRoutes(): Route[] {
  return WORDS.flatMap(formOf)
}

function formOf(word: BreachWord): Route[] {
  return formRoutes({
    name: `breach-${PATH[word]}`,
    path: `/cases/:procedure/:id/${PATH[word]}/:breach`,
    who: ['officer'],
    schema: z.object({ text: z.string().min(1).max(50_000), key: z.uuid() }),
    long: ['text'],
    hidden: ['key'],
    load: async (exchange) => {
      const { view, breach } = await subject(exchange, word)
      const { t, named } = exchange.texts
      return {
        title: named(`form.breach-${PATH[word]}.title`),
        values: { key: crypto.randomUUID() },
        trail: [
          ...trailOf(exchange, view),
          { href: `/cases/${view.procedure.name}/${view.caseId}`, text: view.caseNumber },
        ],
        before: html`<p class="govuk-body">${line(exchange, view.procedure, breach)}</p>${summaryList([
          ...(breach.dueAt === null ? [] : [[t('cases.was-due'), exchange.texts.moment(breach.dueAt)] as const]),
          [t('cases.found-at'), exchange.texts.moment(breach.foundAt)],
        ])}${wordsOn(exchange, breach)}`,
        button: named(`breach-word-button.${word}`),
      }
    },
    save: async (exchange, { text, key }) => {
      const { view, breach } = await subject(exchange, word)
      const { procedure, caseId } = view
      const on = { procedure: procedure.name, caseId, breach: breach.id, purpose: purposeOf(exchange) }
      try {
        await sayOfBreach(exchange.register, exchange.officer(), on, { word, text, key })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        throw new Invalid(error.refusals.map(({ rule, params }) => ({ field: 'text', rule, data: params })))
      }
      return `/cases/${procedure.name}/${caseId}?done=breach.${PATH[word]}#breaches`
    },
  })
}

/** NotFound for a breach that is not there, and for a word that is not the reader's to say of it. */
async function subject(exchange: Exchange, word: BreachWord): Promise<{ view: CaseView; breach: FoundBreach }> {
  const view = await viewCase(exchange.register, exchange.officer(), {
    ...{ procedure: procedureHere(exchange).name, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) },
  })
  const breach = view.breaches.find(({ id }) => id === exchange.context.req.param('breach'))
  if (breach === undefined || !isOpen(exchange, view.procedure, breach, word)) throw new NotFound()
  return { view, breach }
}
