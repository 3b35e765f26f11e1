/** What people of the demonstration content say of obligations: assessments, claims and the answers to them. */
import type { Tx } from '../../store/index.ts'
import type { Context } from './context.ts'
import { insertAll } from './insert-all.ts'

export async function statements(tx: Tx, { content, account, obligation, placeOf, at }: Context): Promise<void> {
  await insertAll(
    tx,
    'assessment',
    content.assessments.map((row) => ({
      obligation: obligation(row.obligation).id,
      assessor: row.assessor,
      // A grade of the Committee is the Committee's, whoever has typed it.
      institution: row.assessor === 'state' || row.assessor === 'nhri' ? placeOf(row.givenBy).institution : null,
      organization: row.organization,
      grade: row.grade,
      reasons: row.reasons,
      given_on: row.givenOn,
      source: row.source,
      given_by: account(row.givenBy),
      audience: row.audience,
      demonstration: true,
      entered_at: at(row.givenOn),
    })),
  )
  await insertAll(
    tx,
    'validation',
    content.validations.map((row) => ({
      obligation: obligation(row.obligation).id,
      claimed_by: account(row.claimedBy),
      claimed_at: at(row.claimedOn),
      statement: row.statement,
      answered_by: row.answer === null ? null : account(row.answer.by),
      answered_at: row.answer === null ? null : at(row.answer.on),
      answer: row.answer?.answer ?? null,
      reasons: row.answer?.reasons ?? null,
      demonstration: true,
    })),
  )
}
