/** Documents in the store: known by symbol, read when imported. */
import { UnDocument } from '../../documents/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'

export function listDocuments(tx: Tx) {
  return tx
    .selectFrom('document as d')
    .select(['d.symbol', 'd.title', 'd.body', 'd.cycle', 'd.adopted_on', 'd.imported_at'])
    .select((eb) =>
      eb
        .selectFrom('recommendation as r')
        .whereRef('r.document', '=', 'd.id')
        .where('r.withdrawn_at', 'is', null)
        .select(eb.fn.countAll<string>().as('n'))
        .as('recommendations'),
    )
    .orderBy('d.adopted_on', (order) => order.desc().nullsLast())
    .orderBy('d.symbol')
    .limit(200)
    .execute()
}

/** One document with its model, null while it has not been imported, and the obligations at each address. */
export async function documentOf(tx: Tx, symbol: string) {
  const document = await tx.selectFrom('document').selectAll().where('symbol', '=', symbol).executeTakeFirst()
  if (document === undefined) throw new NotFound()
  const obligations = await tx
    .selectFrom('recommendation as r')
    .innerJoin('obligation_recommendation as l', 'l.recommendation', 'r.id')
    .innerJoin('obligation as o', 'o.id', 'l.obligation')
    .select(['r.address', 'o.code', 'o.summary', 'o.state'])
    .where('r.document', '=', document.id)
    .orderBy('o.position')
    .execute()
  return { document, model: document.model === null ? null : UnDocument.parse(document.model), obligations }
}
