/** Reports as pages list and open them. Row policies decide which there are. */
import { sql } from 'kysely'
import type { Viewer } from '../firewall/index.ts'
import type { Tx } from '../store/index.ts'
import { latestVersion } from './draft.ts'
import { weigh } from './limit.ts'
import { mayReadDrafting } from './permission.ts'
import { reportFacts } from './subject.ts'

/** The reports that the reader sees, newest first, each with its latest version's number and words. */
export async function reportList(tx: Tx, { limit, offset }: { readonly limit: number; readonly offset: number }) {
  return tx
    .selectFrom('report as r')
    .innerJoin('document as d', 'd.id', 'r.document')
    .leftJoin('deadline as e', 'e.id', 'r.deadline')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('report_version as v')
          .select(['v.number', 'v.words', 'v.saved_at'])
          .whereRef('v.report', '=', 'r.id')
          .orderBy('v.number', 'desc')
          .limit(1)
          .as('v'),
      (join) => join.onTrue(),
    )
    .select(['r.id', 'r.kind', 'r.title', 'r.state', 'r.audience', 'r.word_limit', 'r.frozen_at', 'r.demonstration'])
    .select(['d.symbol', 'e.code as deadline', 'e.due_on', 'v.number', 'v.words', 'v.saved_at'])
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** One report with what people wrote last, and where it stands against its limit. */
export async function openReport(tx: Tx, report: string) {
  const facts = await reportFacts(tx, report)
  const latest = await latestVersion(tx, report)
  return { ...facts, latest, count: weigh(latest.words, facts.word_limit) }
}

/** Every version of a report, newest first; none for who does not draft. */
export async function versionsOf(tx: Tx, viewer: Viewer, report: string) {
  if (!mayReadDrafting(viewer)) return []
  return tx
    .selectFrom('report_version as v')
    .leftJoin('account as a', (join) => join.on((eb) => eb(eb.cast<string>('a.id', 'text'), '=', eb.ref('v.saved_by'))))
    .select(['v.number', 'v.words', 'v.saved_at', 'a.name as saved_by', 'a.institution'])
    .where('v.report', '=', report)
    .orderBy('v.number', 'desc')
    .execute()
}

export interface ReportOn {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly demonstration: boolean
  /** Whether people wrote on this obligation; otherwise the report holds what the system knows of it. */
  readonly answered: boolean
}

/** The reports, as far as the reader sees them, that speak of an obligation: a follow-up report of what is followed up. */
export async function reportsOn(
  tx: Tx,
  obligation: { readonly id: string; readonly code: string; readonly follow_up: boolean },
): Promise<readonly ReportOn[]> {
  const { rows } = await sql<ReportOn>`
    select r.id, r.title, r.state, r.demonstration,
      coalesce((select v.content -> 'answers' ? ${obligation.code} from followup.report_version v where v.report = r.id order by v.number desc limit 1), false) as answered
    from followup.report r
    where (r.kind = 'periodic' or ${obligation.follow_up}) and r.document in (
      select c.document from followup.obligation_recommendation l join followup.recommendation c on c.id = l.recommendation
      where l.obligation = ${obligation.id}::uuid)
    order by r.created_at desc, r.id limit 20`.execute(tx)
  return rows
}
