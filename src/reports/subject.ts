/** What a report is about: its kind, its document, its limit. From the report's row, or from the deadline it answers. */
import { sql } from 'kysely'
import { NotFound, StepRefused, type Tx } from '../store/index.ts'
import { WORD_LIMITS } from './limit.ts'
import type { ReportKind } from './model.ts'

/** As much of a report as its paper needs. */
export interface ReportSubject {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly language: string
  readonly word_limit: number
  readonly demonstration: boolean
  /** Id of the document that it answers, its symbol, treaty body, title and State. */
  readonly document: string
  readonly symbol: string
  readonly body: string
  readonly document_title: string
  readonly country: string
}

/** The report's row and its document's, as far as the reader may see them. */
export async function reportFacts(tx: Tx, report: string) {
  const row = await tx
    .selectFrom('report as r')
    .innerJoin('document as d', 'd.id', 'r.document')
    .selectAll('r')
    .select(['d.symbol', 'd.body', 'd.title as document_title', 'd.state as country'])
    .where('r.id', '=', isUuid(report) ? report : NOBODY)
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return row
}
export type ReportFacts = Awaited<ReturnType<typeof reportFacts>>

/** The draft that a consultation round puts out, with its version, for those whom the round asks. NotFound for others. */
export async function subjectOfRound(tx: Tx, round: string): Promise<ReportSubject & { readonly number: number }> {
  const { rows } = await sql<ReportSubject & { readonly number: number }>`
    select * from followup.consulted_report(${isUuid(round) ? round : NOBODY}::uuid)`.execute(tx)
  const [subject] = rows
  if (subject === undefined) throw new NotFound()
  return subject
}

/** The paper that a deadline asks for, by the deadline's code, whether or not anybody has begun to write it. */
export async function subjectOfDeadline(tx: Tx, code: string, language: string): Promise<ReportSubject> {
  const row = await tx
    .selectFrom('deadline as e')
    .innerJoin('document as d', 'd.id', 'e.document')
    .select(['e.id', 'e.what', 'e.report_kind', 'e.word_limit', 'd.id as document', 'd.symbol', 'd.body'])
    .select(['d.title as document_title', 'd.state as country'])
    .where('e.code', '=', code)
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  const kind = reportKind(row.report_kind)
  const { report_kind, word_limit, what, ...rest } = row
  return {
    ...rest,
    kind,
    title: what,
    language,
    word_limit: word_limit ?? WORD_LIMITS[kind].words,
    demonstration: false,
  }
}

/** Refuses a deadline for which nothing is written here: a core document, or no paper at all. */
export function reportKind(kind: string | null): ReportKind {
  if (kind !== 'follow-up' && kind !== 'periodic') throw new StepRefused('no-such-report')
  return kind
}

/** What the address of a page holds may be anything. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
