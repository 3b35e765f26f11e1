/** UN documents and the Human Rights Index, from a parsed model into the store: drafts, corrections, diffs. */
export { type Accepted, acceptImport, diffImport, type ImportDiff } from './accept.ts'
export { correct } from './correct.ts'
export { correctedPlaces } from './corrected.ts'
export { Correction } from './correction.ts'
export { type DiffLine, diffDocuments, type WordChange } from './diff.ts'
export {
  beginImport,
  correctImport,
  type DoneCorrection,
  type DraftVersion,
  discardImport,
  type ImportDraft,
  importDraft,
  importDrafts,
  type ListedDraft,
  NewImport,
  undoCorrection,
} from './draft.ts'
export {
  type AcceptedIndex,
  acceptIndexImport,
  beginIndexImport,
  type IndexDraft,
  type IndexPreview,
  indexDraft,
  previewIndex,
  type RefusedLine,
} from './index-draft.ts'
export {
  type IndexImport,
  type IndexRefusal,
  importIndexRows,
  type PlacedIndexRow,
  type RefusedIndexRow,
} from './index-rows.ts'
export { mergeLines } from './merge.ts'
export { mayImport } from './permission.ts'
export type { RecommendationCounts } from './recommendations.ts'
