/** Documents out: follow-up report, periodic report, implementation matrix, all from what is in the store. */
export { type AssembleWith, assemble, assembleFor } from './assemble.ts'
export { proposedSymbol } from './compose.ts'
export { AnswerContent, EMPTY_CONTENT, ReportContent } from './content.ts'
export { CreateReport, createReport, SaveDraft, ShareReport, saveDraft, shareReport } from './draft.ts'
export { DOCX, type ExportedFile, exportMatrix, exportReport, XLSX } from './export.ts'
export { Freeze, type FrozenReport, freeze, verifyFrozen } from './freeze.ts'
export type { Scope } from './gather.ts'
export { WARN_FROM, WORD_LIMITS, type WordCount, type WordLimit, weigh } from './limit.ts'
export { openReport, type ReportOn, reportList, reportsOn, versionsOf } from './list.ts'
export { type MatrixRow, type MatrixWith, matrixRows } from './matrix.ts'
export type { Answer, Cluster, Gap, ReportKind, ReportModel } from './model.ts'
export { mayDraft, mayFreeze, mayReadDrafting, mayWriteWhole } from './permission.ts'
export { toHtml, toHtmlPages } from './preview.ts'
export {
  approvalsOf,
  approve,
  Comment,
  comment,
  commentsOf,
  RequestApproval,
  requestApproval,
  settleComment,
} from './review.ts'
export { NO_SOURCES, type ReportSources, sourcesOf } from './sources.ts'
export { type ReportFacts, type ReportSubject, reportFacts, subjectOfDeadline, subjectOfRound } from './subject.ts'
export { compareContents, compareVersions, contentOf, type SectionDiff } from './version.ts'
export { countWords } from './word-count.ts'
export { toDocx, toMatrix } from './writers.ts'
