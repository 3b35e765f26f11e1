/** Publication: what leaves of a release, in every form, from one object. */
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
export { type Confidentiality, isConsistent, type ObservationStatus, type Sign } from './status.ts'
