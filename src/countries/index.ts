/** Country packs: what a State tells the system about itself, as data. */
export { type Area, type Areas, shownIn } from './areas.ts'
export { defaultCountry, installedPacks, packFolder } from './catalogue.ts'
export { type Demonstration, loadDemonstration } from './demonstration.ts'
export {
  type DemonstrationCase,
  type DemonstrationCases,
  type DemonstrationFact,
  type DemonstrationPerson,
  type DemonstrationPutOn,
  type DemonstrationStep,
  loadDemonstrationCases,
} from './demonstration-cases.ts'
export type { Chapter, KnownDocument, Names } from './known-document.ts'
export type { Provision } from './law.ts'
export type { PackCheck } from './load.ts'
export { checkPack, loadPack } from './load.ts'
export type { Indicator, Obligation } from './obligation.ts'
export { type Office, officeId } from './office.ts'
export type { Institution, PackHeader } from './pack.ts'
export { CountryPack } from './pack.ts'
export { type Place, type Places, placesOf } from './place.ts'
export type { PackProblem } from './problem.ts'
export { PackInvalid } from './problem.ts'
export { type IsRefusedText, RefusedTexts, refusedTextsOf } from './refused-text.ts'
export type { BackwardPlan, Deadline, InformationGap, ReportElements, WordLimit } from './reporting.ts'
export type { BetteredLimit, RecordedRule, SafeguardFile } from './safeguard-mode.ts'
export type { Dimension, Formula, Publishing, ReleaseFormula, StatisticsTable } from './statistics.ts'
export * from './vocabulary.ts'
export type { WorkingCalendar } from './working-days.ts'
export { addWorkingDays, isCalendarComplete, isWorkingDay } from './working-days.ts'
