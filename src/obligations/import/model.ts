/** The parts of the document model that corrections and diffs name. */
import { UnDocument } from '../../documents/index.ts'

export { UnDocument }

export type Paragraph = UnDocument['paragraphs'][number]

/** "16", "36(c)(iii)". */
export const Address = UnDocument.shape.recommendations.element.shape.id

export const ParagraphKind = UnDocument.shape.paragraphs.element.shape.kind
