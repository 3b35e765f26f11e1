/** One form field each: a label, what helps, what is wrong, and the control. What a field is, `fields.ts` decides. */
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

export interface Choice {
  readonly value: string
  readonly text: string
  /** A line below the choice: what choosing it means. */
  readonly hint?: string
}

/** What every control shares. */
export interface Control {
  readonly name: string
  readonly label: string
  /** Ids of hint and error message, for those who listen. */
  readonly described: string
  /** Hint and error messages. */
  readonly messages: Html
  readonly wrong: 'wrong' | 'right'
}

/** Hint and errors are read out with the control; what is wrong is said to be. */
function attributes({ described, wrong }: Control): Html {
  return html`${described === '' ? '' : html` aria-describedby="${described}"`}${wrong === 'wrong' ? html` aria-invalid="true"` : ''}`
}

/** Written out, so that the style sheet keeps them. */
const WRONG = {
  group: ' govuk-form-group--error',
  input: ' govuk-input--error',
  textarea: ' govuk-textarea--error',
  select: ' govuk-select--error',
  file: ' govuk-file-upload--error',
} as const

const wrongClass = ({ wrong }: Control, of: keyof typeof WRONG) => (wrong === 'wrong' ? WRONG[of] : '')

/** The group around a control, marked at its edge where something is wrong. */
export function group(control: Control, inside: Html): Html {
  return html`<div class="govuk-form-group${wrongClass(control, 'group')}">${inside}</div>`
}

export interface Input {
  readonly type: 'text' | 'date' | 'datetime-local' | 'email' | 'url'
  readonly value: string
  readonly autocomplete?: string
  /** Brings up the keys that the field needs, on a telephone. */
  readonly inputMode?: 'decimal' | 'numeric'
}

export function input(control: Control, { type, value, autocomplete, inputMode }: Input): Html {
  const short = type === 'date' || type === 'datetime-local' || inputMode !== undefined
  const own = html`${autocomplete === undefined ? '' : html` autocomplete="${autocomplete}"`}${inputMode === undefined ? '' : html` inputmode="${inputMode}" spellcheck="false"`}${type === 'text' && !short ? html` dir="auto"` : html` dir="ltr"`}`
  return html`${label(control)}<input class="govuk-input${short ? ' govuk-input--width-10' : ''}${wrongClass(control, 'input')}" id="field-${control.name}" name="${control.name}" type="${type}" value="${value}"${own}${attributes(control)}>`
}

export function textarea(control: Control, value: string): Html {
  return html`${label(control)}<textarea class="govuk-textarea${wrongClass(control, 'textarea')}" rows="5" id="field-${control.name}" name="${control.name}" dir="auto"${attributes(control)}>${value}</textarea>`
}

/** Takes a file. Browsers never keep one: after an error it is chosen again, and `again` says so. */
export function file(control: Control, accept: readonly string[], again: string): Html {
  return html`${label(control)}${again === '' ? '' : html`<p class="govuk-body govuk-!-font-weight-bold">${again}</p>`}<input class="govuk-file-upload${wrongClass(control, 'file')}" type="file" id="field-${control.name}" name="${control.name}"${accept.length === 0 ? '' : html` accept="${accept.map((ending) => `.${ending}`).join(',')}"`}${attributes(control)}>`
}

/** `empty` is what leaving it empty means. */
export function select(control: Control & { readonly empty: string }, choices: readonly Choice[], value: string): Html {
  return html`${label(control)}<select class="govuk-select${wrongClass(control, 'select')}" id="field-${control.name}" name="${control.name}"${attributes(control)}><option value="">${control.empty}</option>${choices.map(
    (choice) =>
      html`<option value="${choice.value}"${choice.value === value ? html` selected` : ''}>${choice.text}</option>`,
  )}</select>`
}

export function radios(control: Control, choices: readonly Choice[], value: string): Html {
  return fieldset(
    control,
    html`<div class="govuk-radios govuk-radios--small">${choices.map((choice, index) => item('radio', control, choice, { index, checked: choice.value === value }))}</div>`,
  )
}

export function checkboxes(control: Control, choices: readonly Choice[], values: readonly string[]): Html {
  return fieldset(
    control,
    html`<div class="govuk-checkboxes govuk-checkboxes--small${choices.length > 12 ? ' ob-columns' : ''}">${choices.map((choice, index) => item('checkbox', control, choice, { index, checked: values.includes(choice.value) }))}</div>`,
  )
}

/** A single yes: the label stands beside the box. */
export function checkbox(control: Control, value: string, checked: boolean): Html {
  return html`${control.messages}<div class="govuk-checkboxes govuk-checkboxes--small">${item('checkbox', control, { value, text: control.label }, { index: 0, checked })}</div>`
}

function label({ name, label, messages }: Control): Html {
  return html`<label class="govuk-label" for="field-${name}">${label}</label>${messages}`
}

function fieldset(control: Control, inside: Html): Html {
  return html`<fieldset class="govuk-fieldset"${attributes({ ...control, wrong: 'right' })}><legend class="govuk-fieldset__legend">${control.label}</legend>${control.messages}${inside}</fieldset>`
}

const ITEM = {
  radio: {
    item: 'govuk-radios__item',
    input: 'govuk-radios__input',
    label: 'govuk-label govuk-radios__label',
    hint: 'govuk-hint govuk-radios__hint',
  },
  checkbox: {
    item: 'govuk-checkboxes__item',
    input: 'govuk-checkboxes__input',
    label: 'govuk-label govuk-checkboxes__label',
    hint: 'govuk-hint govuk-checkboxes__hint',
  },
} as const

/** The first one bears the id to which the list of problems leads. */
function item(
  type: 'radio' | 'checkbox',
  { name, wrong }: Control,
  choice: Choice,
  { index, checked }: { index: number; checked: boolean },
): Html {
  const named = ITEM[type]
  const id = `field-${name}${index === 0 ? '' : `-${index}`}`
  const hint = choice.hint === undefined ? '' : `hint-${id}`
  return html`<div class="${named.item}"><input class="${named.input}" type="${type}" id="${id}" name="${name}" value="${choice.value}"${checked ? html` checked` : ''}${hint === '' ? '' : html` aria-describedby="${hint}"`}${wrong === 'wrong' ? html` aria-invalid="true"` : ''}><label class="${named.label}" for="${id}" dir="auto">${choice.text}</label>${hint === '' ? '' : html`<div class="${named.hint}" id="${hint}">${choice.hint}</div>`}</div>`
}
