/** The implementation matrix: one row for each recommendation and what was made of it, for a spreadsheet. */

import type { Tx } from '../store/index.ts'
import { spaced } from './address.ts'
import { isAtTarget } from './gap.ts'
import { type Gathered, gather, type Scope } from './gather.ts'
import { groupByObligation, nameIn } from './lines.ts'
import { daysSince } from './period.ts'

export interface MatrixRow {
  readonly document: string
  readonly address: string
  readonly obligation: string
  /** The document's words where it is imported, ours otherwise. */
  readonly text: string
  readonly cluster: string
  readonly decision: string
  readonly decidedOn: string | null
  readonly lead: string
  readonly contributors: string
  readonly measures: string
  readonly state: string
  readonly indicators: string
  readonly atTarget: string
  readonly evidence: number
  readonly assessedByState: string
  readonly assessedByNhri: string
  readonly assessedByCivilSociety: string
  readonly assessedByCommittee: string
  readonly dueOn: string | null
  readonly daysOverdue: number | null
}

export interface MatrixWith {
  readonly language: string
  readonly today: Temporal.PlainDate
}

/** The rows in the order of the documents, as far as the reader sees them; only what has been shared enters. */
export async function matrixRows(tx: Tx, scope: Scope, view: MatrixWith): Promise<readonly MatrixRow[]> {
  const gathered = await gather(tx, scope)
  const of = groupByObligation(gathered)
  return gathered.rows.map((row) => rowOf(row, of(row.obligation), { ...view, values: gathered.values }))
}

type Own = ReturnType<ReturnType<typeof groupByObligation>>
type Within = MatrixWith & { readonly values: Gathered['values'] }

function rowOf(row: Gathered['rows'][number], own: Own, within: Within): MatrixRow {
  const { language, today } = within
  const institutions = (part: string) =>
    own.participations.flatMap((one) => (one.part === part ? [nameIn(one.name, language)] : [])).join('; ')
  return {
    document: row.symbol,
    address: spaced(row.address ?? ''),
    obligation: row.code ?? '',
    text: row.text ?? row.summary ?? '',
    cluster: row.cluster ?? '',
    decision: row.decision ?? '',
    decidedOn: row.decided_on,
    lead: institutions('lead'),
    contributors: institutions('contributing'),
    measures: own.measures.map((measure) => measureIn(measure, language)).join('\n'),
    state: row.state ?? '',
    indicators: own.indicators.map((indicator) => indicatorIn(indicator, within.values)).join('\n'),
    atTarget: reached(own.indicators, within.values),
    evidence: own.evidence.length,
    assessedByState: assessedBy(own, 'state'),
    assessedByNhri: assessedBy(own, 'nhri'),
    assessedByCivilSociety: assessedBy(own, 'civil-society'),
    assessedByCommittee: assessedBy(own, 'committee'),
    dueOn: row.due_on,
    daysOverdue: overdueBy(row, today),
  }
}

function measureIn(row: Own['measures'][number], language: string): string {
  const span = [row.starts_on, row.ends_on].filter((day) => day !== null).join(' – ')
  const parts = [nameIn(row.institution_name, language), span, row.state].filter((part) => part !== '')
  return `${row.title} (${parts.join('; ')})${row.demonstration ? ' [demonstration]' : ''}`
}

function indicatorIn(row: Own['indicators'][number], values: Gathered['values']): string {
  const latest = values.get(row.name)
  const on = latest?.withdrawn_on ?? null
  const value = on === null ? (latest?.value ?? '–') : `withdrawn ${on}`
  return `${row.name}: ${value} / ${row.target ?? '–'} ${row.unit} (${[latest?.period ?? '–', ...releaseOf(latest)].join('; ')})`
}

/** The table and the release that a computed figure is from. */
function releaseOf(latest: ReturnType<Gathered['values']['get']>): readonly string[] {
  const { table, release } = (latest?.computed_from ?? {}) as { readonly table?: string; readonly release?: string } // as the door wrote it
  return table === undefined ? [] : [`${table} ${release ?? ''}`.trim()]
}

/** "2 of 3": indicators at target, of those that have a direction. */
function reached(indicators: Own['indicators'], values: Gathered['values']): string {
  const scored = indicators.filter(({ direction }) => direction !== 'context')
  if (scored.length === 0) return ''
  const met = scored.filter(({ name, target, direction }) => {
    const value = values.get(name)?.value ?? null
    return value !== null && target !== null && isAtTarget(value, target, direction === 'up' ? 'up' : 'down')
  })
  return `${met.length} / ${scored.length}`
}

function assessedBy({ assessments }: Own, assessor: string): string {
  return assessments
    .filter((one) => one.assessor === assessor)
    .map(({ grade, given_on, organization_name }) =>
      [organization_name, grade, given_on].filter((part) => part !== null).join(' '),
    )
    .join('\n')
}

/** Null where nothing is due, or nothing is late any more. */
function overdueBy({ due_on, state }: Gathered['rows'][number], today: Temporal.PlainDate): number | null {
  if (due_on === null || state === 'completed') return null
  const days = daysSince(due_on, today)
  return days > 0 ? days : null
}
