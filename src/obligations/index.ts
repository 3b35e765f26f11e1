/** What the State owes: obligations with their decisions, people, plans, indicators, evidence, assessments, and their history. */

// Evidence, assessments, completion
export { Assessment, assess, assessmentsOf, type ShownAssessment } from './assessment.ts'
export { POSTS, type Post } from './calendar/index.ts'
// Reading
export { type ChainLink, earlierInChain, laterInChain } from './chain.ts'
export {
  Answer,
  answerClaim,
  Claim,
  claimCompletion,
  type Missing,
  missingForCompletion,
  validationsOf,
} from './completion.ts'
// Deciding, splitting, grouping, assigning
export { Decisions, decideEach } from './decide-each.ts'
export { DECISIONS, Decision, decide, decisionOn, Redecision, redecide } from './decision.ts'
// Documents
export {
  type ChainedParagraph,
  documentChain,
  documentNames,
  findDocument,
  type KnownDocument,
  type ListedDocument,
  latestDocument,
  listDocuments,
  type ObligationAt,
  revisionsOf,
} from './document-list.ts'
export {
  addFile,
  addLink,
  EvidenceEdit,
  EvidenceFile,
  EvidenceLink,
  editEvidence,
  evidenceAsForm,
  evidenceOf,
  LARGEST_FILE,
  type ListedEvidence,
  type ReadFile,
  readEvidence,
  tidyName,
  type UploadedFile,
} from './evidence.ts'
export { GRADE_MEANING, GRADES, type Grade, isLow } from './grade.ts'
export {
  exportHistory,
  HISTORY_KINDS,
  HistoryFilter,
  type HistoryPage,
  type HistoryRow,
  historyActions,
  historyOfObligation,
  historyPage,
  pagesOf,
} from './history.ts'
export { type Described, describe, type NamedObject } from './history-names.ts'
// Indicators
export {
  Benchmark,
  Binding,
  benchmarksOf,
  bindIndicator,
  defineIndicator,
  Figure,
  NewIndicator,
  setBenchmark,
  UNITS,
  unbindIndicator,
} from './indicator.ts'
export { IndicatorFilter, type ListedIndicator, listIndicators } from './indicator-catalogue.ts'
export {
  acceptComputedValue,
  type ComputedValue,
  isIndicator,
  type Provenance,
  RELEASE_CALENDAR,
  SMALLEST_HIDDEN,
} from './indicator-door.ts'
export {
  type EveryValue,
  everyValueOf,
  findIndicator,
  indicatorsOf,
  type SeriesPoint,
  type ShownIndicator,
  valuesOf,
} from './indicator-list.ts'
export { type IndicatorStanding, STANDINGS, standingOf, zeroOf } from './indicator-standing.ts'
export {
  confirmValue,
  lockIndicator,
  shareValue,
  TypedValue,
  typeValue,
} from './indicator-value.ts'
export { figuresRestingOn, type RestingFigure, withdrawFigure } from './indicator-withdrawal.ts'
export { findInstitution, type Institution, listInstitutions } from './institution-list.ts'
// Country pack
export { loadPackIntoStore, packObligationCode } from './load-pack.ts'
// Plan
export { MEASURE_STATES, Measure, measureAsForm, saveMeasure, shareMeasure } from './measure.ts'
export {
  findMeasure,
  type ListedMeasure,
  type MeasureDetail,
  MeasureFilter,
  measuresOf,
  measureTimeline,
  PLAN_ORDERS,
  type PlanOrder,
  type TimelinePage,
} from './measure-list.ts'
export { ALLOWED_ENDINGS } from './media-type.ts'
export { type Cause, type CauseKind, type Move, movedSince, movesOf, reopenedNow, reopeningsOf } from './move.ts'
export {
  type AnsweredRecommendation,
  deadlinesOf,
  findObligation,
  type Neighbour,
  recommendationsOf,
  siblingsOf,
} from './obligation.ts'
export { obligationCode, type Place, paragraphOf } from './obligation-code.ts'
export {
  attach,
  detach,
  editObligation,
  Link,
  NewObligation,
  ObligationEdit,
  openObligation,
} from './obligation-group.ts'
export {
  Filter,
  type Listed,
  type ListedObligation,
  listObligations,
  type Page,
  SORTS,
  STATES,
  type State,
} from './obligation-list.ts'
export { obligationsByPlace, type PlacedObligation } from './obligation-place.ts'
export {
  type FollowUpParagraph,
  followUpParagraphs,
  type Overdue,
  overdueOn,
  PROGRESS_BY,
  type Progress,
  type ProgressBy,
  progressBy,
} from './overview.ts'
export {
  Assignment,
  assign,
  type Holder,
  type Participation,
  participationsOf,
  partsIn,
  partsOf,
  unassign,
} from './participation.ts'
export { daysOf, fits, lastComplete, type Period, parsePeriod, writePeriod } from './period.ts'
export {
  type FoundRecommendation,
  findRecommendation,
  recommendationAt,
  recommendationsById,
  recommendationsWith,
  undecidedRecommendations,
} from './recommendation-find.ts'
export {
  type Assessor,
  assessorsOf,
  isSecretariat,
  leads,
  mayClaim,
  mayValidate,
  mayWorkOn,
  type Part,
  takesPart,
} from './rights.ts'
export {
  type Found,
  type Piece,
  parseSearch,
  piecesOf,
  SEARCH_KINDS,
  Search,
  type SearchKind,
  search,
} from './search.ts'
export { type Place as FoundPlace, placesOf } from './search-places.ts'
export { audienceFor, ownAudience, SHARINGS, type Sharing, sharingOf } from './sharing.ts'
export { obligationStory, type Story } from './story.ts'
export { type Waiting, type WaitingObligation, type WorkToday, workToday } from './work-today.ts'
