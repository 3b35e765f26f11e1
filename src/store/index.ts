/** PostgreSQL: connection, embedded server, migrations, and for whom each query runs. */
export { asOperator } from './as-operator.ts'
export { together } from './at-once.ts'
export { type BackupCount, backup, type Progress, restore } from './backup.ts'
export { CannotStart } from './cannot-start.ts'
export { codeOf } from './code-of.ts'
export { onConnection } from './connection.ts'
export { Conflict, Invalid, NotFound, type Problem, StepRefused, translate, Uncertain } from './errors.ts'
export { againWhereItGaveWay } from './giving-way.ts'
export { isFull, isUnavailable } from './gone.ts'
export { type Database, openStore, type Store } from './open.ts'
export {
  asActor,
  asReader,
  type HistoryEntry,
  inTheNameOf,
  PUBLIC_READER,
  type Reader,
  recall,
  record,
  systemReader,
  type Tx,
} from './reader.ts'
export type { Login } from './roles.ts'
export { inRounds, MORE, type Rounds, startRounds } from './rounds.ts'
export { readSettings, type Settings } from './settings.ts'
export type { Tables } from './tables.ts'
export { upTo } from './up-to.ts'
export { AND_COMMIT, callOn, takeBack } from './wire.ts'
