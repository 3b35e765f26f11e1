/** Publication: what leaves of a release, in every form, from one object. */
export {
  type Addresses,
  type CatalogueEntry,
  type CatalogueHead,
  dataCatalogue,
  JSON_LD,
  type ListedFile,
} from './catalogue.ts'
export { CHARTS, type ChartKind, type ChartView, chartOf, isPossible } from './chart/chart.ts'
export { filesOf, STRUCTURE_FILE, structureFile } from './files.ts'
export { type Axis, axesOf, type Category, type Grid, gridOf, type Layout, type Line } from './grid.ts'
export {
  type Cell,
  type Dimension,
  type Measure,
  type Protection,
  ReleasedTable,
  readReleasedTable,
  SIMS_ITEMS,
  type SimsItem,
  type Texts,
  TOTAL,
} from './model.ts'
export { notesOf, numberedNotes } from './notes.ts'
export { protectionText, signText } from './protection-text.ts'
export type { PublishedFile } from './reference-metadata.ts'
export { NoOneStructure } from './sdmx-structure.ts'
export {
  citation,
  endOf,
  MAY_BE_WRITTEN,
  type MetadataItem,
  MUST_BE_WRITTEN,
  metadataItems,
  missingItems,
  startOf,
} from './sims.ts'
export { type Confidentiality, isConsistent, type ObservationStatus, SIGNS, type Sign } from './status.ts'
export { namesOf, type Wording, type WordingKey, wordingIn } from './wording/index.ts'
