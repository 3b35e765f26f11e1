/** UN documents in: readers, the rules that read them, and the one model. */

export { sentenceFor, Unreadable } from './intake/index.ts'
export { type DescribedRule, describeRules, interpret } from './meaning/index.ts'
export type { InterpretOptions } from './meaning/interpret.ts'
export {
  Address,
  Cites,
  Doubt,
  Footnote,
  Item,
  Paragraph,
  ParagraphKind,
  Recommendation,
  Section,
  UnDocument,
} from './model.ts'
export { type Incoming, parseDocument, readIncoming, readText } from './read.ts'
export type { SourceBlock, SourceDocument, SourceNote } from './source.ts'
