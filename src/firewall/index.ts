/** Compartments, agencies, roles: who may see what, as the database enforces it. */
export { type Firewall, loginOf, loginsFor, type Officer, OWN_LOGINS, openFirewall } from './login.ts'

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
export { audiencesOf, publicViewer, ROLES, type Role, readerOf, type Viewer } from './viewer.ts'
