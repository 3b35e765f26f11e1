/**
 * `observance statistics import-table FILE --mapping MAP`: a table of another body, taken in as a statistician would on the page,
 * through the same functions. Every row that cannot be taken is named; then nothing is.
 */
import { defaultCountry } from '../countries/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { previewTable, readMapping, TableMapping, takeTable } from '../statistics/index.ts'
import { feedAfterRelease, feedIndicators } from '../web/statistics/index.ts'
import { bytesOf } from './bytes-of.ts'
import { inWords, refuseRows } from './imported-file.ts'
import { inTheNameOf, STATISTICIAN } from './in-the-name-of.ts'
import { withStore } from './with-store.ts'

export interface ImportTableOptions {
  /** YAML or JSON: what the table is, whose, and how its columns are read. */
  readonly mapping: string
  /** E-mail address of the statistician in whose name it is done. */
  readonly as?: string
  /** Look, and take nothing. */
  readonly dryRun?: boolean
}

export async function importTableCommand(path: string, options: ImportTableOptions): Promise<void> {
  const bytes = bytesOf(path)
  const mapping = await inWords(path, async () =>
    readMapping(TableMapping, new TextDecoder().decode(bytesOf(options.mapping))),
  )
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  await withStore(async (store) => {
    await installCountry(store, pack)
    const viewer = await inTheNameOf(store, STATISTICIAN, options.as)
    const statistics = { store, pack }
    const file = { bytes, mapping }
    await inWords(path, async () => {
      const today = Temporal.Now.plainDateISO(pack.timeZone)
      const { read } = previewTable(statistics, viewer, file, today)
      if (read.ignored.length > 0) console.error(`Columns that are not read: ${read.ignored.join(', ')}.`)
      refuseRows(path, read.refused)
      const { cells, dimensions } = read
      const what = `${cells.length} figures by ${dimensions.map(({ id }) => id).join(', ') || 'nothing but the period'}`
      if (options.dryRun) return console.log(`${path} can be taken in: ${what}. Nothing was saved.`)
      const now = Temporal.Now.instant()
      const tell = (line: string) => console.error(line)
      const taken = await takeTable(statistics, viewer, file, {
        now,
        onRelease: async (tx, table) => {
          await feedIndicators(tx, { pack }, table, tell)
          await feedAfterRelease(tx, [table], { pack, now, tell })
        },
      })
      console.log(
        taken.outcome === 'taken'
          ? `${taken.table} is published as ${taken.release}: ${what}.`
          : `${taken.table} was here already as ${taken.release}; nothing has changed.`,
      )
    })
  })
}
