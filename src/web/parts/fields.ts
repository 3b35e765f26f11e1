/**
 * Form fields, made from the zod schema that also checks them: type, length, choices and whether a field may be left
 * out come from there; labels and hints from the catalogue, by `form.NAME.FIELD`. `controls.ts` draws them.
 */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Problem } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Texts } from '../texts.ts'
import * as controls from './controls.ts'

export type Choice = controls.Choice

export interface FormSpec {
  /** Key of the texts: "measure" for `form.measure.title`. */
  readonly name: string
  readonly schema: z.ZodObject
  /** Choices that the schema cannot know: institutions, people. By field. */
  readonly choices?: Readonly<Record<string, readonly Choice[]>> | undefined
  /** Text of the empty choice, where leaving it empty means something. By field. */
  readonly empty?: Readonly<Record<string, string>> | undefined
  /** Fields that need room. */
  readonly long?: readonly string[]
  /** Fields carried along unseen, such as the version. */
  readonly hidden?: readonly string[]
  /** Field that takes a file. */
  readonly file?: string
  /** Endings that the file may have: "pdf". What it is, the content decides. */
  readonly accept?: readonly string[]
  /** Fields that hold a figure with decimals. */
  readonly figures?: readonly string[]
  /** What a browser may fill in, by field: "email", "name". Nothing is filled in unless named. */
  readonly autocomplete?: Readonly<Record<string, string>>
  /** A list of choices that grows by looking for words: see `form-route.ts`. */
  readonly lookup?: string
}

export type FormValues = Readonly<Record<string, unknown>>

export function hiddenToken(exchange: Exchange): Html {
  return html`<input type="hidden" name="form-token" value="${exchange.formToken}">`
}

/** All fields of the form in the order of the schema, with what was typed and what is wrong with it. */
export function fields(
  exchange: Exchange,
  spec: FormSpec,
  values: FormValues,
  problems: readonly Problem[] = [],
): Html {
  return html`${fieldsOf(spec).map((one) =>
    spec.hidden?.includes(one.name)
      ? hidden(one.name, values[one.name])
      : field(
          exchange.texts,
          spec,
          one,
          values,
          problems.filter((problem) => problem.field === one.name),
        ),
  )}`
}

/** A value carried along unseen; a list as often as it is long. */
export function hidden(name: string, value: unknown): Html {
  const all = Array.isArray(value) ? value : [value]
  return html`${all.map((one) => html`<input type="hidden" name="${name}" value="${asText(one)}">`)}`
}

