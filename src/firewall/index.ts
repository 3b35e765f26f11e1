/** Compartments, agencies, roles: who may see what, as the database enforces it. */

export { type Access, noteAccess, OFFICERS_PURPOSES, PURPOSES, type Purpose } from './access.ts'
export type { Catalogue, FunctionModel, Read, RowRule, SchemaModel, TableModel } from './catalogue.ts'
export { apply, compile } from './catalogue.ts'
export { differences, enforce } from './differences.ts'
export {
  type Acting,
  type Call,
  type Firewall,
  loginOf,
  loginsFor,
  type Officer,
  OWN_LOGINS,
  openFirewall,
} from './login.ts'
export { ownSchema } from './own-schema.ts'
export { endOtherSessions, endSession, type OwnSession, ownSessions, type SessionHolder } from './own-sessions.ts'
export type { Act, PasskeySite } from './passkey/challenge.ts'
export {
  addingAct,
  askPasskey,
  FIRST_WITHIN_MINUTES,
  forgetPasskeys,
  isJustSignedIn,
  keepPasskey,
  LONGEST_NAME,
  type Passkey,
  type PasskeyProblem,
  passkeysOf,
  removePasskey,
  removingAct,
} from './passkey/passkeys.ts'
export {
  askSignature,
  type SignatureAsked,
  type SignatureProblem,
  takeSignature,
  useSignature,
} from './passkey/signing.ts'
export {
  type BaseId,
  type KeyOf,
  newBaseId,
  openPointer,
  type Pointer,
  type Pseudonym,
  pseudonymOf,
  sealPointer,
} from './pseudonym.ts'
export {
  closeSession,
  closeSessionsOf,
  findSession,
  IDLE_MINUTES,
  keepForm,
  type LateForm,
  noteUse,
  openSession,
  type Session,
  takeKeptForm,
  viewerOfSession,
} from './session.ts'
export { subscribe, subscribedAt, unsubscribe, viewerOfSubscription } from './subscription.ts'
export { type Compartments, threadsBetween } from './threads.ts'
export { audiencesOf, publicViewer, ROLES, type Role, readerOf, type Viewer } from './viewer.ts'
