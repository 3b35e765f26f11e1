/** The engine that runs any procedure: cases, events, safeguards, clocks, holds. It knows no procedure by name. */

export * from './attachments/index.ts'
export { type BreachWord, isSaidOf, mayWord, WORDS } from './breaches/functions.ts'
export { type OnBreach, type SaidOfBreach, sayOfBreach } from './breaches/word.ts'
export {
  asCode,
  type CaseCode,
  type CaseOfCode,
  caseOfCode,
  caseOfCodeHash,
  codeFrom,
  codeInGroups,
  type FoundByCode,
  hashOfCode,
  issueCode,
  newCode,
} from './codes.ts'
export { type Asked, carryOut, type Done } from './command.ts'
export { LADDERS } from './commit/notices.ts'
export { isNational, type Mode, type Modes } from './commit/rule.ts'
export {
  type Actor,
  type Coming,
  demonstrationCode,
  type LeftCase,
  type Play,
  playDemonstration,
} from './demonstration/play.ts'
export { eraseDue } from './erasure/erase.ts'
export { eraseAgain } from './erasure/erase-again.ts'
export { type Installation, installRegisters } from './install.ts'
export {
  type CountryModes,
  countryModes,
  type Facts,
  jsonSchemaOf,
  type NamedStep,
  type Prospect,
  type Refusal,
  stepNamed,
  stepsOf,
} from './judgement/index.ts'
export { keepRegister, round } from './keep.ts'
export { keepWatch, sentenceOn, watchRound } from './keep-watch.ts'
export { type Listing, listedValues, officesNamed } from './listed.ts'
export * from './migration/index.ts'
export { acknowledge, expiresAt, type Notice, noticesFor } from './notices.ts'
export { serves } from './offices.ts'
export { loginOfRole, type OpenOptions, openRegister } from './open.ts'
export * from './oversight/index.ts'
export * from './people/index.ts'
export { countByState, listedFor, type QueueQuery, type QueueRow, queue } from './queue.ts'
export { type Difference, projectionDifferences } from './rebuild/differences.ts'
export { EventsNotProved, RowsGone, rewriteCases } from './rebuild/rewrite.ts'
export { type EventRecord, eventRecord, eventRecords } from './records/event-record.ts'
export { type Kept, registerRecords } from './records/live-records.ts'
export { Refused } from './refused.ts'
export { actorOf, procedureNamed, type Register, type Who } from './register.ts'
export { KeyDestroyed, type KeyId, openVault, type Vault, vaultFolderIn } from './seal/vault.ts'
export { confirm, decline, type OnProposal, propose } from './second.ts'
export { countPeriod } from './statistics/count-period.ts'
export { type RecordShape, recordShapeOf } from './statistics/shape.ts'
export { caseByNumber, unreadRoles, unreadSteps } from './unread.ts'
export { type CaseView, factsSeenBy, openingFor, type SeenClock, type SeenEvent, viewCase } from './view.ts'
