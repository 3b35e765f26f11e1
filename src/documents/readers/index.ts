/** The readers of documents, one for each format: a file goes in, lines in reading order come out. */
import { type Accepted, Unreadable } from '../intake/index.ts'
import type { SourceDocument } from '../source.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { readPdf } from './pdf.ts'
import { readText } from './text.ts'

export { readDocx, readHtml, readPdf, readText }

/** Reads a file that intake has accepted. Refuses (`Unreadable`) tables and records, which are no documents. */
export async function readAccepted(accepted: Accepted): Promise<SourceDocument> {
  switch (accepted.format) {
    case 'docx':
      return readDocx(accepted.bytes)
    case 'pdf':
      return readPdf(accepted.bytes)
    case 'html':
      return readHtml(accepted.text)
    case 'text':
      return readText(accepted.text)
    case 'xlsx':
    case 'json':
      throw new Unreadable('wrong-type', {
        found: 'a table of recommendations, not a document; import it as an index export',
      })
    default:
      return accepted satisfies never
  }
}
