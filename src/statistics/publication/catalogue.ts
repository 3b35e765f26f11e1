/**
 * The data catalogue: DCAT 3 in the manner of DCAT-AP, as JSON-LD. A table is a series, each of its releases a dataset,
 * each file of a release a distribution with its hash. A release that was withdrawn keeps its entry, without files.
 */
import type { ReleasedTable, Texts } from './model.ts'
import type { PublishedFile } from './reference-metadata.ts'
import { endOf, startOf } from './sims.ts'
import { wordingIn } from './wording/index.ts'

export const JSON_LD = 'application/ld+json'

/** A file as the catalogue needs it: without its bytes. */
export type ListedFile = Omit<PublishedFile, 'bytes'> & { readonly size: number }

export interface CatalogueEntry {
  readonly table: ReleasedTable
  readonly files: readonly ListedFile[]
}

/** Where things are: absolute addresses that stay. */
export interface Addresses {
  readonly catalogue: string
  readonly table: (table: string) => string
  readonly release: (release: string, table: string) => string
  readonly file: (release: string, name: string) => string
}

export interface CatalogueHead {
  readonly title: Texts
  readonly description: Texts
  readonly publisher: { readonly id: string; readonly name: Texts }
}

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  adms: 'http://www.w3.org/ns/adms#',
}
const EU = 'http://publications.europa.eu/resource/authority'
const FREQUENCIES = { A: 'ANNUAL', S: 'ANNUAL_2', Q: 'QUARTERLY' } as const
/** ISO 639-1, as DCAT asks for it. */
const LANGUAGE = 'http://id.loc.gov/vocabulary/iso639-1'

/** The catalogue of all releases, newest first, as JSON text. */
export function dataCatalogue(head: CatalogueHead, entries: readonly CatalogueEntry[], at: Addresses): string {
  const newestFirst = entries.toSorted((first, second) => (first.table.issued < second.table.issued ? 1 : -1))
  const tables = [...new Map(newestFirst.map(({ table }) => [table.table, table])).values()]
  return `${JSON.stringify(
    {
      '@context': CONTEXT,
      '@graph': [
        {
          '@id': at.catalogue,
          '@type': 'dcat:Catalog',
          'dct:title': tagged(head.title),
          'dct:description': tagged(head.description),
          'dct:publisher': agent(head.publisher),
          'dcat:dataset': newestFirst.map(({ table }) => ({ '@id': at.release(table.release, table.table) })),
        },
        ...tables.map((table) => ({
          '@id': at.table(table.table),
          '@type': 'dcat:DatasetSeries',
          'dct:title': tagged(table.title),
          'dct:description': tagged(table.population),
          'dct:accrualPeriodicity': { '@id': `${EU}/frequency/${FREQUENCIES[table.frequency]}` },
        })),
        ...newestFirst.map((entry) => dataset(entry, at)),
      ],
    },
    null,
    2,
  )}\n`
}

function dataset({ table, files }: CatalogueEntry, at: Addresses) {
  const periods = table.cells.map(({ period }) => period).toSorted()
  const { withdrawn, replaces } = table
  return {
    '@id': at.release(table.release, table.table),
    '@type': 'dcat:Dataset',
    'dct:identifier': `${table.table} ${table.release}`,
    'dct:title': tagged(table.title),
    'dct:description': tagged(table.population),
    'dcat:inSeries': { '@id': at.table(table.table) },
    'dcat:version': table.release,
    ...(replaces && { 'dct:replaces': { '@id': at.release(replaces, table.table) } }),
    'dct:issued': day(table.issued),
    'dct:publisher': agent(table.agency),
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': tagged(table.contact.unit),
      'vcard:hasEmail': { '@id': `mailto:${table.contact.email}` },
    },
    'dcat:landingPage': { '@id': at.release(table.release, table.table) },
    'dct:language': table.languages.map((language) => ({ '@id': `${LANGUAGE}/${language}` })),
    'dct:accrualPeriodicity': { '@id': `${EU}/frequency/${FREQUENCIES[table.frequency]}` },
    'dct:accessRights': { '@id': `${EU}/access-right/PUBLIC` },
    'dct:spatial': { '@type': 'dct:Location', 'dct:identifier': table.area.code, 'dct:title': tagged(table.area.name) },
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': day(startOf(periods[0] ?? '').toString()),
      'dcat:endDate': day(endOf(periods.at(-1) ?? '').toString()),
    },
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'dct:description': tagged(table.source) },
    // The recommendations that ask for it.
    'dct:subject': table.answers,
    ...(withdrawn
      ? {
          'adms:status': { '@id': 'http://purl.org/adms/status/Withdrawn' },
          'adms:versionNotes': tagged(withdrawn.reason),
        }
      : { 'dcat:distribution': files.map((file) => distribution(table, file, at)) }),
  }
}

function distribution(table: ReleasedTable, { name, mediaType, size, sha256 }: ListedFile, at: Addresses) {
  const [type = mediaType] = mediaType.split(';')
  return {
    '@id': at.file(table.release, name),
    '@type': 'dcat:Distribution',
    'dct:title': name,
    'dcat:accessURL': { '@id': at.file(table.release, name) },
    'dcat:downloadURL': { '@id': at.file(table.release, name) },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${type}` },
    'dct:format': mediaType,
    'dcat:byteSize': { '@value': String(size), '@type': 'xsd:nonNegativeInteger' },
    'dct:issued': day(table.issued),
    'dct:license': { '@id': table.licence.url },
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
      'spdx:checksumValue': { '@value': sha256, '@type': 'xsd:hexBinary' },
    },
  }
}

function agent({ id, name }: { readonly id: string; readonly name: Texts }) {
  return { '@type': 'foaf:Agent', 'dct:identifier': id, 'foaf:name': tagged(name) }
}

function day(on: string) {
  return { '@value': on, '@type': 'xsd:date' }
}

function tagged(texts: Texts) {
  return Object.keys(texts).map((language) => ({ '@value': wordingIn(language).of(texts), '@language': language }))
}
