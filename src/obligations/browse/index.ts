/** Reading obligations: lists, overview, one with its whole story. */
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
