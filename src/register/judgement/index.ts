/** Judgement: pure functions over declarations and events. No database, no clock of its own. */
export * from './case-event.ts'
export { type Clock, clockEnds, clocksOf, isAgainstNow, judgesOthers, type StandingClock } from './clocks.ts'
export {
  type Compared,
  type Elsewhere,
  holds,
  type NearestText,
  NO_WORDS,
  NOTHING_ELSEWHERE,
  type OwnWords,
  textsOf,
} from './condition.ts'
export { consequencesOf } from './consequence.ts'
export { ageBandOf, type ClockEnds, derivedFacts, isTreatedAsChild } from './derive.ts'
export type { LineValue } from './fact-value.ts'
export { isTheTime } from './happening.ts'
export { type Command, type Context, correctable, type Judgement, judge, type Noticed } from './judge.ts'
export { lawAt, lawOf } from './law.ts'
export { beginningOf, type Calendar, clockEnd, endOf, lengthAt } from './length.ts'
export { type CountryModes, countryModes, type ModeProblem, overdueReviews } from './modes.ts'
export { isMoment, type Turn } from './moment.ts'
export { outlook, type Prospect } from './outlook.ts'
export { CLOSE_FOR_DEATH, START_ANEW, stateAnew } from './person-event.ts'
export type { Breach, Refusal } from './refusal.ts'
export type { StandingHold, StandingHolds } from './safeguards.ts'
export { plain, similarity } from './similarity.ts'
export { type NamedStep, stepNamed, stepsOf } from './step.ts'
export { citationsOf, type HasFacts, jsonSchemaOf, LONGEST, readFacts, schemaOf } from './values.ts'
