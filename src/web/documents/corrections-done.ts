/** What people have corrected in a draft, the latest first, each to be taken back. */
import { html } from 'hono/html'
import type { DoneCorrection, ImportDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** Corrections shown; earlier ones come up as later ones are taken back. */
const MOST = 20

export function correctionsDone(exchange: Exchange, { id, corrections }: ImportDraft, hidden: Html): Html | string {
  const { t, moment } = exchange.texts
  if (corrections.length === 0) return ''
  const row = ({ correction, by, at }: DoneCorrection, place: number) =>
    html`<li>${correction.is === 'document' ? '' : html`<bdi dir="ltr">${correction.at}</bdi>: `}${describe(exchange, correction)} <span class="govuk-hint ob-same-line">${by}, ${moment(Temporal.Instant.from(at))}</span> <form class="ob-inline" method="post" action="/import/${id}/undo">${hidden}<input type="hidden" name="place" value="${place}"><button class="ob-link-button">${t('import.undo')}<span class="govuk-visually-hidden"> ${correction.is === 'document' ? '' : `${correction.at}: `}${describe(exchange, correction)}</span></button></form></li>`
  return html`<section aria-labelledby="corrections"><h2 class="govuk-heading-m" id="corrections">${t('import.corrections', { n: corrections.length })}</h2><ul class="govuk-list govuk-list--bullet">${corrections
    .map(row)
    .toReversed()
    .slice(0, MOST)}</ul></section>`
}

function describe({ texts }: Exchange, correction: DoneCorrection['correction']): string {
  const what = texts.named(`import.did.${correction.is}`)
  if (correction.is === 'document') {
    const fields = Object.keys(correction).filter((key) => key !== 'is')
    return `${what}: ${fields.map((field) => texts.named(`import.field.${field}`)).join(', ')}`
  }
  return what
}
