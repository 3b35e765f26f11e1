/** What was read, paragraph by paragraph, with each doubt at its place and the means to correct it. */
import { html } from 'hono/html'
import { ParagraphKind, type UnDocument } from '../../documents/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** The draft as it would be saved. Correcting a piece has a page of its own, so that this one stays light. */
export function previewOf(exchange: Exchange, id: string, model: UnDocument): Html {
  const asked = new Set(model.recommendations.map((recommendation) => recommendation.id))
  return html`<div lang="${model.language}">${model.paragraphs.map(
    (paragraph) =>
      html`<section id="p${paragraph.number}" aria-label="${paragraph.number}">${piece(exchange, { id, at: paragraph.number, text: paragraph.text, asks: asked.has(paragraph.number), kind: paragraph.kind, doubts: model.doubts })}${paragraph.items.map(
        (item) =>
          piece(exchange, {
            id,
            at: item.id,
            text: item.text,
            asks: asked.has(item.id),
            kind: null,
            doubts: model.doubts,
          }),
      )}</section>`,
  )}</div>`
}

interface Piece {
  readonly id: string
  readonly at: string
  readonly text: string
  readonly asks: boolean
  /** Of a paragraph; items have none. */
  readonly kind: ParagraphKind | null
  readonly doubts: UnDocument['doubts']
}

function piece(exchange: Exchange, one: Piece): Html {
  const { t, named } = exchange.texts
  const doubts = one.doubts.filter((doubt) => doubt.at === one.at)
  return html`<p class="govuk-body" dir="auto"><strong>${one.at}</strong> ${one.kind === null ? '' : html`<strong class="govuk-tag govuk-tag--grey">${named(`kind.${one.kind}`)}</strong> `}${one.asks ? html`<strong class="govuk-tag">${t('import.asks')}</strong> ` : ''}${one.text}</p>
${doubts.map((doubt) => html`<p class="govuk-body ob-doubt">${doubt.what}</p>`)}<p class="govuk-body-s"><a class="govuk-link" href="/import/${one.id}/at/${encodeURIComponent(one.at)}">${t('import.correct', { at: one.at })}</a></p>`
}

/** The corrections of one piece, each a small form: kind, text, split, merge, address, asks or not. */
export function correctionForms(exchange: Exchange, id: string, model: UnDocument, at: string, hidden: Html): Html {
  const { t, named } = exchange.texts
  const paragraph = model.paragraphs.find((known) => known.number === at)
  const item = model.paragraphs.flatMap((known) => known.items).find((known) => known.id === at)
  const text = paragraph?.text ?? item?.text ?? ''
  const asks = model.recommendations.some((recommendation) => recommendation.id === at)
  const form = (is: string, button: string, inside: Html | string) =>
    html`<form method="post" action="/import/${id}/correct">${hidden}<input type="hidden" name="is" value="${is}"><input type="hidden" name="at" value="${at}">${inside}<button class="govuk-button govuk-button--secondary">${button}</button></form>`
  return html`${paragraph === undefined ? '' : form('kind', t('import.change-kind'), html`<div class="govuk-form-group"><label class="govuk-label" for="kind">${t('import.kind')}</label><select class="govuk-select" id="kind" name="kind">${ParagraphKind.options.map((kind) => html`<option value="${kind}"${kind === paragraph.kind ? html` selected` : ''}>${named(`kind.${kind}`)}</option>`)}</select></div>`)}
${form('text', t('import.change-text'), html`<div class="govuk-form-group"><label class="govuk-label" for="text">${t('import.text')}</label><textarea class="govuk-textarea" rows="8" id="text" name="text" dir="auto">${text}</textarea></div>`)}
${form('address', t('import.change-address'), html`<div class="govuk-form-group"><label class="govuk-label" for="to">${t('import.address')}</label><input class="govuk-input govuk-input--width-10" id="to" name="to" value="${at}"></div>`)}
${form('split', t('import.split'), html`<div class="govuk-form-group"><label class="govuk-label" for="position">${t('import.position')}</label><input class="govuk-input govuk-input--width-10" id="position" name="position" inputmode="numeric"></div><div class="govuk-form-group"><label class="govuk-label" for="into">${t('import.into')}</label><input class="govuk-input govuk-input--width-10" id="into" name="into"></div>`)}
${form('merge', t('import.merge'), '')}${form(asks ? 'unmark' : 'mark', asks ? t('import.unmark') : t('import.mark'), '')}`
}
