/** Where obligations come from: which paragraph of which document each answers. For whatever cites paragraphs. */
import type { Tx } from '../store/index.ts'

export interface PlacedObligation {
  readonly symbol: string
  /** "36(c)(iii)" */
  readonly address: string
  readonly code: string
  readonly summary: string
}

/** Every obligation with each paragraph that it answers, in the order of the documents. */
export async function obligationsByPlace(tx: Tx): Promise<readonly PlacedObligation[]> {
  return tx
    .selectFrom('obligation_recommendation as l')
    .innerJoin('recommendation as r', 'r.id', 'l.recommendation')
    .innerJoin('document as d', 'd.id', 'r.document')
    .innerJoin('obligation as o', 'o.id', 'l.obligation')
    .select(['d.symbol', 'r.address', 'o.code', 'o.summary'])
    .where('r.address', 'is not', null)
    .$narrowType<{ address: string }>()
    .orderBy('d.symbol')
    .orderBy('r.position')
    .orderBy('o.position')
    .execute()
}
