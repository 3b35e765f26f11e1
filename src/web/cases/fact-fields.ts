/**
 * Declared facts as form fields, and what is posted as facts: one source for the form, the table and the API. What a value
 * must be, the register alone says (`readFacts`); here it only takes the shape that JSON would have.
 */
import { html } from 'hono/html'
import { officeId } from '../../countries/index.ts'
import type { Fact, Procedure } from '../../procedures/index.ts'
import { officesNamed, type Refusal } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import { nameIn } from '../parts/names.ts'
import { choicesOf } from './choices.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { instantFrom, localTime } from './fact-value.ts'
import { fileField, isFile } from './file-fact.ts'
import { refusalText } from './refusals.ts'

/** As a browser posts them: one text a field, several where a field stands several times. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

export interface Asked {
  readonly procedure: Procedure
  /** Facts in the order in which they are asked. */
  readonly facts: readonly string[]
  /** Those that must be given; the others are marked as optional. */
  readonly needed: ReadonlySet<string>
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
  /** Whether files are taken: those of a case that there is already, sealed under its key. */
  readonly files?: 'taken'
}

/** The fields of a form. Facts that nobody gives in one (references to persons, what is worked out) have none. */
export function factFields(exchange: Exchange, asked: Asked): Html {
  return html`${asked.facts.filter((name) => isAsked(asked, name)).map((name) => field(exchange, asked, name))}`
}

function isAsked({ procedure, files }: Asked, name: string): boolean {
  return isTyped(procedure.facts[name]) || (files === 'taken' && isFile(procedure.facts[name]))
}

/** What was posted of these facts, for the register to read. An empty field is none. */
export function factsFrom(
  exchange: Exchange,
  procedure: Procedure,
  names: readonly string[],
  typed: Typed,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const fact = procedure.facts[name]
      if (!isTyped(fact) && !isFile(fact)) return []
      const value = valueFrom(exchange, fact, name, typed)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Facts as the fields of a form hold them: for a correction. */
export function typedFrom(exchange: Exchange, procedure: Procedure, facts: Readonly<Record<string, unknown>>): Typed {
  const { timeZone } = exchange.country
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]): [string, string | readonly string[]][] => {
      const is = procedure.facts[name]?.is
      if (is?.kind === 'instant') return [[name, localTime(String(value), timeZone)]]
      if (is?.kind === 'yes-no') return [[name, value === true ? 'yes' : 'no']]
      if (is?.kind === 'codes') return [[name, [value].flat().map(String)]]
      if (is?.kind !== 'lines') return [[name, String(value)]]
      const key = codeColumn(is.of)
      const lines = value as readonly Readonly<Record<string, unknown>>[] // lines, as declared
      return lines.flatMap((line) =>
        Object.entries(line)
          .filter(([column]) => column !== key)
          .map(([column, cell]): [string, string] => [
            cellName(name, String(line[key]), column),
            typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell),
          ]),
      )
    }),
  )
}

/** Whether people give it by typing or choosing. */
export function isTyped(fact: Fact | undefined): fact is Fact {
  if (fact === undefined) return false
  const { is } = fact
  return is.kind !== 'derived' && is.kind !== 'file' && !(is.kind === 'ref' && !isChosen(is.to))
}

/** References that a page can offer: offices, oneself. */
function isChosen(to: string): boolean {
  return to === 'officer' || officesNamed([], to) !== null
}

function field(exchange: Exchange, asked: Asked, name: string): Html {
  const fact = asked.procedure.facts[name]
  if (fact === undefined) return html``
  const { is } = fact
  if (is.kind === 'lines') return linesField(exchange, asked, name, is.of)
  const wrong = asked.refusals.filter((refusal) => refusal.fact === name)
  return controls.group(
    control(exchange, asked, name, wrong),
    drawn(exchange, asked.procedure, fact, control(exchange, asked, name, wrong), asked.typed[name] ?? ''),
  )
}

function control(
  exchange: Exchange,
  { procedure, needed }: Asked,
  name: string,
  wrong: readonly Refusal[],
): controls.Control {
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name).facts[name]
  const label = declaredText(words?.label ?? name)
  const hint = words?.hint
  const mark = needed.has(name) ? '' : ` ${texts.t('form.optional')}`
  return {
    name,
    label: `${label}${mark}`,
    described: [hint === undefined ? '' : `hint-${name}`, wrong.length > 0 ? `error-${name}` : '']
      .filter(Boolean)
      .join(' '),
    messages: html`${hint === undefined ? '' : html`<div class="govuk-hint" id="hint-${name}">${declaredText(hint)}</div>`}${errorMessage(exchange, procedure, name, wrong)}`,
    wrong: wrong.length > 0 ? 'wrong' : 'right',
  }
}

function errorMessage(
  exchange: Exchange,
  procedure: Procedure,
  name: string,
  wrong: readonly Refusal[],
): Html | string {
  if (wrong.length === 0) return ''
  return html`<p class="govuk-error-message" id="error-${name}"><span class="govuk-visually-hidden">${exchange.texts.t('form.error')}</span> ${wrong.map((refusal) => refusalText(exchange, procedure, refusal)).join(' ')}</p>`
}

