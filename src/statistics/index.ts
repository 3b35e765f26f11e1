/** Statistics that protect people: what a figure becomes before anybody sees it, and which figures nobody may see. */

export { counterOf, type Microdata, type MicroRecord, NotMicrodata, readMicrodata } from './attack/microdata.ts'
export { type Learnt, type Played, playAttacks } from './attack/play.ts'
export type { ProtectedCell } from './compute/protect.ts'
export { putInvented, type Recorded } from './demonstration/records.ts'
export { type Comparator, comparatorAt } from './figures/comparator.ts'
export {
  type Band,
  type Change,
  change,
  countFigure,
  type Figure,
  IMPOSSIBLE,
  quantile,
  rate,
  ratio,
  share,
  shareError,
} from './figures/derived.ts'
export type {
  At,
  Category,
  Cell,
  Counted,
  Counter,
  Counting,
  Differing,
  Dimension,
  TableDefinition,
  Where,
} from './gates/definition.ts'
export { cellAt, cellsOf, interiorOf, isImpossible, spelt, TOTAL } from './gates/definition.ts'
export type { ExactFigure } from './gates/exact.ts'
export { type Cure, type Finding, mayRunAgain, type Rule, type Verdict } from './gates/finding.ts'
export { type Declared, type DeclaredDimension, type Nature, neverTabulable, type Source } from './gates/forbidden.ts'
export { type Again, type PublishedCell, publishAgain } from './gates/frozen.ts'
export { type GateReport, type GateRun, nearestThatPasses, runGates } from './gates/index.ts'
export { LIMITS, type Limits, LOOSEST, limitsOf } from './gates/limits.ts'
export * from './import/index.ts'
export { type Choice, type ComputedRun, choicesFor, marginsOf } from './information/choices.ts'
export type { Loss, Risk } from './information/loss.ts'
export {
  canonicalPTable,
  fingerprintOf,
  KEYS,
  makePTable,
  type ProbabilityRow,
  type PTable,
  type PTableRow,
  probabilityRows,
  readPTable,
} from './perturbation/p-table.ts'
export { checkedParameters, DEFAULTS, NoPTable, type NoTable, type Parameters } from './perturbation/parameters.ts'
export { cellKeyOf, perturb } from './perturbation/perturb.ts'
export * from './publication/index.ts'
export { Announcement, announceRelease } from './release/announce.ts'
export {
  type CalendarEntry,
  comingDay,
  dueOn,
  nextOf,
  RELEASE_HOUR,
  releaseAt,
  releaseCalendar,
} from './release/calendar.ts'
export { type Around, type IndicatorFigure, indicatorValues, periodsOf, tablesIn } from './release/indicators.ts'
export type { KeptDefinition } from './release/kept.ts'
export { type Loosened, loosenedText } from './release/loosened.ts'
export {
  lackingItems,
  metadataOf,
  readyTexts,
  saveItem,
  takeReadyTexts,
  WRITTEN_ITEMS,
  type WrittenItem,
  writtenBySeries,
  writtenItems,
} from './release/metadata.ts'
export { type OutRelease, type ReleaseFigure, type Releases, releaseFigure } from './release/of-releases.ts'
export {
  answerPTable,
  openProposal,
  type Proposed,
  PTableAnswer,
  PTableProposal,
  parametersIn,
  proposePTable,
} from './release/p-table-change.ts'
export { pTableFor, pTableOf } from './release/p-table-in-use.ts'
export { RefusalsSeen, refusedRuns, seeRefusals, stoppedOver } from './release/probing.ts'
export { releaseDue, withdrawRelease } from './release/release.ts'
export {
  approveExact,
  Review,
  refuseTable,
  reviewSeries,
  reviewTable,
  type SeenTable,
  SeriesReview,
} from './release/review.ts'
export { computeTable, type Run } from './release/run.ts'
export { computeSeries } from './release/series.ts'
export { type CalendarLine, calendarLines } from './release/series-calendar.ts'
export { STATISTICS_READER, type Statistics } from './release/statistics.ts'
export { isByArea, tablesWith } from './tables/areas.ts'
export { breachTable, breachTableName } from './tables/breaches.ts'
export { TABLES, tableNamed } from './tables/catalogue.ts'
export { lastPeriodBefore, type Period, periodBefore, periodNamed } from './vocabulary/period.ts'
export { type Series, seriesIn, seriesNameOf, tablesNamed } from './vocabulary/series.ts'
export type { Table } from './vocabulary/table.ts'
export {
  categoryTitles,
  dimensionTitles,
  inAll,
  LANGUAGES_OF_TABLES,
  measureTitles,
  registerTitles,
  titlesOf,
  type Words,
  wordsOfTable,
} from './words/words.ts'
