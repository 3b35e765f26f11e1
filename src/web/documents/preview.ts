/** What was read, piece by piece, with each doubt at its place and the way to correct it; long documents in parts. */
import { html } from 'hono/html'
import type { Paragraph, UnDocument } from '../../documents/index.ts'
import type { ImportDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** Characters of text on one page: with what stands around them it stays under 100 KB. */
const PART_LENGTH = 50_000
/** What each piece costs besides its words, in characters. */
const PIECE = 900

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

/** The part that a piece stands in, from 0. */
export function partOf(model: UnDocument, at: string): number {
  const found = partsOf(model).findIndex((part) =>
    part.some(({ number, items }) => number === at || items.some(({ id }) => id === at)),
  )
  return Math.max(0, found)
}

/** The text as it would be saved. Correcting a piece has a page of its own, so that this one stays light. */
export function previewOf(exchange: Exchange, draft: ImportDraft, marks: PreviewMarks): Html {
  const { t } = exchange.texts
  const { model, id } = draft
  const parts = partsOf(model)
  const shown = Math.min(Math.max(Number(exchange.query('part') ?? 1) || 1, 1), Math.max(parts.length, 1)) - 1
  const asked = new Set(model.recommendations.map((recommendation) => recommendation.id))
  const piece = (at: string, text: string, kind: Paragraph['kind'] | null) =>
    pieceOf(exchange, { id, at, text, kind, asks: asked.has(at), doubts: model.doubts, marks })
  const links = parts.map((part, index) => {
    const range = `${part[0]?.number ?? ''}–${part.at(-1)?.number ?? ''}`
    return index === shown
      ? html`<li><strong aria-current="page">${range}</strong></li>`
      : html`<li><a class="govuk-link" href="/import/${id}?part=${index + 1}#text">${range}</a></li>`
  })
  const nav =
    parts.length < 2 ? '' : html`<nav class="ob-contents" aria-label="${t('import.parts')}"><ul>${links}</ul></nav>`
  return html`<section aria-labelledby="text"><h2 class="govuk-heading-m" id="text">${t('import.as-read')}</h2>${nav}<div lang="${model.language}">${(parts[shown] ?? []).map((paragraph) => html`${headings(model, paragraph)}${piece(paragraph.number, paragraph.text, paragraph.kind)}${paragraph.items.map((item) => piece(item.id, item.text, null))}`)}</div>${nav}</section>`
}

function partsOf({ paragraphs, doubts }: UnDocument): Paragraph[][] {
  const parts: Paragraph[][] = []
  const doubted = Map.groupBy(doubts, ({ at }) => at)
  let length = Number.POSITIVE_INFINITY
  for (const paragraph of paragraphs) {
    const own = [{ id: paragraph.number, text: paragraph.text }, ...paragraph.items].reduce(
      (sum, { id, text }) => sum + text.length + PIECE * (1 + (doubted.get(id)?.length ?? 0)),
      0,
    )
    if (length + own > PART_LENGTH) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(paragraph)
    length += own
  }
  return parts
}

/** Section and topic where they change. */
function headings({ paragraphs, sections }: UnDocument, paragraph: Paragraph): Html | string {
  const before = paragraphs[paragraphs.indexOf(paragraph) - 1]
  const section =
    paragraph.section === (before?.section ?? null) ? undefined : sections.find(({ id }) => id === paragraph.section)
  const topic = paragraph.heading !== null && paragraph.heading !== before?.heading ? paragraph.heading : null
  return html`${section === undefined ? '' : html`<h3 class="govuk-heading-s" dir="auto">${section.label} ${section.title}</h3>`}${topic === null ? '' : html`<p class="govuk-body" dir="auto"><em>${topic}</em></p>`}`
}

interface Piece {
  readonly id: string
  readonly at: string
  readonly text: string
  readonly asks: boolean
  /** Of a paragraph; items have none. */
  readonly kind: Paragraph['kind'] | null
  readonly doubts: UnDocument['doubts']
  readonly marks: PreviewMarks
}

function pieceOf(exchange: Exchange, { id, at, text, asks, kind, doubts, marks }: Piece): Html {
  const { t, named } = exchange.texts
  const own = doubts.filter((doubt) => doubt.at === at)
  return html`<div id="${anchorOf(at)}" class="ob-piece${kind === null ? ' ob-piece--item' : ''}"><p class="govuk-body-s ob-piece-marks"><strong dir="ltr">${at}</strong> ${kind === null ? '' : html`<strong class="govuk-tag govuk-tag--grey">${named(`kind.${kind}`)}</strong> `}${asks ? html`<strong class="govuk-tag">${t('import.asks')}</strong> ` : ''}${marks.corrected.has(at) ? html`<strong class="govuk-tag govuk-tag--turquoise">${t('import.by-person')}</strong> ` : ''}<a class="govuk-link" href="/import/${id}/at/${encodeURIComponent(at)}">${t('import.correct', { at })}</a></p><p class="govuk-body ob-lines" dir="auto">${text}</p>${own.length === 0 ? '' : doubtsHere(exchange, { id, at, doubts: own, marks })}</div>`
}

function doubtsHere(
  exchange: Exchange,
  { id, at, doubts, marks }: Pick<Piece, 'id' | 'at' | 'doubts' | 'marks'>,
): Html {
  const { t } = exchange.texts
  return html`<div class="ob-doubt">${doubts.map((doubt) => html`<p class="govuk-body" lang="en">${doubt.what}</p>`)}<form method="post" action="/import/${id}/correct">${marks.hidden}<input type="hidden" name="is" value="settle"><input type="hidden" name="at" value="${at}"><button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${t('import.settle')}<span class="govuk-visually-hidden"> ${at}</span></button></form></div>`
}
