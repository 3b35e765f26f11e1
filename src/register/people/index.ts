/** Who somebody is, and who looked: names behind the wall, the same person again, looks. */
export { type FoundPerson, findByName, type Handle, handleForDocument, openAbout } from './find-person.ts'
export { type Look, type LookRecord, lookRecord, whoLooked } from './looks.ts'
export {
  CONTACT_WAY,
  DOCUMENT_TYPE,
  type IdentityDocument,
  NAME_FACTS,
  NAME_KIND,
  type Name,
  type NameRecord,
} from './name-record.ts'
export { type Naming, nameOf, type OfCase, recordPerson, type Shown } from './names.ts'
export {
  declineReport,
  mayReportPerson,
  type ReportedCase,
  type Reporting,
  type ReportKind,
  type ReportView,
  reportPerson,
  reportShown,
  reportsWaiting,
  type Signing,
  signReport,
  signsReports,
  type WaitingReport,
} from './reports/report.ts'
export {
  endRepresentative,
  nameRepresentative,
  RELATION,
  REPRESENTATIVE_FACTS,
  type Representative,
  representativeOf,
} from './representative.ts'
export { type OfWhom, openAboutPersonOf } from './same-person.ts'
export { endSpeaking, putOn, type Speaker, type Speaking, speakersOf, type WhichCase } from './speakers.ts'
