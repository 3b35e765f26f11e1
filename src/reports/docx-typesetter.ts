/** Sets a layout's blocks in the elements of a Word file, for one language and direction. */
import {
  AlignmentType,
  BorderStyle,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { COLUMN, TEXT_WIDTH } from './docx-style.ts'
import type { Block, Layout, Masthead, Piece } from './layout.ts'

const HEADING = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const ITEM_INDENT = { left: 2268, hanging: 567, right: COLUMN.right }
const COLUMN_INDENT = { left: COLUMN.left, right: COLUMN.right }

type Anchored = 'left' | 'right'

export class Typesetter {
  readonly #rtl: boolean

  constructor({ direction }: Pick<Layout, 'direction'>) {
    this.#rtl = direction === 'rtl'
  }

  blocks(blocks: readonly Block[]): (Paragraph | Table)[] {
    return blocks.flatMap((block) => this.#block(block))
  }

  /** The symbol at the end of its line over a rule, the committee, the title, for whom and when. No emblem. */
  masthead({ symbol, body, title, subtitle, date, demonstration }: Masthead): Paragraph[] {
    return [
      this.#paragraph([this.#run(symbol, { size: 28 })], {
        alignment: this.#side('right'),
        border: { bottom: { ...LINE, space: 4 } },
        spacing: { after: 240 },
      }),
      this.#paragraph([this.#run(body, { bold: true, size: 24 })], { spacing: { after: 120 } }),
      this.#paragraph([this.#run(title, { bold: true, size: 28 })], {
        indent: COLUMN_INDENT,
        spacing: { before: 240, after: 180 },
      }),
      this.#paragraph([this.#run(subtitle, { bold: true, size: 24 })], { indent: COLUMN_INDENT }),
      this.#paragraph([this.#run(date)], {
        alignment: this.#side('right'),
        indent: COLUMN_INDENT,
        spacing: { after: 240 },
      }),
      ...(demonstration === null
        ? []
        : [this.#paragraph([this.#run(demonstration, { bold: true })], { indent: COLUMN_INDENT, border: box() })]),
    ]
  }

  header({ symbol, demonstration }: Masthead): Header {
    const text = [symbol, demonstration ?? ''].filter((part) => part !== '').join(' · ')
    const rule = { border: { bottom: { ...LINE, space: 4 } } }
    return new Header({ children: [this.#paragraph([this.#run(text, { bold: true, size: 18 })], rule)] })
  }

  footer(): Footer {
    const number = new TextRun({ children: [PageNumber.CURRENT], bold: true, size: 18, rightToLeft: this.#rtl })
    return new Footer({ children: [this.#paragraph([number], { alignment: this.#side('right') })] })
  }

  footnote(text: string): Paragraph {
    return this.#paragraph([this.#run(` ${text}`, { size: 18 })], { spacing: { after: 40 } })
  }

  /** Begins the annex on a page of its own. */
  annexHeading(text: string): Paragraph {
    return this.#paragraph([this.#run(text, { bold: true, size: 28, italics: false })], {
      heading: HeadingLevel.HEADING_1,
      pageBreakBefore: true,
    })
  }

  #block(block: Block): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [this.#heading(block)]
      case 'paragraph':
        return [
          this.#paragraph(this.#pieces(block.pieces), {
            numbering: { reference: 'paragraphs', level: 0 },
            indent: { ...COLUMN_INDENT, firstLine: 0 },
            tabStops: [{ type: TabStopType.LEFT, position: COLUMN.text }],
          }),
        ]
      case 'item':
        return [
          this.#paragraph(this.#pieces(block.pieces), {
            numbering: { reference: 'items', level: 0, instance: block.list },
            indent: ITEM_INDENT,
          }),
        ]
      case 'quote':
        return [
          this.#paragraph([this.#run(`${block.source} `, { bold: true }), this.#run(block.text)], {
            indent: COLUMN_INDENT,
          }),
        ]
      case 'table':
        return this.#table(block)
      default:
        return block satisfies never
    }
  }

  #heading({ level, label, text }: Extract<Block, { kind: 'heading' }>): Paragraph {
    return this.#paragraph([this.#run(text, level === 3 ? { italics: true } : {})], {
      heading: HEADING[level],
      ...(label === '' ? {} : { numbering: { reference: 'headings', level: level - 1 } }),
    })
  }

  #table({ title, columns, rows }: Extract<Block, { kind: 'table' }>): (Paragraph | Table)[] {
    const widths = columns.map(({ width }) => Math.round((TEXT_WIDTH * width) / 100))
    const heads = columns.map(({ heading }, index) => this.#cell(heading, widths[index] ?? 0, { italics: true }))
    const table = new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      visuallyRightToLeft: this.#rtl,
      borders: {
        top: LINE,
        bottom: LINE,
        left: NO_LINE,
        right: NO_LINE,
        insideHorizontal: { ...LINE, size: 2, color: '999999' },
        insideVertical: NO_LINE,
      },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: heads }),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: row.map((text, index) => this.#cell(text, widths[index] ?? 0, {})),
            }),
        ),
      ],
    })
    const caption = this.#paragraph([this.#run(title, { bold: true })], {
      keepNext: true,
      spacing: { before: 120, after: 60 },
    })
    const after = this.#paragraph([], { spacing: { after: 60 } })
    return title === '' ? [table, after] : [caption, table, after]
  }

  #cell(text: string, width: number, style: Partial<IRunOptions>): TableCell {
    return new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: [this.#paragraph([this.#run(text, { size: 17, ...style })], { spacing: { after: 0 } })],
    })
  }

  #pieces(pieces: readonly Piece[]): (TextRun | FootnoteReferenceRun)[] {
    return pieces.map((piece) => {
      if ('note' in piece) return new FootnoteReferenceRun(piece.note)
      return this.#run(piece.text, { bold: piece.style === 'bold', italics: piece.style === 'italic' })
    })
  }

  #run(text: string, style: Partial<IRunOptions> = {}): TextRun {
    return new TextRun({ text, ...style, ...(this.#rtl ? { rightToLeft: true } : {}) })
  }

  #paragraph(
    children: (TextRun | FootnoteReferenceRun)[],
    options: Omit<IParagraphOptions, 'children'> = {},
  ): Paragraph {
    return new Paragraph({ ...options, children, ...(this.#rtl ? { bidirectional: true } : {}) })
  }

  /** Start and end of a line change sides in a right-to-left text. */
  #side(side: Anchored) {
    return side === 'right' ? AlignmentType.END : AlignmentType.START
  }
}

function box() {
  const line = { ...LINE, space: 4 }
  return { top: line, bottom: line, left: line, right: line }
}
