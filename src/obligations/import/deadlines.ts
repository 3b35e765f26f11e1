/** The dates that a document sets, brought into the calendar unless it knows them. */

import type { UnDocument } from '../../documents/index.ts'
import type { Tx } from '../../store/index.ts'

/**
 * Creates the follow-up's and the next report's deadline where the document states a day and the calendar has none of
 * its kind for the document. One that is there stays as it is: a person may have moved its state. Gives how many are new.
 */
export async function createDeadlines(tx: Tx, document: string, model: UnDocument): Promise<number> {
  const known = await tx.selectFrom('deadline').select('report_kind').where('document', '=', document).execute()
  const rows = datesOf(model)
    .filter(({ kind }) => !known.some(({ report_kind }) => report_kind === kind))
    .map(({ kind, dueOn, source }) => ({
      code: `${kind}-${model.symbol}`.replace(/[^A-Za-z0-9.-]+/g, '-'),
      what: `${model.symbol}: ${kind}`,
      owed_to: model.body ?? '',
      due_on: dueOn,
      source,
      document,
      report_kind: kind,
    }))
  if (rows.length === 0) return 0
  await tx.insertInto('deadline').values(rows).execute()
  return rows.length
}

function datesOf({ symbol, followUp, nextReport }: UnDocument) {
  return [
    { kind: 'follow-up', dueOn: followUp?.dueOn ?? null, source: `${symbol}` },
    { kind: 'periodic', dueOn: nextReport?.dueOn ?? null, source: `${symbol}` },
  ].flatMap(({ dueOn, ...rest }) => (dueOn === null ? [] : [{ ...rest, dueOn }]))
}
