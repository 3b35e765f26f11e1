/** Pieces of a page that say what a thing is: facts as a list, panels, sections with an anchor, a list of contents. */
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

/** Facts by name. Those whose value is empty are left out. */
export function summaryList(rows: readonly (readonly [key: Html | string, value: Html | string])[]): Html {
  return html`<dl class="govuk-summary-list">${rows
    .filter(([, value]) => value !== '')
    .map(
      ([key, value]) =>
        html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`,
    )}</dl>`
}

export interface Section {
  /** Anchor. */
  readonly id: string
  readonly heading: string
  readonly body: Html | string | readonly (Html | string)[]
}

/** Sections one after the other, each under a heading that can be linked to. */
export function sections(all: readonly Section[]): Html {
  return html`${all.map(
    ({ id, heading, body }) =>
      html`<section class="ob-section" aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">${heading}</h2>${body}</section>`,
  )}`
}

/** The list of contents: one link a section. */
export function contents(label: string, all: readonly { readonly id: string; readonly heading: string }[]): Html {
  return html`<nav class="ob-contents" aria-label="${label}"><ul>${all.map(({ id, heading }) => html`<li><a class="govuk-link govuk-link--no-underline" href="#${id}">${heading}</a></li>`)}</ul></nav>`
}

/** Written out, so that the style sheet keeps them. */
const PANELS = {
  late: 'ob-panel ob-panel--late',
  next: 'ob-panel',
  calm: 'ob-panel ob-panel--calm',
} as const

/** A panel with a coloured edge: `late` for what is overdue, `next` for what to do. */
export function panel(kind: keyof typeof PANELS, heading: string, body: Html | readonly (Html | string)[]): Html {
  return html`<div class="${PANELS[kind]}"><h2 class="govuk-heading-m govuk-!-margin-bottom-2">${heading}</h2>${body}</div>`
}

/** What to read when there is nothing yet, with the step that changes that. */
export function emptyState(sentence: string, step: Html | string = ''): Html {
  return html`<div class="govuk-inset-text"><p class="govuk-body govuk-!-margin-bottom-0">${sentence}</p>${step}</div>`
}
