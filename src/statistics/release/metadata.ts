/**
 * What statisticians say of a table beyond what the product knows (statistics.md 8): an item of SIMS at a time, in the
 * languages of the table. Each saving is a version; a release has what its reviewer saw. The tables of a series are described
 * once, under its name.
 */
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, Conflict, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import {
  MAY_BE_WRITTEN,
  MUST_BE_WRITTEN,
  missingItems,
  type SimsItem,
  type Texts,
  wordingIn,
} from '../publication/index.ts'
import { seriesNameOf } from '../vocabulary/series.ts'
import { LANGUAGES_OF_TABLES } from '../words/words.ts'
import { contactOf, known } from './publisher.ts'
import { refuseUnlessStatistician, type Statistics } from './statistics.ts'

/** Items that a statistician writes: those without which nothing is released, then those that may be added. */
export const WRITTEN_ITEMS: readonly SimsItem[] = [...MUST_BE_WRITTEN, ...MAY_BE_WRITTEN]

export interface WrittenItem {
  readonly item: SimsItem
  readonly texts: Texts
  readonly version: number
}

export type Metadata = Readonly<Partial<Record<SimsItem, Texts>>>

/** The last version of each item that somebody wrote of the series, or of the table that is one of its own. */
export async function writtenItems(tx: Tx, series: string): Promise<readonly WrittenItem[]> {
  return (await writtenBySeries(tx)).get(series) ?? []
}

/** The same of every series of which somebody wrote. */
export async function writtenBySeries(tx: Tx): Promise<ReadonlyMap<string, readonly WrittenItem[]>> {
  const rows = await tx
    .selectFrom('table_metadata')
    .distinctOn(['table_name', 'item'])
    .select(['table_name', 'item', 'texts', 'version'])
    .orderBy('table_name')
    .orderBy('item')
    .orderBy('version', 'desc')
    .execute()
  const written = rows.map((row) => ({ ...row, item: row.item as SimsItem, texts: row.texts as Texts })) // as saveItem wrote it
  return Map.groupBy(written, ({ table_name }) => table_name)
}

export function metadataOf(written: readonly WrittenItem[]): Metadata {
  return Object.fromEntries(written.map(({ item, texts }) => [item, texts]))
}

/** Mandatory items that a release of the table would lack, each with the language. */
export function lackingItems({ pack }: Pick<Statistics, 'pack'>, metadata: Metadata) {
  return missingItems({ metadata, languages: LANGUAGES_OF_TABLES, contact: contactOf(pack) })
}

/** Refuses a table that lacks a mandatory item, named in the viewer's language. */
export function refuseLacking(statistics: Pick<Statistics, 'pack'>, metadata: Metadata, { language }: Viewer): void {
  const lacking = Map.groupBy(lackingItems(statistics, metadata), ({ item }) => item)
  if (lacking.size === 0) return
  const { say } = wordingIn(language)
  const items = [...lacking].map(([item, of]) => `${say(`sims.${item}`)} (${of.map((one) => one.language).join(', ')})`)
  throw new StepRefused('metadata-missing', { items: items.join('; ') })
}

/** What the country has ready for an item. */
export function readyTexts({ pack }: Pick<Statistics, 'pack'>, item: SimsItem): Texts {
  return known(pack.publishing?.metadata[item] ?? {})
}

export interface SavedItem {
  readonly series: string
  readonly item: SimsItem
  readonly texts: Texts
  /** That the writer saw; 0 where nobody had written any. */
  readonly version: number
}

/** Saves an item as its next version. Refuses whoever is no statistician, a table or item that is none (NotFound), and a version that somebody else was faster with (Conflict). */
export async function saveItem(statistics: Statistics, viewer: Viewer, saved: SavedItem): Promise<void> {
  refuseUnlessDescribing(statistics, viewer, saved)
  const { series, item, texts, version } = saved
  await asActor(statistics.store.web, readerOf(viewer), 'table.describe', async (tx) => {
    const newest = async () => (await writtenItems(tx, series)).find((one) => one.item === item)
    const seen = await newest()
    if ((seen?.version ?? 0) !== version) throw new Conflict({ ...seen?.texts, version: seen?.version })
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('table_metadata')
      .values({
        ...{ table_name: series, item, version: version + 1, texts: JSON.stringify(texts) },
        saved_by: viewer.account ?? '',
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) throw new Conflict({ ...(await newest())?.texts })
  })
}

/** Saves what the country has ready for each item that nobody wrote yet. */
export async function takeReadyTexts(statistics: Statistics, viewer: Viewer, series: string): Promise<void> {
  refuseUnlessDescribing(statistics, viewer, { series, item: 'STAT_PRES' })
  await asActor(statistics.store.web, readerOf(viewer), 'table.describe', async (tx) => {
    const written = new Set((await writtenItems(tx, series)).map(({ item }) => item))
    const rows = WRITTEN_ITEMS.filter((item) => !written.has(item))
      .map((item) => ({ item, texts: readyTexts(statistics, item) }))
      .filter(({ texts }) => Object.keys(texts).length > 0)
      .map(({ item, texts }) => ({
        ...{ table_name: series, item, version: 1, texts: JSON.stringify(texts) },
        saved_by: viewer.account ?? '',
      }))
    if (rows.length === 0) return
    await tx
      .insertInto('table_metadata')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

function refuseUnlessDescribing(
  { tables }: Statistics,
  viewer: Viewer,
  { series, item }: Pick<SavedItem, 'series' | 'item'>,
): void {
  refuseUnlessStatistician(viewer)
  if (!tables.some((one) => seriesNameOf(one) === series) || !WRITTEN_ITEMS.includes(item)) throw new NotFound()
}
