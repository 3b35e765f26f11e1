/** Compartments, agencies, roles: who may see what, as the database enforces it. */
export { audiencesOf, publicViewer, ROLES, type Role, readerOf, type Viewer } from './viewer.ts'