/** The box at the top that leads to each wrong field, in their order. The page opens on it, for those who listen too. */
export function problemSummary(texts: Texts, problems: readonly Problem[], spec?: FormSpec): Html | string {
  if (problems.length === 0) return ''
  const shown = spec === undefined ? null : fieldsOf(spec).map(({ name }) => name)
  const place = ({ field }: Problem) => shown?.indexOf(field) ?? 0
  const leads = ({ field }: Problem) => shown === null || (shown.includes(field) && !spec?.hidden?.includes(field))
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${texts.t('form.problem')}</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${problems
    .toSorted((a, b) => place(a) - place(b))
    .map((problem) => {
      const said =
        spec === undefined
          ? problemText(texts, problem)
          : html`${fieldName(texts, spec, problem.field)}: ${problemText(texts, problem)}`
      return html`<li>${leads(problem) ? html`<a href="#field-${problem.field}">${said}</a>` : problemText(texts, problem)}</li>`
    })}</ul></div></div>`
}

export function problemText(texts: Texts, problem: Problem): string {
  return texts.named(`problem.${problem.rule}`, problem.data)
}

/** What a field is called. */
export function fieldName(texts: Texts, spec: FormSpec, name: string): string {
  return texts.named(`form.${spec.name}.${name}`)
}

/** A value as a reader knows it: by name, not by code or key. */
export function shownValue(texts: Texts, spec: FormSpec, name: string, value: unknown): string {
  const one = fieldsOf(spec).find((known) => known.name === name)
  const choices = spec.choices?.[name] ?? (one === undefined ? undefined : enumChoices(texts, spec, one))
  if (asList(value).length === 0) return spec.empty?.[name] ?? ''
  const shown = asList(value).map((item) => choices?.find((choice) => choice.value === item)?.text ?? item)
  return one?.json.format === 'date' ? shown.map((day) => dayOr(texts, day)).join(', ') : shown.join('\n')
}

function dayOr(texts: Texts, text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? texts.day(text) : text
}

interface JsonField {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly default?: unknown
  readonly maxLength?: number
  readonly items?: JsonField
  readonly anyOf?: readonly JsonField[]
}

interface Field {
  readonly name: string
  readonly json: JsonField
  readonly optional: boolean
}

/** The schema's fields as JSON Schema has them: what each takes, and whether it may be left out. */
function fieldsOf(spec: FormSpec): readonly Field[] {
  const described = z.toJSONSchema(spec.schema, { io: 'input', unrepresentable: 'any' })
  const properties = (described.properties ?? {}) as Readonly<Record<string, JsonField>>
  return Object.entries(properties).map(([name, json]) => ({
    name,
    json: json.anyOf?.find((part) => part.type !== 'null') ?? json,
    optional: !described.required?.includes(name) || (json.anyOf?.some((part) => part.type === 'null') ?? false),
  }))
}

function field(texts: Texts, spec: FormSpec, one: Field, values: FormValues, problems: readonly Problem[]): Html {
  const control = controlFor(texts, spec, one, problems)
  const lookup = spec.lookup === one.name ? lookupField(texts, spec, one.name) : ''
  return html`${controls.group(control, drawn(texts, spec, one, { control, value: values[one.name], values }))}${lookup}`
}

interface Drawn {
  readonly control: controls.Control
  readonly value: unknown
  readonly values: FormValues
}

/** A field with a default is never left empty: one of its choices is ticked from the start. */
function mayStayEmpty({ optional, json }: Field): boolean {
  return optional && typeof json.default !== 'string'
}

/** Which control a field gets. */
function drawn(texts: Texts, spec: FormSpec, one: Field, { control, value, values }: Drawn): Html {
  const { name, json } = one
  const choices = spec.choices?.[name] ?? enumChoices(texts, spec, one)
  if (json.type === 'array') return controls.checkboxes(control, choices ?? [], asList(value))
  if (json.type === 'boolean') return controls.checkbox(control, 'true', ['true', 'on'].includes(asText(value)))
  if (json.const !== undefined) return controls.checkbox(control, json.const, value === json.const)
  if (choices !== undefined && choices.length <= 6 && !mayStayEmpty(one))
    return controls.radios(control, choices, asText(value))
  if (choices !== undefined)
    return controls.select({ ...control, empty: spec.empty?.[name] ?? '' }, choices, asText(value))
  if (spec.file === name) {
    const given = asText(values[`${name}-name`])
    return controls.file(control, spec.accept ?? [], given === '' ? '' : texts.t('form.file-again', { name: given }))
  }
  if (spec.long?.includes(name)) return controls.textarea(control, asText(value))
  const autocomplete = spec.autocomplete?.[name] ?? 'off'
  const figure = spec.figures?.includes(name) ? ({ inputMode: 'decimal' } as const) : {}
  return controls.input(control, { type: inputType(json), value: asText(value), autocomplete, ...figure })
}

function controlFor(texts: Texts, spec: FormSpec, one: Field, problems: readonly Problem[]): controls.Control {
  const { name } = one
  const key = `form.${spec.name}.${name}.hint`
  const hint = texts.named(key) === 'hint' ? '' : texts.named(key)
  const wrong = problems.length > 0
  const marked = mayStayEmpty(one) && one.json.const === undefined && one.json.type !== 'boolean'
  return {
    name,
    label: `${fieldName(texts, spec, name)}${marked ? ` ${texts.t('form.optional')}` : ''}`,
    described: [hint === '' ? '' : `hint-${name}`, wrong ? `error-${name}` : ''].filter(Boolean).join(' '),
    messages: html`${hint === '' ? '' : html`<div class="govuk-hint" id="hint-${name}">${hint}</div>`}${
      wrong
        ? html`<p class="govuk-error-message" id="error-${name}"><span class="govuk-visually-hidden">${texts.t('form.error')}</span> ${problems.map((problem) => problemText(texts, problem)).join(' ')}</p>`
        : ''
    }`,
    wrong: wrong ? 'wrong' : 'right',
  }
}

/**
 * Words to look for, beside the list that they make longer. Both buttons of such a form are inputs, and the first one
 * in the page is the unseen one that saves: the Enter key in any field does what it does in every other form.
 */
function lookupField(texts: Texts, spec: FormSpec, name: string): Html {
  return html`<div class="govuk-form-group ob-lookup"><label class="govuk-label" for="field-find-${name}">${texts.named(`form.${spec.name}.${name}.find`)}</label><div class="ob-lookup__row"><input class="govuk-input" type="search" id="field-find-${name}" name="find" dir="auto" autocomplete="off"><input class="govuk-button govuk-button--secondary govuk-!-margin-0" type="submit" name="look" value="${texts.t('form.look')}"></div></div>`
}

function inputType(json: JsonField): 'date' | 'email' | 'url' | 'text' {
  if (json.format === 'date') return 'date'
  if (json.format === 'email') return 'email'
  if (json.format === 'uri') return 'url'
  return 'text'
}

function enumChoices(texts: Texts, spec: FormSpec, { name, json }: Field): readonly Choice[] | undefined {
  return (json.enum ?? json.items?.enum)?.map((value) => {
    const hint = texts.named(`form.${spec.name}.${name}.${value}.hint`)
    return {
      value,
      text: texts.named(`form.${spec.name}.${name}.${value}`),
      ...(hint === 'hint' ? {} : { hint }),
    }
  })
}

export function asText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

export function asList(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === undefined || value === null || value === '' ? [] : [String(value)]
}
