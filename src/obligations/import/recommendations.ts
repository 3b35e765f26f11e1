/**
 * Brings what a document asks into the store. Rows are kept and never made anew: what people have linked, decided and
 * assessed hangs on them. One that the document no longer holds is withdrawn; one at another address has moved.
 */
import { sql } from 'kysely'
import type { UnDocument } from '../../documents/index.ts'
import type { Tx } from '../../store/index.ts'
import { paragraphOf } from './address.ts'
import { freeAddresses } from './free-addresses.ts'
import { matchPieces } from './match.ts'
import { saveReiterations } from './reiterations.ts'

export interface RecommendationCounts {
  readonly added: number
  /** Rows of the country pack or the Index that waited for their text. */
  readonly met: number
  readonly changed: number
  readonly moved: number
  readonly withdrawn: number
}

interface Asked {
  readonly address: string
  readonly text: string
  readonly position: number
  readonly followUp: boolean
  readonly articles: readonly string[]
  readonly sdgTargets: readonly string[]
}

interface Row {
  readonly id: string
  readonly address: string | null
  readonly text: string | null
  readonly withdrawn: boolean
}

/**
 * Saves the model's recommendations under the document; gives what happened to how many. `before` is the model that it
 * replaces, null for the first.
 */
export async function saveRecommendations(
  tx: Tx,
  document: string,
  { model, before }: { readonly model: UnDocument; readonly before: UnDocument | null },
): Promise<RecommendationCounts> {
  const asked = askedBy(model)
  const rows = await rowsOf(tx, document)
  const found = findRows(rows, asked)
  const moves = [...found].filter(([index, { address }]) => address !== null && address !== asked[index]?.address)
  const withdrawn = await withdraw(tx, goneFrom(rows, found, before))
  await freeAddresses(
    tx,
    document,
    asked.filter(({ address }, index) => found.get(index)?.address !== address),
  )
  const changed = await update(tx, asked, found)
  const added = await insert(
    tx,
    document,
    asked.filter((_, index) => !found.has(index)),
  )
  await saveReiterations(tx, document, model)
  return { added, withdrawn, moved: moves.length, ...changed }
}

function askedBy({ recommendations, paragraphs, followUp }: UnDocument): Asked[] {
  const cites = new Map(paragraphs.map((paragraph) => [paragraph.number, paragraph.cites]))
  return recommendations.map(({ id, text }, position) => ({
    address: id,
    text,
    position,
    followUp: followUp?.paragraphs.includes(paragraphOf(id)) ?? false,
    articles: cites.get(paragraphOf(id))?.articles ?? [],
    sdgTargets: cites.get(paragraphOf(id))?.sdgTargets ?? [],
  }))
}

async function rowsOf(tx: Tx, document: string): Promise<Row[]> {
  return tx
    .selectFrom('recommendation')
    .select(['id', 'address', 'text', sql<boolean>`withdrawn_at is not null`.as('withdrawn')])
    .where('document', '=', document)
    .orderBy('position')
    .forUpdate()
    .execute()
}

/**
 * Index in `asked` → its row. Rows without text meet theirs by address alone; rows with text also by their words, so
 * that a renumbered one is found. A withdrawn one comes alive again with the very same words; what else stands at its
 * address now is something new, which nobody has decided on.
 */
function findRows(rows: readonly Row[], asked: readonly Asked[]): ReadonlyMap<number, Row> {
  const living = rows.filter(({ withdrawn }) => !withdrawn)
  const found = new Map<number, Row>()
  const search = (among: readonly Row[], wanted: readonly number[]) => {
    const pieces = among.map(({ address, text }) => ({ address: address ?? '', text: text ?? '' }))
    const targets = wanted.flatMap((index) => asked[index] ?? [])
    for (const [target, source] of matchPieces(pieces, targets)) {
      const [index, row] = [wanted[target], among[source]]
      if (index !== undefined && row !== undefined) found.set(index, row)
    }
  }
  const open = () => [...asked.keys()].filter((index) => !found.has(index))
  search(
    living.filter(({ text }) => text !== null),
    open(),
  )
  search(
    living.filter(({ text }) => text === null),
    open(),
  )
  const gone = new Map(rows.filter(({ withdrawn }) => withdrawn).map((row) => [row.text, row]))
  for (const index of open()) {
    const back = gone.get(asked[index]?.text ?? null)
    if (back !== undefined && gone.delete(back.text)) found.set(index, back)
  }
  return found
}

/**
 * Rows that the document held and holds no longer. One that never was in it, of the pack or the Index, keeps waiting:
 * the document says nothing about it.
 */
function goneFrom(rows: readonly Row[], found: ReadonlyMap<number, Row>, before: UnDocument | null): readonly Row[] {
  const kept = new Set([...found.values()].map(({ id }) => id))
  const held = new Set(before?.recommendations.map(({ id }) => id))
  return rows.filter(({ id, address, withdrawn }) => !withdrawn && !kept.has(id) && held.has(address ?? ''))
}

async function withdraw(tx: Tx, gone: readonly Row[]): Promise<number> {
  if (gone.length === 0) return 0
  await tx
    .updateTable('recommendation')
    .set({ withdrawn_at: sql<string>`now()`, version: sql<number>`version + 1` })
    .where(
      'id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute()
  return gone.length
}

async function update(tx: Tx, asked: readonly Asked[], found: ReadonlyMap<number, Row>) {
  const values = asked.flatMap((one, index) => {
    const row = found.get(index)
    return row === undefined ? [] : [{ ...valuesOf(one), id: row.id }]
  })
  await sql`
    update followup.recommendation r
    set address = n.address, text = n.text, position = n.position, follow_up = n.follow_up, withdrawn_at = null,
      -- What the pack or a person has put down stays; the document fills what is empty.
      articles = case when r.articles = '{}' then n.articles else r.articles end,
      sdg_targets = case when r.sdg_targets = '{}' then n.sdg_targets else r.sdg_targets end,
      version = r.version + 1
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as n (id uuid, address text, text text, position integer, follow_up boolean, articles text[], sdg_targets text[])
    where r.id = n.id and (r.address, r.text, r.position, r.follow_up, r.withdrawn_at)
      is distinct from (n.address, n.text, n.position, n.follow_up, null::timestamptz)
  `.execute(tx)
  const rows = asked.flatMap((one, index) => ({ one, row: found.get(index) }))
  return {
    met: rows.filter(({ row }) => row !== undefined && row.text === null).length,
    changed: rows.filter(({ one, row }) => row !== undefined && row.text !== null && row.text !== one.text).length,
  }
}

async function insert(tx: Tx, document: string, asked: readonly Asked[]): Promise<number> {
  if (asked.length === 0) return 0
  const rows = asked.map((one) => ({ ...valuesOf(one), document }))
  await tx.insertInto('recommendation').values(rows).execute()
  return rows.length
}

function valuesOf({ address, text, position, followUp, articles, sdgTargets }: Asked) {
  return { address, text, position, follow_up: followUp, articles: [...articles], sdg_targets: [...sdgTargets] }
}
