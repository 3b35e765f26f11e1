/** A report as a Word file in the form of United Nations documents. The same model gives the same bytes, always. */
import { Document, Header, Packer, Paragraph } from 'docx'
import { canonicalPackage } from '../ledger/index.ts'
import { compose } from './compose.ts'
import { NUMBERING, PAGE, stylesFor } from './docx-style.ts'
import { Typesetter } from './docx-typesetter.ts'
import type { ReportModel } from './model.ts'
import { wordingIn } from './wording/index.ts'

/** The bytes of the .docx file. Numbers are Word's own, footnotes real ones, the annex a section apart. */
export async function toDocx(model: ReportModel): Promise<Uint8Array> {
  const layout = compose(model)
  const set = new Typesetter(layout)
  const body = [...set.masthead(layout.masthead), ...set.blocks(layout.body)]
  const annexHeading = set.annexHeading(wordingIn(layout.language).say('annex.title'))
  const document = new Document({
    title: layout.masthead.title,
    creator: model.cover.state,
    lastModifiedBy: model.cover.state,
    description: layout.masthead.subtitle,
    styles: stylesFor(layout.language, layout.direction),
    numbering: NUMBERING,
    footnotes: Object.fromEntries(layout.notes.map((note, index) => [index + 1, { children: [set.footnote(note)] }])),
    sections: [
      {
        properties: { page: PAGE, titlePage: true },
        headers: { default: set.header(layout.masthead), first: new Header({ children: [new Paragraph({})] }) },
        footers: { default: set.footer(), first: set.footer() },
        children: [
          ...body,
          ...(layout.annex.length === 0 ? [new Paragraph({})] : [annexHeading, ...set.blocks(layout.annex)]),
        ],
      },
    ],
  })
  return canonicalPackage(await Packer.toBuffer(document))
}
