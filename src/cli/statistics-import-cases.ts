/**
 * `observance statistics import-cases FILE --mapping MAP`: an extract of another register's cases, taken into statistics row by row, in
 * one transaction. Rows that cannot be taken are written beside the file, as they came, for whoever brought it.
 */
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { type CountryPack, defaultCountry, officeId } from '../countries/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { recordShapeOf } from '../register/index.ts'
import {
  CaseMapping,
  FileRefused,
  type ReadExtract,
  type RecordShape,
  readExtract,
  readMapping,
  takeCases,
} from '../statistics/index.ts'
import { bytesOf } from './bytes-of.ts'
import { inWords, rowInWords } from './imported-file.ts'
import { inTheNameOf, STATISTICIAN } from './in-the-name-of.ts'
import { Refused } from './refused.ts'
import { registerIn } from './with-register.ts'
import { withStore } from './with-store.ts'

export interface ImportCasesOptions {
  /** YAML or JSON: which column says what of the record. */
  readonly mapping: string
  /** E-mail address of the statistician in whose name it is done. */
  readonly as?: string
  /** Look, and take nothing. */
  readonly dryRun?: boolean
  /** Where refused rows go; beside the file unless told. */
  readonly refused?: string
}

export async function importCasesCommand(path: string, options: ImportCasesOptions): Promise<void> {
  const bytes = bytesOf(path)
  const mapping = await inWords(path, async () =>
    readMapping(CaseMapping, new TextDecoder().decode(bytesOf(options.mapping))),
  )
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  const today = Temporal.Now.plainDateISO(pack.timeZone)
  await withStore(async (store) => {
    await installCountry(store, pack)
    const viewer = await inTheNameOf(store, STATISTICIAN, options.as)
    await inWords(path, async () => {
      const shape = shapeOf(mapping.procedure, pack)
      const looked = readExtract({ keyOf: store.key }, viewer, { bytes, mapping, shape }, today)
      if (looked.ignored.length > 0) console.error(`Columns that are not read: ${looked.ignored.join(', ')}.`)
      for (const row of looked.refused) console.error(rowInWords(row))
      if (options.dryRun)
        return console.log(
          `${path}: ${looked.records.length} records can be taken in, ${looked.refused.length} rows are refused. Nothing was saved.`,
        )
      const out = options.refused ?? `${path}.refused.csv`
      if (looked.refused.length > 0 && existsSync(out)) throw notKept(out, 'is there already')
      const { firewall } = await registerIn(store)
      const kept = { isWritten: false }
      const done = await takeCases({ firewall, keyOf: store.key }, viewer, looked, async () => {
        kept.isWritten = await keepRefused(out, looked, mapping)
      }).catch(async (error: unknown) => {
        if (kept.isWritten) await rm(out, { force: true })
        throw error
      })
      const { added, changed, unchanged, refused } = done
      console.log(
        `${added} new, ${changed} changed, ${unchanged} unchanged, ${refused.length} refused${refused.length === 0 ? '' : `: they stand in ${out}`}.`,
      )
    })
  })
}

const WHY = 'refused'

/** As they came, with why; false where there are none. Mended, the file can be taken in by the same mapping. Readable by its owner alone. */
async function keepRefused(
  out: string,
  { refused, rows: { header, all } }: ReadExtract,
  { delimiter }: CaseMapping,
): Promise<boolean> {
  if (refused.length === 0) return false
  // A file that was refused and mended before has the column already.
  const own = header.at(-1) === WHY ? header.length - 1 : undefined
  const lines = refused.map((row) => [...(all.get(row.line) ?? []).slice(0, own), rowInWords(row)])
  const written = [[...header.slice(0, own), WHY], ...lines]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter ?? ','))
    .join('\n')
  await writeFile(out, `${written}\n`, { flag: 'wx', mode: 0o600 }).catch(() => {
    throw notKept(out, 'cannot be written')
  })
  return true
}

function notKept(out: string, why: string): Refused {
  return new Refused(`${out} ${why}, so refused rows could not be kept. Nothing was saved.`)
}

/** The record of a procedure of this State. */
function shapeOf(name: string, { offices, regions: named, areas }: CountryPack): RecordShape {
  const procedure = PROCEDURES.find((one) => one.name === name)
  if (procedure === undefined) throw new FileRefused('no-procedure', { name })
  const regions = offices.flatMap(({ code, region }) => (region === null ? [] : [[officeId(code), region]]))
  const units = (areas?.areas ?? []).flatMap((area) => area.units)
  return recordShapeOf(procedure, Object.fromEntries(regions), [...Object.keys(named), ...units])
}
