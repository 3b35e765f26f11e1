/** A report on the screen as it stands on paper: the same blocks, numbers and tables, as one escaped piece of HTML. */
import { html } from 'hono/html'
import { compose } from './compose.ts'
import type { Block, Layout, Masthead, Piece } from './layout.ts'
import type { ReportModel } from './model.ts'
import { wordingIn } from './wording/index.ts'

type Html = ReturnType<typeof html>

/** A page of the preview; a phone on a poor network has to load it. */
export const PAGE_CHARACTERS = 60_000

/** The report as HTML to stand in a page. Everything in it is escaped; it brings no style or script of its own. */
export function toHtml(model: ReportModel): Html {
  const layout = compose(model)
  const groups = [...groupsOf(layout.body), ...annexGroups(layout)]
  return paperOf(layout, [mastheadOf(layout.masthead), ...groups.map(({ html }) => html)], groups)
}

/** The same in pages. They break before a heading or an answer; each carries the footnotes of its own marks. */
export function toHtmlPages(model: ReportModel): readonly Html[] {
  const layout = compose(model)
  const groups = [...groupsOf(layout.body), ...annexGroups(layout)]
  const pages: Group[][] = [[]]
  let length = 0
  for (const group of groups) {
    if (length > 0 && length + group.length > PAGE_CHARACTERS) {
      pages.push([])
      length = 0
    }
    pages.at(-1)?.push(group)
    length += group.length
  }
  return pages.map((page, index) =>
    paperOf(layout, [...(index === 0 ? [mastheadOf(layout.masthead)] : []), ...page.map(({ html }) => html)], page),
  )
}

/** Blocks that stay together. */
interface Group {
  readonly html: Html
  readonly length: number
  readonly notes: readonly number[]
}

function groupsOf(blocks: Layout['body']): Group[] {
  const groups: Block[][] = []
  blocks.forEach((block, index) => {
    const last = groups.at(-1)
    if (last === undefined || beginsGroup(block, blocks[index - 1])) groups.push([block])
    else last.push(block)
  })
  return groups.map((group) => {
    const shown = html`${blocksOf(group)}`
    return { html: shown, length: String(shown).length, notes: group.flatMap(notesIn) }
  })
}

/** A heading keeps what it is the heading of, so a heading after a heading begins nothing. */
function beginsGroup(block: Block, before: Block | undefined): boolean {
  if (before?.kind === 'heading') return false
  return block.kind === 'heading' || (block.kind === 'paragraph' && block.anchor !== null)
}

function annexGroups(layout: Layout): Group[] {
  if (layout.annex.length === 0) return []
  const title = html`<h2>${wordingIn(layout.language).say('annex.title')}</h2>`
  return [{ html: title, length: 0, notes: [] }, ...groupsOf(layout.annex)]
}

function notesIn(block: Block): readonly number[] {
  if (block.kind !== 'paragraph' && block.kind !== 'item') return []
  return block.pieces.flatMap((piece) => ('note' in piece ? [piece.note] : []))
}

function paperOf(layout: Layout, parts: readonly Html[], groups: readonly Group[]): Html {
  const notes = groups.flatMap((group) => group.notes)
  return html`<article class="report-paper" lang="${layout.language}" dir="${layout.direction}">
${parts}
${notes.length === 0 ? '' : html`<ol class="report-notes">${notes.map((number) => noteOf(layout.notes[number - 1] ?? '', number))}</ol>`}
</article>`
}

function mastheadOf({ symbol, body, title, subtitle, date, demonstration }: Masthead): Html {
  return html`<header class="report-masthead">
<p class="report-symbol">${symbol}</p>
<p class="report-committee">${body}</p>
<p class="report-title">${title}</p>
<p class="report-subtitle">${subtitle}</p>
<p class="report-date">${date}</p>
${demonstration === null ? '' : html`<p class="report-demonstration">${demonstration}</p>`}
</header>`
}

/** Items of one list stand together; every other block stands for itself. */
function blocksOf(blocks: Layout['body']): Html[] {
  const listOf = (block: Block | undefined) => (block?.kind === 'item' ? block.list : null)
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'item') return [blockOf(block)]
    if (listOf(blocks[index - 1]) === block.list) return []
    const items = blocks.slice(index).filter((other) => listOf(other) === block.list)
    return [html`<ol class="report-items">${items.map((item) => (item.kind === 'item' ? itemOf(item) : ''))}</ol>`]
  })
}

function itemOf({ label, pieces }: Extract<Block, { kind: 'item' }>): Html {
  return html`<li><span class="report-number">${label}</span> ${piecesOf(pieces)}</li>`
}

function blockOf(block: Exclude<Block, { kind: 'item' }>): Html {
  switch (block.kind) {
    case 'heading':
      return headingOf(block)
    case 'paragraph':
      return html`<p class="report-paragraph" id="paragraph-${block.number}"><span class="report-number">${block.number}.</span> ${piecesOf(block.pieces)}</p>`
    case 'quote':
      return html`<blockquote class="report-quote"><b>${block.source}</b> ${block.text}</blockquote>`
    case 'table':
      return tableOf(block)
    default:
      return block satisfies never
  }
}

/** The page's own heading is level 1, so the report's begin at 2. */
function headingOf({ level, label, text }: Extract<Block, { kind: 'heading' }>): Html {
  if (level === 1) return html`<h2><span class="report-number">${label}</span> ${text}</h2>`
  if (level === 2) return html`<h3><span class="report-number">${label}</span> ${text}</h3>`
  return html`<h4><i>${text}</i></h4>`
}

function tableOf({ title, columns, rows }: Extract<Block, { kind: 'table' }>): Html {
  return html`<table class="report-table">${title === '' ? '' : html`<caption>${title}</caption>`}
<thead><tr>${columns.map(({ heading }) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody></table>`
}

function piecesOf(pieces: readonly Piece[]): Html[] {
  return pieces.map((piece) => {
    if ('note' in piece) return html`<sup><a id="mark-${piece.note}" href="#note-${piece.note}">${piece.note}</a></sup>`
    if (piece.style === 'italic') return html`<i>${piece.text}</i>`
    return piece.style === 'bold' ? html`<b>${piece.text}</b>` : html`${piece.text}`
  })
}

function noteOf(note: string, number: number): Html {
  return html`<li id="note-${number}" value="${number}">${note} <a href="#mark-${number}">↑</a></li>`
}
