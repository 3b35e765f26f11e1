import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Addresses, type CatalogueEntry, dataCatalogue } from './catalogue.ts'
import { filesOf } from './files.ts'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { citation, metadataItems, missingItems } from './sims.ts'

type Node = Readonly<Record<string, unknown>> & { readonly '@id': string; readonly '@type': string }

const at: Addresses = {
  catalogue: 'https://example.org/statistics/catalog.jsonld',
  table: (table) => `https://example.org/statistics/${table}`,
  release: (release, table) => `https://example.org/statistics/${release}/${table}`,
  file: (release, name) => `https://example.org/statistics/${release}/${name}`,
}
const files = (await filesOf(detentionDecision)).map(({ bytes, ...file }) => ({ ...file, size: bytes.length }))
const head = { title: { en: 'Statistics' }, description: { en: 'All tables' }, publisher: detentionDecision.agency }
const erratum = { ...detentionDecision, release: '2026-05.2', replaces: '2026-05', issued: '2026-06-02' }
const withdrawn = { ...detentionDecision, withdrawn: { on: '2026-06-02', reason: { en: 'Counted twice' } } }

function catalogueOf(entries: readonly CatalogueEntry[]): readonly Node[] {
  return JSON.parse(dataCatalogue(head, entries, at))['@graph']
}

test('each file of each release is in the catalogue, by its address and hash', () => {
  const graph = catalogueOf([{ table: detentionDecision, files }])
  const dataset = graph.find((node) => node['@type'] === 'dcat:Dataset')
  const found = dataset?.['dcat:distribution'] as readonly Record<
    string,
    { '@id': string } & Record<string, { '@value': string }>
  >[]
  assert.deepEqual(
    found.map(
      (one) => `${one['dcat:downloadURL']?.['@id']} ${one['spdx:checksum']?.['spdx:checksumValue']?.['@value']}`,
    ),
    files.map(({ name, sha256 }) => `https://example.org/statistics/2026-05/${name} ${sha256}`),
  )
})

test('an erratum stands before what it replaces, in one series', () => {
  const graph = catalogueOf([
    { table: detentionDecision, files },
    { table: erratum, files },
  ])
  assert.deepEqual(
    graph.map((node) => node['@type']),
    ['dcat:Catalog', 'dcat:DatasetSeries', 'dcat:Dataset', 'dcat:Dataset'],
  )
  assert.deepEqual(graph[2]?.['dct:replaces'], { '@id': 'https://example.org/statistics/2026-05/detention-decision' })
})

test('a release that was withdrawn stays in the catalogue with its reason and without its files', () => {
  const [, , dataset] = catalogueOf([{ table: withdrawn, files }])
  assert.equal(dataset?.['dcat:distribution'], undefined)
  assert.deepEqual(dataset?.['adms:versionNotes'], [{ '@value': 'Counted twice', '@language': 'en' }])
})

test('whatever a name of the catalogue stands for is defined in it', () => {
  const text = dataCatalogue(head, [{ table: erratum, files }], at)
  const defined = new Set(Object.keys(JSON.parse(text)['@context']))
  for (const [, prefix = ''] of text.matchAll(/"([a-z]+):[A-Za-z]+"/g)) assert.ok(defined.has(prefix), prefix)
})

test('a release is cited by agency, title, release, day and table', () => {
  assert.equal(
    citation(detentionDecision, 'en'),
    'Statistics of Sotoland, “Recorded decisions on detention, by sex and decision”, Release 2026-05, 12 May 2026, detention-decision',
  )
})

test('what only the statistician can say is asked for, in each language', () => {
  assert.deepEqual(missingItems(detentionDecision), [])
  const { ACCURACY: _, ...metadata } = detentionDecision.metadata
  assert.deepEqual(
    missingItems({ ...detentionDecision, metadata }).map(({ item, language }) => `${item} ${language}`),
    ['ACCURACY en', 'ACCURACY az', 'ACCURACY ar', 'ACCURACY ru', 'ACCURACY tr'],
  )
})

test('the treatment of the data names method, parameters and how many figures are withheld', () => {
  const treatment = metadataItems(detentionDecision).find(({ id }) => id === 'CONF_DATA_TR')?.text.en
  assert.match(
    treatment ?? '',
    /Largest change: 5; variance: 3; smallest published count above 0: 3; perturbation table p-2026-1/,
  )
  assert.match(treatment ?? '', /Withheld figures: 3 of 24\./)
})
