/**
 * Form fields, made from the zod schema that also checks them: type, length, choices and whether a field may be left
 * out come from there; labels and hints from the catalogue, by `form.NAME.FIELD`.
 */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Problem } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Texts } from '../texts.ts'

export interface Choice {
  readonly value: string
  readonly text: string
}

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
  const described = z.toJSONSchema(spec.schema, { io: 'input', unrepresentable: 'any' })
  const properties = (described.properties ?? {}) as Readonly<Record<string, JsonField>>
  return html`${Object.entries(properties).map(([name, json]) =>
    spec.hidden?.includes(name)
      ? html`<input type="hidden" name="${name}" value="${asText(values[name])}">`
      : field(
          exchange.texts,
          spec,
          { name, json: core(json), optional: !described.required?.includes(name) || isNullable(json) },
          values[name],
          problems.filter((problem) => problem.field === name),
        ),
  )}`
}

/** The box at the top that leads to each wrong field. */
export function problemSummary(texts: Texts, problems: readonly Problem[]): Html | string {
  if (problems.length === 0) return ''
  return html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${texts.t('form.problem')}</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${problems.map(
    (problem) => html`<li><a href="#field-${problem.field}">${problemText(texts, problem)}</a></li>`,
  )}</ul></div></div>`
}

export function problemText(texts: Texts, problem: Problem): string {
  return texts.named(`problem.${problem.rule}`, problem.data)
}

interface JsonField {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly maxLength?: number
  readonly items?: JsonField
  readonly anyOf?: readonly JsonField[]
  readonly minimum?: number
}

interface Field {
  readonly name: string
  readonly json: JsonField
  readonly optional: boolean
}

function core(json: JsonField): JsonField {
  return json.anyOf?.find((part) => part.type !== 'null') ?? json
}

function isNullable(json: JsonField): boolean {
  return json.anyOf?.some((part) => part.type === 'null') ?? false
}

function field(texts: Texts, spec: FormSpec, one: Field, value: unknown, problems: readonly Problem[]): Html {
  const { name, json } = one
  const key = `form.${spec.name}.${name}`
  const label = `${texts.named(key)}${one.optional ? ` ${texts.t('form.optional')}` : ''}`
  const hint = texts.named(`${key}.hint`)
  const shownHint = hint === 'hint' ? '' : hint
  const choices = spec.choices?.[name] ?? enumChoices(texts, spec, one)
  const wrong = problems.length > 0
  const parts = {
    label,
    name,
    optional: one.optional,
    described: `${shownHint ? `hint-${name} ` : ''}${wrong ? `error-${name}` : ''}`.trim(),
    messages: html`${shownHint ? html`<div class="govuk-hint" id="hint-${name}">${shownHint}</div>` : ''}${problems.map(
      (problem) => html`<p class="govuk-error-message" id="error-${name}">${problemText(texts, problem)}</p>`,
    )}`,
  }
  const group = (inside: Html) =>
    html`<div class="govuk-form-group${wrong ? ' govuk-form-group--error' : ''}">${inside}</div>`
  if (json.type === 'array') return group(checkboxes(parts, choices ?? [], asList(value)))
  if (json.type === 'boolean') return group(checkbox(parts, value === true || value === 'on' || value === 'true'))
  if (choices !== undefined && choices.length <= 6 && !one.optional) return group(radios(parts, choices, asText(value)))
  if (choices !== undefined) return group(select({ ...parts, empty: spec.empty?.[name] ?? '' }, choices, asText(value)))
  const head = html`<label class="govuk-label" for="field-${name}">${label}</label>${parts.messages}`
  if (spec.file === name)
    return group(
      html`${head}<input class="govuk-file-upload" type="file" id="field-${name}" name="${name}" ${describedBy(parts)}>`,
    )
  if (spec.long?.includes(name))
    return group(
      html`${head}<textarea class="govuk-textarea" rows="5" id="field-${name}" name="${name}" dir="auto" ${describedBy(parts)}>${asText(value)}</textarea>`,
    )
  return group(
    html`${head}<input class="govuk-input${json.format === 'date' ? ' govuk-input--width-10' : ''}" id="field-${name}" name="${name}" type="${inputType(json)}" value="${asText(value)}" dir="auto" ${describedBy(parts)}>`,
  )
}

interface Parts {
  readonly label: string
  readonly name: string
  readonly optional: boolean
  readonly described: string
  readonly messages: Html
}

function describedBy(parts: Parts): Html | string {
  return parts.described === '' ? '' : html`aria-describedby="${parts.described}"`
}

function inputType(json: JsonField): string {
  if (json.format === 'date') return 'date'
  if (json.format === 'email') return 'email'
  if (json.format === 'uri') return 'url'
  return 'text'
}

function enumChoices(texts: Texts, spec: FormSpec, { name, json }: Field): readonly Choice[] | undefined {
  return (json.enum ?? json.items?.enum)?.map((value) => ({
    value,
    text: texts.named(`form.${spec.name}.${name}.${value}`),
  }))
}

function radios(parts: Parts, choices: readonly Choice[], value: string): Html {
  return html`<fieldset class="govuk-fieldset" ${describedBy(parts)}><legend class="govuk-fieldset__legend">${parts.label}</legend>${parts.messages}<div class="govuk-radios govuk-radios--small">${choices.map(
    (choice, index) =>
      html`<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="field-${parts.name}${index === 0 ? '' : `-${index}`}" name="${parts.name}" value="${choice.value}"${choice.value === value ? html` checked` : ''}><label class="govuk-label govuk-radios__label" for="field-${parts.name}${index === 0 ? '' : `-${index}`}">${choice.text}</label></div>`,
  )}</div></fieldset>`
}

function checkboxes(parts: Parts, choices: readonly Choice[], values: readonly string[]): Html {
  return html`<fieldset class="govuk-fieldset" ${describedBy(parts)}><legend class="govuk-fieldset__legend">${parts.label}</legend>${parts.messages}<div class="govuk-checkboxes govuk-checkboxes--small${choices.length > 12 ? ' ob-columns' : ''}">${choices.map(
    (choice, index) =>
      html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="field-${parts.name}${index === 0 ? '' : `-${index}`}" name="${parts.name}" value="${choice.value}"${values.includes(choice.value) ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="field-${parts.name}${index === 0 ? '' : `-${index}`}">${choice.text}</label></div>`,
  )}</div></fieldset>`
}

function checkbox(parts: Parts, checked: boolean): Html {
  return html`${parts.messages}<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="field-${parts.name}" name="${parts.name}" value="true"${checked ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="field-${parts.name}">${parts.label}</label></div></div>`
}

function select(parts: Parts & { readonly empty: string }, choices: readonly Choice[], value: string): Html {
  return html`<label class="govuk-label" for="field-${parts.name}">${parts.label}</label>${parts.messages}<select class="govuk-select" id="field-${parts.name}" name="${parts.name}" ${describedBy(parts)}><option value="">${parts.empty}</option>${choices.map(
    (choice) =>
      html`<option value="${choice.value}"${choice.value === value ? html` selected` : ''}>${choice.text}</option>`,
  )}</select>`
}

function asText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function asList(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === undefined || value === null || value === '' ? [] : [String(value)]
}
