/** Consultation: rounds on a draft report, what is contributed to them, and the answers. */
export { answerContribution, ContributionAnswer } from './answer.ts'
export {
  type Answer,
  CONTRIBUTION_AUDIENCES,
  type Contribution,
  type ContributionQuery,
  contribute,
  contributions,
  NewContribution,
} from './contribution.ts'
export { contributorOf, mayContribute, mayRunRounds } from './permission.ts'
export { changeRound, NewRound, openRound, type Round, RoundChange, round, rounds } from './round.ts'
