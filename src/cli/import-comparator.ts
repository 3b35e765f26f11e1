/**
 * `observance import-comparator FILE.csv`: populations and rates of nationals that indicators are held against. Every row that
 * cannot be taken is named; then none is. Indicators of tables that are out follow at once.
 */
import { defaultCountry } from '../countries/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import {
  readComparators,
  STATISTICS_READER,
  tableNamed,
  takeComparators,
  textOf,
  wantedComparators,
} from '../statistics/index.ts'
import { asActor } from '../store/index.ts'
import { feedFromStanding } from '../web/statistics/index.ts'
import { bytesOf } from './bytes-of.ts'
import { inWords, refuseRows } from './imported-file.ts'
import { inTheNameOf, STATISTICIAN } from './in-the-name-of.ts'
import { withStore } from './with-store.ts'

export interface ImportComparatorOptions {
  /** E-mail address of the statistician in whose name it is done. */
  readonly as?: string
}

export async function importComparatorCommand(path: string, options: ImportComparatorOptions): Promise<void> {
  const bytes = bytesOf(path)
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  const wanted = wantedComparators(pack.publishing?.indicators ?? {}, (table) => tableNamed(table)?.frequency ?? 'A')
  const today = Temporal.Now.plainDateISO(pack.timeZone)
  const { rows, refused } = await inWords(path, async () => readComparators(textOf(bytes), wanted, today))
  refuseRows(path, refused)
  await withStore(async (store) => {
    await installCountry(store, pack)
    const viewer = await inTheNameOf(store, STATISTICIAN, options.as)
    const changed = await takeComparators(store, viewer, { bytes, rows })
    const periods = [...new Set(rows.map(({ period }) => period))]
    await asActor(store.web, STATISTICS_READER, 'comparator.follow', (tx) =>
      feedFromStanding(tx, { pack }, { periods, tell: (line) => console.error(line) }),
    )
    console.log(`${changed.length} figures are new or have changed, ${rows.length - changed.length} were here already.`)
  })
}
