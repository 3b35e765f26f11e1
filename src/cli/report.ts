/** `observance report` and `observance matrix`: what the public may see, as files. */
import { existsSync, writeFileSync } from 'node:fs'
import { defaultCountry } from '../countries/index.ts'
import { publicViewer, readerOf } from '../firewall/index.ts'
import { RELEASE_CALENDAR } from '../obligations/index.ts'
import { readPack } from '../obligations/install/index.ts'
import { exportMatrix, exportReport, reportList, sourcesOf } from '../reports/index.ts'
import { titlesOf } from '../statistics/index.ts'
import { asActor, asReader } from '../store/index.ts'
import { Refused } from './refused.ts'
import { withStore } from './with-store.ts'

const VIEWER = publicViewer('en')

/** Writes the .docx of a report that has been frozen for the public; without an id, lists those there are. */
export async function reportCommand(id: string | undefined, options: { out?: string }): Promise<void> {
  await withStore(async (store) => {
    if (id === undefined) {
      const rows = await asReader(store.web, readerOf(VIEWER), (tx) => reportList(tx, { limit: 100, offset: 0 }))
      for (const row of rows) console.log(`${row.id}\t${row.kind}\t${row.state}\t${row.title}`)
      console.error(`${rows.length} public reports`)
      return
    }
    const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
    const view = { sources: sourcesOf(pack, { titlesOf, calendar: RELEASE_CALENDAR }), today: todayIn(pack.timeZone) }
    const file = await asActor(store.web, readerOf(VIEWER), 'report.export', (tx) =>
      exportReport(tx, VIEWER, { report: id }, view),
    )
    save(options.out ?? file.fileName, file.bytes)
  })
}

/** Writes the implementation matrix of all obligations. */
export async function matrixCommand(options: { out?: string }): Promise<void> {
  await withStore(async (store) => {
    const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
    const view = { language: 'en', today: todayIn(pack.timeZone) }
    const file = await asActor(store.web, readerOf(VIEWER), 'matrix.export', (tx) =>
      exportMatrix(tx, { document: null, followUpOnly: false }, view),
    )
    save(options.out ?? file.fileName, file.bytes)
  })
}

function todayIn(timeZone: string): Temporal.PlainDate {
  return Temporal.Now.plainDateISO(timeZone)
}

function save(path: string, bytes: Uint8Array): void {
  if (existsSync(path)) throw new Refused(`${path} exists already and was left as it is. Name a new file with --out.`)
  writeFileSync(path, bytes)
  console.log(path)
}
