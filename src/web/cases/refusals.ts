/** Why a step was not taken, in sentences: what the register says, with the safeguard's own words and what it rests on. */
import { html } from 'hono/html'
import { factsIn, type Procedure } from '../../procedures/index.ts'
import type { Refusal } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import type { TextData } from '../texts.ts'
import { codeName } from './choices.ts'
import { declaredText, wordsFor } from './declared-text.ts'

/** One refusal as a sentence. */
export function refusalText(exchange: Exchange, procedure: Procedure, refusal: Refusal): string {
  const { texts } = exchange
  return texts.named(`problem.${refusal.rule}`, dataOf(exchange, procedure, refusal))
}

/** The facts on which the safeguard behind a refusal looks, where the refusal names none of its own. */
export function factsLookedAt(procedure: Procedure, { fact, safeguard }: Refusal): readonly string[] {
  if (fact !== null) return [fact]
  const [name = '', rule = ''] = safeguard?.split('.') ?? []
  const declaredRule = procedure.safeguards[name]?.rules[rule]
  const condition = declaredRule?.kind === 'require' ? declaredRule.condition : null
  const when = declaredRule?.kind === 'forbid' ? declaredRule.when : condition
  return when === null ? [] : [...new Set(factsIn(when))]
}

/** The same for an officer: of what a safeguard asks for, which answers it looks at, by their labels. */
export function officersRefusal(exchange: Exchange, procedure: Procedure, refusal: Refusal): string {
  const looked = refusal.rule === 'required' && refusal.fact === null ? factsLookedAt(procedure, refusal) : []
  if (looked.length === 0) return refusalText(exchange, procedure, refusal)
  const { facts } = wordsFor(exchange, procedure.name)
  const labels = looked.map((fact) => declaredText(facts[fact]?.label ?? fact))
  return exchange.texts.t('cases.looks-at', { facts: labels.join('; ') })
}

/** What fills the sentence, as people read it: times at home, alternatives by name. */
function dataOf(exchange: Exchange, procedure: Procedure, { params, fact }: Refusal): TextData {
  const { texts } = exchange
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
        return [name, texts.moment(Temporal.Instant.from(value))]
      if (name === 'codes') return [name, namesOfCodes(exchange, procedure, fact, String(value))]
      if (name === 'hold') return [name, texts.named(`hold.${String(value)}`)]
      return [name, value]
    }),
  )
}

function namesOfCodes(exchange: Exchange, procedure: Procedure, fact: string | null, codes: string): string {
  const list = Object.values(procedure.facts)
    .flatMap(({ is }) => (is.kind === 'lines' ? Object.values(is.of) : []))
    .flatMap(({ is }) => (is.kind === 'code' ? [is.list] : []))
    .find((one) => codes.split(',').every((code) => one.codes.includes(code)))
  return list === undefined
    ? `${fact ?? ''} ${codes}`
    : codes
        .split(',')
        .map((code) => codeName(exchange, procedure, list, code))
        .join('; ')
}

/** The safeguard behind a refusal: its words to the officer or to the person, and its citations. */
export function safeguardWords(
  exchange: Exchange,
  procedure: Procedure,
  refusal: Refusal,
  reader: 'officer' | 'person',
): Html | string {
  const name = refusal.safeguard?.split('.')[0] ?? ''
  const words = wordsFor(exchange, procedure.name).safeguards[name]
  if (words === undefined) return ''
  const said = reader === 'person' ? (words.person ?? words.officer) : words.officer
  const cite = refusal.cite.map((one) => one).join('; ')
  return html`<strong>${declared(exchange, words.title)}</strong> ${declared(exchange, said)}${cite === '' ? '' : html` <span class="govuk-hint govuk-!-display-inline">${exchange.texts.t('cases.rests-on', { cite })}</span>`}`
}
