/** What was read, piece by piece, with each doubt at its place and the way to correct it; long documents in parts. */
import { html } from 'hono/html'
import type { UnDocument } from '../../documents/index.ts'
import type { ImportDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { DOUBTS_HERE, type Parts, type Piece, SHOWN_DOUBT, SHOWN_TEXT, shortened } from './preview-parts.ts'

export interface PreviewMarks {
  /** Token and version, for the forms in the text. */
  readonly hidden: Html
  /** Addresses that a person has corrected. */
  readonly corrected: ReadonlySet<string>
}

/** The anchor of a piece. */
export function anchorOf(at: string): string {
  return `p${at}`
}

/** The part that is asked for: by its number, or by a piece that stands in it; otherwise the first. */
export function shownPart(exchange: Exchange, parts: Parts): number {
  const at = exchange.query('at')
  if (at !== undefined && parts.has(at)) return parts.partOf(at)
  const asked = Number(exchange.query('part') ?? 1)
  return Number.isInteger(asked) && asked >= 1 && asked <= parts.list.length ? asked : 1
}

/** The text as it would be saved. Correcting a piece has a page of its own, so that this one stays light. */
export function previewOf(exchange: Exchange, draft: ImportDraft, parts: Parts, marks: PreviewMarks): Html {
  const { t } = exchange.texts
  const { model, id } = draft
  const shown = shownPart(exchange, parts)
  const pieces = parts.list[shown - 1] ?? []
  const asked = new Set(model.recommendations.map((recommendation) => recommendation.id))
  const doubts = Map.groupBy(model.doubts, ({ at }) => at)
  const nav = parts.list.length < 2 ? '' : partLinks(exchange, id, parts, shown)
  return html`<section aria-labelledby="text"><h2 class="govuk-heading-m" id="text">${t('import.as-read')}</h2>${parts.list.length < 2 ? '' : goTo(exchange, id)}${nav}<div lang="${model.language}">${pieces.map(
    (piece, index) =>
      html`${piece.kind === null ? '' : headings(model, piece, index)}${pieceOf(exchange, id, { ...piece, asks: asked.has(piece.at), doubts: doubts.get(piece.at) ?? [] }, marks)}`,
  )}</div>${nav}</section>`
}

/** The way to the parts before and after, with the addresses that they hold. */
function partLinks(exchange: Exchange, id: string, parts: Parts, shown: number): Html {
  const { t } = exchange.texts
  const rangeOf = (part: number) => {
    const pieces = parts.list[part - 1] ?? []
    return `${pieces[0]?.at ?? ''}–${pieces.at(-1)?.at ?? ''}`
  }
  const link = (to: number, text: string, relation: 'prev' | 'next') =>
    html`<a class="govuk-link" rel="${relation}" href="/import/${id}?part=${to}#text">${text} (${rangeOf(to)})</a>`
  return html`<nav class="govuk-body" aria-label="${t('import.parts')}">${shown > 1 ? html`${link(shown - 1, t('site.previous'), 'prev')} · ` : ''}${t('upload.part-of', { part: shown, parts: parts.list.length, range: rangeOf(shown) })}${shown < parts.list.length ? html` · ${link(shown + 1, t('site.next'), 'next')}` : ''}</nav>`
}

function goTo(exchange: Exchange, id: string): Html {
  const { t } = exchange.texts
  return html`<form method="get" action="/import/${id}#text" class="govuk-form-group"><label class="govuk-label" for="at">${t('upload.go-to')}</label><div class="govuk-hint" id="at-hint">${t('upload.go-to-hint')}</div><input class="govuk-input govuk-input--width-5" id="at" name="at" value="${exchange.query('at') ?? ''}" aria-describedby="at-hint"> <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${t('upload.go')}</button></form>`
}

/** Section and topic where they change, and at the top of a part. */
function headings({ paragraphs, sections }: UnDocument, { paragraph }: Piece, index: number): Html | string {
  const before = index === 0 ? undefined : paragraphs[paragraphs.indexOf(paragraph) - 1]
  const section =
    paragraph.section === (before?.section ?? null) ? undefined : sections.find(({ id }) => id === paragraph.section)
  const topic = paragraph.heading !== null && paragraph.heading !== before?.heading ? paragraph.heading : null
  return html`${section === undefined ? '' : html`<h3 class="govuk-heading-s" dir="auto">${section.label} ${shortened(section.title, SHOWN_DOUBT)}</h3>`}${topic === null ? '' : html`<p class="govuk-body" dir="auto"><em>${shortened(topic, SHOWN_DOUBT)}</em></p>`}`
}

interface MarkedPiece extends Piece {
  readonly asks: boolean
  readonly doubts: UnDocument['doubts']
}

function pieceOf(exchange: Exchange, id: string, piece: MarkedPiece, marks: PreviewMarks): Html {
  const { t, named } = exchange.texts
  const { at, text, kind, asks, doubts } = piece
  const more =
    text.length > SHOWN_TEXT
      ? html`<p class="govuk-body-s" lang="${exchange.texts.language.code}">${t('upload.shortened', { at })}</p>`
      : ''
  return html`<div id="${anchorOf(at)}" class="ob-piece${kind === null ? ' ob-piece--item' : ''}"><p class="govuk-body-s ob-piece-marks"><strong>${at}</strong> ${kind === null ? '' : html`<strong class="govuk-tag govuk-tag--grey">${named(`kind.${kind}`)}</strong> `}${asks ? html`<strong class="govuk-tag">${t('import.asks')}</strong> ` : ''}${marks.corrected.has(at) ? html`<strong class="govuk-tag govuk-tag--turquoise">${t('import.by-person')}</strong> ` : ''}<a class="govuk-link" href="/import/${id}/at/${encodeURIComponent(at)}">${t('import.correct', { at })}</a></p><p class="govuk-body ob-lines" dir="auto">${shortened(text, SHOWN_TEXT)}</p>${more}${doubts.length === 0 ? '' : doubtsHere(exchange, id, piece, marks)}</div>`
}

function doubtsHere(exchange: Exchange, id: string, { at, doubts }: MarkedPiece, marks: PreviewMarks): Html {
  const { t } = exchange.texts
  return html`<div class="ob-doubt">${doubts.slice(0, DOUBTS_HERE).map((doubt) => html`<p class="govuk-body" lang="en">${shortened(doubt.what, SHOWN_DOUBT)}</p>`)}${doubts.length > DOUBTS_HERE ? html`<p class="govuk-body">${t('upload.doubts-here', { n: doubts.length - DOUBTS_HERE })}</p>` : ''}<form method="post" action="/import/${id}/correct">${marks.hidden}<input type="hidden" name="is" value="settle"><input type="hidden" name="at" value="${at}"><button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${t('import.settle')}<span class="govuk-visually-hidden"> ${at}</span></button></form></div>`
}
