/** Our CSV with its metadata, read by a client for CSV on the Web that nobody here wrote. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { JsonLdParser } from 'jsonld-streaming-parser'
import CsvwParser from 'rdf-parser-csvw'
import { csvwMetadata } from './csvw.ts'
import { CSVW_CONTEXT } from './fixtures/csvw-context.ts'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { tidyCsv } from './tidy.ts'

interface Term {
  readonly value: string
  readonly datatype?: unknown
  equals(other: Term): boolean
}

interface Quad {
  readonly subject: Term
  readonly predicate: Term
  readonly object: Term
}

/** As much of a set of statements as the client asks of one. */
class Dataset {
  readonly #quads: readonly Quad[]

  constructor(quads: readonly Quad[]) {
    this.#quads = quads
  }

  match(subject?: Quad['subject'] | null, predicate?: Quad['predicate'] | null): Dataset {
    return new Dataset(
      this.#quads.filter(
        (quad) => (subject?.equals(quad.subject) ?? true) && (predicate?.equals(quad.predicate) ?? true),
      ),
    )
  }

  [Symbol.iterator](): Iterator<Quad> {
    return this.#quads[Symbol.iterator]()
  }
}

const BASE = 'https://stat.example/releases/2026-05/'
const ofSdmx = (what: string) => `http://purl.org/linked-data/sdmx/2009/${what}`

async function metadataAsStatements(): Promise<Dataset> {
  const parser = new JsonLdParser({
    baseIRI: BASE,
    documentLoader: { load: async () => CSVW_CONTEXT },
  })
  parser.write(csvwMetadata(detentionDecision))
  parser.end()
  return new Dataset(await Array.fromAsync<Quad>(parser))
}

test('CSV with its metadata, read by a client of somebody else, has every cell with its value, typed, under the properties of SDMX', async () => {
  const parser = new CsvwParser({ metadata: await metadataAsStatements(), baseIRI: BASE, timezone: 'UTC' })
  const statements = (await Array.fromAsync(
    parser.import(Readable.from([tidyCsv(detentionDecision)])),
  )) as readonly Quad[] // RDF/JS
  const rows = Map.groupBy(
    statements.filter(({ predicate }) => predicate.value.startsWith(ofSdmx(''))),
    ({ subject }) => subject.value,
  )
  assert.equal(rows.size, detentionDecision.cells.length)
  for (const [at, row] of [...rows.values()].entries()) {
    const cell = detentionDecision.cells[at] ?? assert.fail()
    const read = (what: string) => row.find(({ predicate }) => predicate.value === ofSdmx(what))?.object
    assert.equal(read('dimension#sex')?.value, cell.at.SEX)
    assert.equal(read('dimension#timePeriod')?.value, cell.period)
    assert.equal(read('attribute#obsStatus')?.value, cell.status)
    assert.equal(read('measure#obsValue')?.value ?? null, cell.value === null ? null : String(cell.value))
    if (cell.value !== null) assert.match(JSON.stringify(read('measure#obsValue')?.datatype), /XMLSchema#decimal/)
  }
})
