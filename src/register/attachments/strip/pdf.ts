/**
 * A PDF without what the program that made it wrote beside the pages: author, titles, times, XMP, notes of programs, who wrote
 * remarks, and versions that were overwritten. Pictures in it lose what their cameras wrote. What runs on opening is refused.
 */
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib'
import { NotStripped } from './damaged.ts'
import { stripJpeg } from './jpeg.ts'

/** Keys of any dictionary (ISO 32000-2, 14.3 to 14.5, 12.5.2) that tell of people, programs and times. */
const WRITTEN = ['Metadata', 'PieceInfo', 'LastModified', 'Info', 'SpiderInfo', 'Thumb'].map((name) => PDFName.of(name))
/** The same of a remark on a page: who wrote it, and when. */
const WRITTEN_ON_REMARK = ['T', 'M', 'CreationDate', 'NM'].map((name) => PDFName.of(name))
/** Where one of these keys stands, the file runs something, or carries another file. */
const RUNS = ['JS', 'JavaScript', 'EF', 'EmbeddedFiles', 'XFA', 'RichMediaContent'].map((name) => PDFName.of(name))
const ACTIONS = ['/JavaScript', '/Launch', '/ImportData', '/SubmitForm', '/RichMediaExecute']

/** The pages alone. Refuses `file-locked`, `file-has-program`, `file-damaged`. */
export async function stripPdf(bytes: Buffer): Promise<Buffer> {
  const paper = await load(bytes)
  const { context } = paper
  delete (context.trailerInfo as { Info?: PDFObject }).Info
  delete (context.trailerInfo as { ID?: PDFObject }).ID
  for (const [, object] of context.enumerateIndirectObjects()) for (const dict of dictsIn(object)) clean(dict)
  const reached = reachable(paper)
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (!reached.has(ref)) context.delete(ref)
    else if (object instanceof PDFRawStream) context.assign(ref, withoutCamera(object))
  return Buffer.from(await paper.save({ addDefaultPage: false, updateFieldAppearances: false }))
}

async function load(bytes: Buffer): Promise<PDFDocument> {
  try {
    const paper = await PDFDocument.load(bytes, { updateMetadata: false })
    if (paper.getPageCount() === 0) throw new NotStripped('file-damaged')
    return paper
  } catch (error) {
    throw new NotStripped(/encrypted/i.test(String(error)) ? 'file-locked' : 'file-damaged')
  }
}

function clean(dict: PDFDict): void {
  if (RUNS.some((key) => dict.has(key)) || ACTIONS.includes(String(dict.get(PDFName.of('S')))))
    throw new NotStripped('file-has-program')
  for (const key of WRITTEN) dict.delete(key)
  // A field of a form has its name where a remark has its author.
  if (
    String(dict.get(PDFName.of('Type'))) === '/Annot' &&
    !dict.has(PDFName.of('FT')) &&
    !dict.has(PDFName.of('Parent'))
  )
    for (const key of WRITTEN_ON_REMARK) dict.delete(key)
}

/** The object's own dictionary, and all that stand in it. */
function dictsIn(object: PDFObject): readonly PDFDict[] {
  const found: PDFDict[] = []
  const waiting: PDFObject[] = [object]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one instanceof PDFDict) found.push(one)
    waiting.push(...partsOf(one))
  }
  return found
}

function partsOf(object: PDFObject): readonly PDFObject[] {
  if (object instanceof PDFDict) return object.values()
  if (object instanceof PDFArray) return object.asArray()
  return object instanceof PDFStream ? [object.dict] : []
}

/** What the catalogue leads to. All else are earlier versions, and what somebody thought was deleted. */
function reachable({ context }: PDFDocument): ReadonlySet<PDFRef> {
  const reached = new Set<PDFRef>()
  const { Root } = context.trailerInfo
  const waiting: PDFObject[] = Root === undefined ? [] : [Root]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (!(one instanceof PDFRef)) {
      waiting.push(...partsOf(one))
    } else if (!reached.has(one)) {
      reached.add(one)
      const object = context.lookup(one)
      if (object !== undefined) waiting.push(object)
    }
  }
  return reached
}

/** A picture that does not read as one is left as it is: the paper may still show it. */
function withoutCamera(stream: PDFRawStream): PDFRawStream {
  if (String(stream.dict.get(PDFName.of('Filter'))) !== '/DCTDecode') return stream
  try {
    return PDFRawStream.of(stream.dict, stripJpeg(Buffer.from(stream.contents)))
  } catch (error) {
    if (error instanceof NotStripped || error instanceof RangeError) return stream
    throw error
  }
}
