/** Metadata beside the CSV, in the W3C vocabulary for tabular data (statistics.md 7.4). */
import type { ReleasedTable, Texts } from './model.ts'
import { protectionText } from './protection-text.ts'
import { CONFIDENTIALITIES, OBSERVATION_STATUSES } from './status.ts'
import { type Column, columnsOf, headingOf } from './tidy.ts'
import { wordingIn } from './wording/index.ts'

export const CSVW = 'application/csvm+json'
const SDMX = 'http://purl.org/linked-data/sdmx/2009'

/** The RDF property of a component, where the vocabulary of SDMX has one. */
const PROPERTIES: Readonly<Record<string, string>> = {
  REF_AREA: `${SDMX}/dimension#refArea`,
  SEX: `${SDMX}/dimension#sex`,
  AGE: `${SDMX}/dimension#age`,
  TIME_PERIOD: `${SDMX}/dimension#timePeriod`,
  value: `${SDMX}/measure#obsValue`,
  status: `${SDMX}/attribute#obsStatus`,
  confidentiality: `${SDMX}/attribute#confStatus`,
}

/** The metadata file of `{table}.csv`, as JSON text. */
export function csvwMetadata(table: ReleasedTable): string {
  const { languages } = table
  const language = languages[0] ?? 'en'
  const columns = columnsOf(table, language)
  return `${JSON.stringify(
    {
      '@context': ['http://www.w3.org/ns/csvw', { '@language': language }],
      url: `${table.table}.csv`,
      'dc:title': tagged(table.title, languages),
      'dc:description': tagged(table.population, languages),
      'dc:publisher': tagged(table.agency.name, languages),
      'dc:license': { '@id': table.licence.url },
      'dc:issued': table.issued,
      'dc:identifier': `${table.table} ${table.release}`,
      dialect: { encoding: 'utf-8', header: true, delimiter: ',', lineTerminators: ['\n'], quoteChar: '"' },
      tableSchema: {
        columns: columns.map((column) => columnMetadata(table, column)),
        primaryKey: columns.filter(({ holds }) => holds === 'code' || holds === 'period').map(({ name }) => name),
      },
      notes: languages.map((one) => ({
        type: 'disclosure control',
        body: protectionText(table, one),
        'dc:language': one,
      })),
    },
    null,
    2,
  )}\n`
}

function columnMetadata(table: ReleasedTable, column: Column) {
  const { name, holds, dimension } = column
  const propertyUrl = holds === 'label' ? undefined : PROPERTIES[dimension ?? name]
  return {
    name,
    // The heading in the file itself, then what people call it.
    titles: {
      und: name,
      ...Object.fromEntries(table.languages.map((language) => [language, headingOf(table, column, language)])),
    },
    datatype: datatypeOf(table, column),
    ...(holds === 'code' || holds === 'period' || holds === 'status' || holds === 'confidentiality'
      ? { required: true }
      : {}),
    ...(holds === 'value' ? { null: '' } : {}),
    ...(holds === 'label' || holds === 'comment' ? { lang: table.languages[0] ?? 'en' } : {}),
    ...(propertyUrl ? { propertyUrl } : {}),
  }
}

function datatypeOf({ cells }: ReleasedTable, { holds }: Column) {
  // Only a change between periods goes below 0.
  if (holds === 'value')
    return { base: 'decimal', ...(cells.every(({ value }) => (value ?? 0) >= 0) && { minimum: '0' }) }
  if (holds === 'status') return { base: 'string', format: OBSERVATION_STATUSES.join('|') }
  if (holds === 'confidentiality') return { base: 'string', format: CONFIDENTIALITIES.join('|') }
  return 'string'
}

function tagged(texts: Texts, languages: readonly string[]) {
  return languages.map((language) => ({ '@value': wordingIn(language).of(texts), '@language': language }))
}
