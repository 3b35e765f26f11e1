/** What a document's recommendations repeat: the earlier paragraphs that its footnotes name. */

import type { UnDocument } from '../../documents/index.ts'
import type { Tx } from '../../store/index.ts'
import { liesIn } from './address.ts'

export interface EarlierParagraph {
  readonly symbol: string
  readonly paragraph: string
}

/** "CMW/C/AZE/CO/2, para. 41 (a)" → its paragraph "41(a)"; nothing for a document cited without a paragraph. */
export function earlierParagraphs(citation: string): readonly EarlierParagraph[] {
  const [, symbol, place] = /^(.*?),\s*para\.\s*(.+)$/.exec(citation) ?? []
  // Only concluding observations ask for something that can be repeated.
  if (symbol === undefined || place === undefined || !symbol.includes('/CO/')) return []
  return [{ symbol, paragraph: place.replaceAll(/\s+/g, '') }]
}

/** Links each recommendation to what the footnotes at its place, or at the place it lies in, refer to. */
export async function saveReiterations(tx: Tx, document: string, model: UnDocument): Promise<void> {
  const rows = await tx
    .selectFrom('recommendation')
    .select(['id', 'address'])
    .where('document', '=', document)
    .where('address', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .execute()
  const repeats = rows.flatMap(({ id, address }) =>
    model.footnotes
      .filter((note) => liesIn(address ?? '', note.at))
      .flatMap((note) => note.resolvesTo.flatMap(earlierParagraphs))
      .filter(({ symbol }) => symbol !== model.symbol)
      .map((earlier) => ({ recommendation: id, ...earlier })),
  )
  if (repeats.length === 0) return
  await tx
    .insertInto('reiteration')
    .values(repeats)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
