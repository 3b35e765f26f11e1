/** Reading obligations: lists, overview, one with its whole story. */
export { documentOf, listDocuments } from './documents.ts'
export { indicatorOf, listIndicators } from './indicators.ts'
export { Filter, type Listed, type ListedObligation, listObligations, STATES } from './list.ts'
export {
  type Movement,
  movedSince,
  type Owed,
  owedDeadlines,
  type Progress,
  type ProgressBy,
  progressBy,
} from './overview.ts'
export { type ChainLink, type Story, seriesOf, storyOf } from './story.ts'
