/** Compartments, agencies, roles: who may see what, as the database enforces it. */

export { closeSession, closeSessionsOf, keepForm, openSession, takeKeptForm, viewerOfSession } from './session.ts'
export { audiencesOf, publicViewer, ROLES, type Role, readerOf, type Viewer } from './viewer.ts'
