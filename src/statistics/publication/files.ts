/** All files of a release, from the one object (statistics.md 7). Names are those within the release's folder. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CSVW, csvwMetadata } from './csvw.ts'
import type { ReleasedTable } from './model.ts'
import { fileOf, type PublishedFile, referenceMetadata } from './reference-metadata.ts'
import { SDMX_CSV, SDMX_CSV_1, sdmxCsv, sdmxCsv1 } from './sdmx-csv.ts'
import { SDMX_JSON, sdmxJson } from './sdmx-json.ts'
import { SDMX_STRUCTURE, sdmxStructure } from './sdmx-structure.ts'
import { tidyCsv } from './tidy.ts'
import { workbook, XLSX } from './workbook.ts'

/** Name of the structure message of a whole release. */
export const STRUCTURE_FILE = 'structure.json'

/**
 * The files of one table: `.sdmx.csv`, `.sdmx-1.0.csv`, `.sdmx.json`, `.csv`, `.csv-metadata.json`, `.xlsx` in the
 * first language and `.LANGUAGE.xlsx` in each other, and last `.metadata.json`, which has the hashes of the others.
 * The same release gives the same bytes. Between two workbooks whatever else waits in the process has its turn.
 */
export async function filesOf(release: ReleasedTable): Promise<readonly PublishedFile[]> {
  const { table, languages } = release
  const files = [
    fileOf(`${table}.sdmx.csv`, SDMX_CSV, sdmxCsv(release)),
    fileOf(`${table}.sdmx-1.0.csv`, SDMX_CSV_1, sdmxCsv1(release)),
    fileOf(`${table}.sdmx.json`, SDMX_JSON, sdmxJson(release)),
    fileOf(`${table}.csv`, 'text/csv; charset=utf-8; header=present', tidyCsv(release)),
    fileOf(`${table}.csv-metadata.json`, CSVW, csvwMetadata(release)),
  ]
  for (const [index, language] of languages.entries()) {
    await nextTurn()
    const name = index === 0 ? `${table}.xlsx` : `${table}.${language}.xlsx`
    files.push(fileOf(name, XLSX, await workbook(release, language)))
  }
  return [...files, fileOf(`${table}.metadata.json`, 'application/json', referenceMetadata(release, files))]
}

/** `structure.json` of a release, over all its tables. */
export function structureFile(tables: readonly ReleasedTable[]): PublishedFile {
  return fileOf(STRUCTURE_FILE, SDMX_STRUCTURE, sdmxStructure(tables))
}
