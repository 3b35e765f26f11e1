/** Decisions, measures, evidence and figures of the demonstration content, with the days they are said to be from. */
import { createHash } from 'node:crypto'
import type { Tx } from '../../store/index.ts'
import type { Context } from './context.ts'
import { insertAll } from './insert-all.ts'

export async function work(tx: Tx, context: Context): Promise<void> {
  await decisions(tx, context)
  await measures(tx, context)
  await evidence(tx, context)
  await values(tx, context)
}

/** One decision a recommendation: obligations that share one share it. */
async function decisions(tx: Tx, { content, obligation }: Context): Promise<void> {
  const links = await tx.selectFrom('obligation_recommendation').selectAll().execute()
  const recommendationOf = new Map(links.map((link) => [link.obligation, link.recommendation]))
  const names = new Map(content.accounts.map(({ key, name }) => [key, name]))
  const rows = content.decisions.flatMap((row) => {
    const recommendation = recommendationOf.get(obligation(row.obligation).id)
    if (recommendation === undefined) return []
    const { decision, decidedOn, decidedBy, reason } = row
    return [
      {
        recommendation,
        decision,
        decided_on: decidedOn,
        decided_by: names.get(decidedBy) ?? decidedBy,
        reason,
        demonstration: true,
      },
    ]
  })
  await insertAll(tx, 'decision', [...new Map(rows.map((row) => [row.recommendation, row])).values()])
}

async function measures(tx: Tx, { content, account, measure, obligation, at }: Context): Promise<void> {
  await insertAll(
    tx,
    'measure',
    content.measures.map((row) => ({
      id: measure(row.key),
      title: row.title,
      description: row.description,
      institution: row.institution,
      responsible: row.responsible === null ? null : account(row.responsible),
      starts_on: row.startsOn,
      ends_on: row.endsOn,
      budget_line: row.budgetLine,
      state: row.state,
      audience: row.audience,
      demonstration: true,
      created_at: at(row.startsOn),
    })),
  )
  await insertAll(
    tx,
    'measure_obligation',
    content.measures.flatMap(({ key, obligations }) =>
      obligations.map((one) => ({ measure: measure(key), obligation: obligation(one).id })),
    ),
  )
  await insertAll(
    tx,
    'measure_dependency',
    content.measures.flatMap(({ key, dependsOn }) =>
      dependsOn.map((other) => ({ measure: measure(key), depends_on: measure(other) })),
    ),
  )
}

async function evidence(tx: Tx, { content, account, evidence: id, obligation, placeOf, at }: Context): Promise<void> {
  const files = content.evidence.map((row) => (row.text === null ? null : fileOf(row.text)))
  const distinct = new Map(files.flatMap((file) => (file === null ? [] : [[file.sha256, file]])))
  await insertAll(tx, 'stored_file', [...distinct.values()])
  await insertAll(
    tx,
    'evidence',
    content.evidence.map((row, index) => ({
      id: id(row.key),
      title: row.title,
      url: row.url,
      file: files[index]?.sha256 ?? null,
      file_name: row.text === null ? null : `${row.key}.txt`,
      media_type: row.text === null ? null : 'text/plain; charset=utf-8',
      institution: placeOf(row.uploadedBy).institution,
      organization: placeOf(row.uploadedBy).organization,
      uploaded_by: account(row.uploadedBy),
      audience: row.audience,
      demonstration: true,
      created_at: at(row.uploadedOn),
    })),
  )
  await insertAll(
    tx,
    'evidence_obligation',
    content.evidence.flatMap(({ key, obligations }) =>
      obligations.map((one) => ({ evidence: id(key), obligation: obligation(one).id })),
    ),
  )
}

function fileOf(text: string) {
  const bytes = Buffer.from(text, 'utf8')
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes, size: bytes.length }
}

async function values(tx: Tx, { content, account, evidence: evidenceId, at }: Context): Promise<void> {
  await insertAll(
    tx,
    'indicator_value',
    content.values.map((row) => ({
      indicator: row.indicator,
      period: row.period,
      value: row.value,
      breakdown: JSON.stringify(row.breakdown),
      provenance: row.provenance,
      evidence: row.evidence === null ? null : evidenceId(row.evidence),
      entered_by: row.enteredBy === null ? null : account(row.enteredBy),
      computed_from:
        row.provenance === 'computed' ? JSON.stringify({ table: row.table, release: row.enteredOn, formula: 1 }) : null,
      note: row.note,
      audience: row.audience,
      demonstration: true,
      entered_at: at(row.enteredOn),
    })),
  )
}
