/** A document to read: its sections as a list of contents, its paragraphs with the obligations that came of them. */
import { html } from 'hono/html'
import type { UnDocument } from '../../documents/index.ts'
import type { ObligationAt } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag, withQuery } from '../parts/list.ts'

type Paragraph = UnDocument['paragraphs'][number]

/** Bytes of text on one page; a longer document goes on over several, so that each stays light. */
const BYTES = 60_000

/** The part that holds the paragraph asked for (`?at=36(c)`), or the part asked for, or the first. */
export function reading(exchange: Exchange, model: UnDocument, obligations: readonly ObligationAt[]): Html {
  const { t } = exchange.texts
  const parts = partsOf(model.paragraphs)
  const shown = shownPart(exchange, parts)
  const at = Map.groupBy(obligations, ({ address }) => address ?? '')
  const paragraphs = parts[shown] ?? []
  const links = parts.map((_, index) =>
    index === shown
      ? html`<strong aria-current="page">${index + 1}</strong> `
      : html`<a class="govuk-link" href="${withQuery(exchange, { part: String(index + 1), at: '' })}">${index + 1}</a> `,
  )
  const pages =
    parts.length < 2
      ? ''
      : html`<nav class="govuk-body" aria-label="${t('site.pages')}">${t('document.parts')} ${links}</nav>`
  return html`${contentsOf(exchange, model, parts)}${pages}<div class="ob-reading" lang="${model.language}">${paragraphs.map(
    (paragraph) => {
      const index = model.paragraphs.indexOf(paragraph)
      return html`${headings(model, index)}${shownParagraph(exchange, paragraph, at)}`
    },
  )}</div>${footnotes(model, paragraphs)}${pages}`
}

function partsOf(paragraphs: readonly Paragraph[]): readonly (readonly Paragraph[])[] {
  const parts: Paragraph[][] = [[]]
  let bytes = 0
  for (const paragraph of paragraphs) {
    const size = weight(paragraph.text) + paragraph.items.reduce((sum, item) => sum + weight(item.text), 0)
    if (bytes + size > BYTES && bytes > 0) {
      parts.push([])
      bytes = 0
    }
    bytes += size
    parts.at(-1)?.push(paragraph)
  }
  return parts
}

/** A piece of text with what stands around it: its tags, and the obligation that came of it. */
function weight(text: string): number {
  return Buffer.byteLength(text) + 350
}

function shownPart(exchange: Exchange, parts: readonly (readonly Paragraph[])[]): number {
  const number = exchange.query('at')?.split('(')[0]
  const holding = parts.findIndex((part) => part.some((paragraph) => paragraph.number === number))
  if (holding >= 0) return holding
  const asked = Number(exchange.query('part') ?? 1)
  return Number.isInteger(asked) && asked >= 1 && asked <= parts.length ? asked - 1 : 0
}

function contentsOf(exchange: Exchange, model: UnDocument, parts: readonly (readonly Paragraph[])[]): Html | string {
  if (model.sections.length === 0) return ''
  const entries = model.sections.flatMap((section) => {
    const part = parts.findIndex((one) => one.some((paragraph) => isIn(paragraph.section, section.id)))
    const first = parts[part]?.find((paragraph) => isIn(paragraph.section, section.id))
    if (first === undefined) return []
    return [
      html`<li${section.id.includes('.') ? html` class="ob-contents__inner"` : ''}><a class="govuk-link govuk-link--no-underline" href="${withQuery(exchange, { part: parts.length < 2 ? '' : String(part + 1), at: '' })}#p${first.number}">${section.label}. ${section.title}</a></li>`,
    ]
  })
  return html`<nav class="ob-contents" aria-label="${exchange.texts.t('story.contents')}" lang="${model.language}"><ul>${entries}</ul></nav>`
}

function isIn(section: string | null, id: string): boolean {
  return section === id || section?.startsWith(`${id}.`) === true
}

/** Section and topic, where they differ from those of the paragraph before. */
function headings({ paragraphs, sections }: UnDocument, index: number): Html | string {
  const [here, before] = [paragraphs[index], paragraphs[index - 1]]
  if (here === undefined) return ''
  const section = here.section === before?.section ? undefined : sections.find(({ id }) => id === here.section)
  const topic =
    here.heading === null || here.heading === before?.heading
      ? ''
      : html`<h3 class="govuk-heading-s" dir="auto">${here.heading}</h3>`
  return html`${section === undefined ? '' : html`<h2 class="govuk-heading-m" dir="auto">${section.label}. ${section.title}${section.articles === null ? '' : ` (${section.articles})`}</h2>`}${topic}`
}

function shownParagraph(
  exchange: Exchange,
  paragraph: Paragraph,
  at: ReadonlyMap<string, readonly ObligationAt[]>,
): Html {
  const { named } = exchange.texts
  const marks = (address: string) =>
    (at.get(address) ?? []).map(
      (row) =>
        html`<p class="ob-mark" lang="${exchange.texts.language.code}">${stateTag(exchange, row.state)} <a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a></p>`,
    )
  return html`<div class="ob-paragraph" id="p${paragraph.number}"><p class="govuk-body" dir="auto"><strong>${paragraph.number}.</strong> ${paragraph.text}</p>${
    paragraph.kind === 'procedural'
      ? ''
      : html`<p class="ob-code" lang="${exchange.texts.language.code}">${named(`kind.${paragraph.kind}`)}</p>`
  }${marks(paragraph.number)}${paragraph.items.map(
    (item) =>
      html`<p class="govuk-body ob-item" dir="auto"><strong>${item.id.slice(paragraph.number.length)}</strong> ${item.text}</p>${marks(item.id)}`,
  )}</div>`
}

function footnotes({ footnotes: all }: UnDocument, paragraphs: readonly Paragraph[]): Html | string {
  const labels = new Set(paragraphs.flatMap((paragraph) => paragraph.footnotes))
  const own = all.filter(({ label }) => labels.has(label))
  if (own.length === 0) return ''
  return html`<ul class="ob-footnotes">${own.map(({ label, text }) => html`<li dir="auto"><sup>${label}</sup> ${text}</li>`)}</ul>`
}