function drawn(
  exchange: Exchange,
  procedure: Procedure,
  { is }: Fact,
  control: controls.Control,
  value: string | readonly string[],
): Html {
  const one = typeof value === 'string' ? value : (value[0] ?? '')
  switch (is.kind) {
    case 'instant':
      return controls.input(control, { type: 'datetime-local', value: one, autocomplete: 'off' })
    case 'date':
      return controls.input(control, { type: 'date', value: one, autocomplete: 'off' })
    case 'number':
      return controls.input(control, { type: 'text', value: one, autocomplete: 'off', inputMode: 'numeric' })
    case 'file':
      return fileField(exchange, control, one)
    case 'long':
      return controls.textarea(control, one)
    case 'yes-no':
      return controls.radios(control, yesOrNo(exchange), one)
    case 'codes':
      return controls.checkboxes(control, choicesOf(exchange, procedure, is.list), [value].flat())
    case 'code':
      return oneOf(control, choicesOf(exchange, procedure, is.list), one)
    case 'ref':
      return oneOf(control, referencesTo(exchange, is.to), one)
    default:
      return controls.input(control, { type: 'text', value: one, autocomplete: 'off' })
  }
}

function oneOf(control: controls.Control, choices: readonly controls.Choice[], value: string): Html {
  return choices.length <= 6
    ? controls.radios(control, choices, value)
    : controls.select({ ...control, empty: '' }, choices, value)
}

function yesOrNo({ texts }: Exchange): readonly controls.Choice[] {
  return [
    { value: 'yes', text: texts.t('cases.yes') },
    { value: 'no', text: texts.t('cases.no') },
  ]
}

/** Offices on the list, by name; an officer names oneself. */
function referencesTo({ register, viewer, texts }: Exchange, to: string): readonly controls.Choice[] {
  if (to === 'officer') return viewer.account === null ? [] : [{ value: viewer.account, text: viewer.name }]
  return (officesNamed(register.offices, to) ?? []).map(({ code, name, names }) => ({
    value: officeId(code),
    text: nameIn({ en: name, ...names }, texts.language.code) ?? name,
  }))
}

/** Lines stand one a code: each alternative, each way to stay, has its own answers, and none is forgotten. */
function linesField(exchange: Exchange, asked: Asked, name: string, of: Readonly<Record<string, Fact>>): Html {
  const { procedure } = asked
  const key = codeColumn(of)
  const list = of[key]?.is
  const wrong = asked.refusals.filter((refusal) => refusal.fact === name)
  const { label, messages } = control(exchange, asked, name, wrong)
  if (list?.kind !== 'code') return html``
  const columns = Object.entries(of).filter(([column]) => column !== key)
  return html`<fieldset class="govuk-fieldset" id="field-${name}"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${label}</legend>${messages}${choicesOf(
    exchange,
    procedure,
    list.list,
  ).map(
    (choice) =>
      html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-!-font-weight-bold">${choice.text}</legend>${columns.map(
        ([column, fact]) => {
          const cell = cellName(name, choice.value, column)
          const own: controls.Control = {
            name: cell,
            label: declaredText(wordsFor(exchange, procedure.name).lines?.[name]?.[column] ?? column),
            described: '',
            messages: html``,
            wrong: 'right',
          }
          return controls.group(own, drawn(exchange, procedure, fact, own, asked.typed[cell] ?? ''))
        },
      )}</fieldset>`,
  )}</fieldset>`
}

/** The column that says of what the line is. */
function codeColumn(of: Readonly<Record<string, Fact>>): string {
  return Object.entries(of).find(([, { is }]) => is.kind === 'code')?.[0] ?? ''
}

function cellName(name: string, code: string, column: string): string {
  return `${name}.${code}.${column}`
}

function valueFrom(exchange: Exchange, { is }: Fact, name: string, typed: Typed): unknown {
  const posted = typed[name]
  if (is.kind === 'lines') return linesFrom(exchange, is.of, name, typed)
  if (is.kind === 'codes') {
    const all = [posted ?? []].flat().filter((code) => code !== '')
    return all.length === 0 ? undefined : all
  }
  const one = [posted ?? ''].flat()[0] ?? ''
  if (one.trim() === '') return undefined
  if (is.kind === 'instant') return instantFrom(one.trim(), exchange.country.timeZone)
  if (is.kind === 'yes-no') return one === 'yes' ? true : one === 'no' ? false : one
  if (is.kind === 'number') return /^-?\d{1,9}$/.test(one.trim()) ? Number(one) : one
  return is.kind === 'short' || is.kind === 'long' ? one.replaceAll('\r\n', '\n') : one.trim()
}

/** The lines in which anything was answered. */
function linesFrom(exchange: Exchange, of: Readonly<Record<string, Fact>>, name: string, typed: Typed): unknown {
  const key = codeColumn(of)
  const list = of[key]?.is
  if (list?.kind !== 'code') return undefined
  const lines = list.list.codes.flatMap((code) => {
    const cells = Object.entries(of).flatMap(([column, fact]) => {
      if (column === key) return []
      const cell = cellName(name, code, column)
      const value = valueFrom(exchange, fact, cell, typed)
      return value === undefined ? [] : [[column, value] as const]
    })
    return cells.length === 0 ? [] : [{ [key]: code, ...Object.fromEntries(cells) }]
  })
  return lines.length === 0 ? undefined : lines
}
