/** What a document's recommendations repeat: the earlier paragraphs that its footnotes name. */

import type { UnDocument } from '../../documents/index.ts'
import type { Tx } from '../../store/index.ts'
import { liesIn } from './address.ts'

export interface EarlierParagraph {
  readonly symbol: string
  readonly paragraph: string
}

/** "CMW/C/AZE/CO/2, paras. 40 and 41 (a)" → both paragraphs; nothing for a document cited without paragraphs. */
export function earlierParagraphs(citation: string): readonly EarlierParagraph[] {
  const [, symbol, list] = /^(.*?),\s*paras?\.\s*(.+)$/.exec(citation) ?? []
  // Only concluding observations ask for something that can be repeated.
  if (symbol === undefined || list === undefined || !symbol.includes('/CO/')) return []
  return list
    .split(/\s*(?:,|;|\band\b)\s*/)
    .flatMap(spread)
    .map((paragraph) => ({ symbol, paragraph }))
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

/** "11–13" → 11, 12, 13; anything else is one paragraph, written without spaces: "41(a)". */
function spread(part: string): string[] {
  const [, first, last] = /^(\d+)\s*[–-]\s*(\d+)$/.exec(part) ?? []
  const plain = part.replace(/\s+/g, '').replace(/\.$/, '')
  if (first === undefined || last === undefined || Number(last) - Number(first) > 50) return plain === '' ? [] : [plain]
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index))
}
