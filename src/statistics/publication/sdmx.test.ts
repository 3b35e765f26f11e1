import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { dataSchema, structureSchema } from './fixtures/sdmx-schema.ts'
import type { ReleasedTable } from './model.ts'
import { keyOf } from './observation.ts'
import { sdmxCsv, sdmxCsv1 } from './sdmx-csv.ts'
import { sdmxJson } from './sdmx-json.ts'
import { NoOneStructure, sdmxStructure } from './sdmx-structure.ts'
import { wordingIn } from './wording/index.ts'

const en = wordingIn('en')

/** What a client of SDMX-JSON reads of one observation: the name of each code, and the value. */
type Observation = Readonly<Record<string, string | number | null | undefined>>

const another: ReleasedTable = {
  ...detentionDecision,
  table: 'detention-length',
  measures: [
    ...detentionDecision.measures,
    { id: 'MEDIAN_HOURS', name: { en: 'Median hours' }, unit: 'H', multiplier: 0, decimals: 1, method: 'CKM_D' },
  ],
}

function faultsOf(schema: object, message: string): string {
  const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false }))
  return ajv.validate(schema, JSON.parse(message)) ? '' : ajv.errorsText()
}

/** The published schemas, where somebody has them. */
function publishedSchema(kind: 'data' | 'structure'): object | null {
  const file = join(process.env.OBSERVANCE_SDMX_SCHEMAS ?? '', `sdmx-json-${kind}-schema.json`)
  if (!process.env.OBSERVANCE_SDMX_SCHEMAS || !existsSync(file)) return null
  const { id: _, $id: __, $schema: ___, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
  return schema
}

test('the data message is what SDMX-JSON 2.0.0 asks for', () => {
  const message = sdmxJson(detentionDecision)
  assert.equal(faultsOf(dataSchema, message), '')
  const published = publishedSchema('data')
  if (published) assert.equal(faultsOf(published, message), '')
})

test('the structure message of two tables is what SDMX-JSON 2.0.0 asks for', () => {
  const message = sdmxStructure([detentionDecision, another])
  assert.equal(faultsOf(structureSchema, message), '')
  const published = publishedSchema('structure')
  if (published) assert.equal(faultsOf(published, message), '')
})

test('an erratum has a message id that SDMX allows', () => {
  assert.equal(faultsOf(dataSchema, sdmxJson({ ...detentionDecision, release: '2026-05.2' })), '')
})

test('SDMX-CSV has the columns and rows of the field guide', () => {
  const [header, ...rows] = sdmxCsv(detentionDecision).split('\n')
  assert.equal(
    header,
    'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,MEASURE,SEX,AGE,CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE,UNIT_MULT,DECIMALS,SDC_METHOD,SDC_PARAM,RELEASE_ID,COMMENT_OBS',
  )
  assert.equal(
    rows[1],
    'dataflow,XSO_STAT:DF_DETENTION_DECISION(1.0.0),R,A,XS,PERSONS,F,_T,_T,REMOVED,2024,,Q,A,PS,0,0,CKM,D=5;V=3;js=2,2026-05,',
  )
})

test('SDMX-CSV 1.0 has the same after its dataflow', () => {
  const withoutStructure = (line: string) => line.split(',').slice(3).join(',')
  const withoutDataflow = (line: string) => line.split(',').slice(1).join(',')
  const lines = sdmxCsv1(detentionDecision).split('\n')
  assert.equal(lines[0]?.split(',')[0], 'DATAFLOW')
  assert.deepEqual(lines.map(withoutDataflow), sdmxCsv(detentionDecision).split('\n').map(withoutStructure))
})

test('SDMX-CSV read by a parser of somebody else has every cell, and no number where none is published', () => {
  const rows: Record<string, string>[] = parse(sdmxCsv(detentionDecision), { columns: true })
  assert.equal(rows.length, detentionDecision.cells.length)
  for (const [index, cell] of detentionDecision.cells.entries()) {
    assert.equal(rows[index]?.OBS_VALUE, cell.value === null ? '' : String(cell.value))
    assert.equal(rows[index]?.OBS_STATUS, cell.status)
    assert.equal(rows[index]?.CONF_STATUS, cell.confidentiality)
  }
})

test('SDMX-JSON read by a client of somebody else has every cell, its codes and its status by name', async (t) => {
  const server = createServer((_, answer) => answer.end(sdmxJson(detentionDecision))).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { default: client } = await import('sdmx-json-parser')
  const parser = new client.SDMXParser()
  const { port } = server.address() as AddressInfo // it listens on TCP
  await parser.getDatasets(`http://127.0.0.1:${port}/detention-decision.sdmx.json?format=jsondata`)
  const observations: readonly Observation[] = parser.getData()
  assert.equal(parser.getName(), detentionDecision.title.en)
  assert.equal(observations.length, detentionDecision.cells.length)
  for (const [index, cell] of detentionDecision.cells.entries()) {
    const found = observations[index]
    assert.equal(found?.value, cell.value)
    assert.equal(found?.TIME_PERIOD, cell.period)
    assert.equal(found?.SEX, nameOf('SEX', cell.at.SEX))
    assert.equal(found?.AGE, 'All')
    assert.equal(found?.DECISION, nameOf('DECISION', cell.at.DECISION))
    assert.equal(found?.OBS_STATUS, en.say(`OBS_STATUS.${cell.status}`))
    assert.equal(found?.CONF_STATUS, en.say(`CONF_STATUS.${cell.confidentiality}`))
  }
})

test('names in five languages stand in structure and data', () => {
  for (const message of [sdmxStructure([detentionDecision]), sdmxJson(detentionDecision)])
    for (const name of ['Qadınlar', 'نساء', 'Женщины', 'Kadınlar', 'Women', 'قيمة غائبة؛ محجوبة'])
      assert.ok(message.includes(JSON.stringify(name)), name)
})

test('every code of the data is a code of the structure, at the position that the structure gives', () => {
  const { data } = JSON.parse(sdmxStructure([detentionDecision, another]))
  const [structure] = data.dataStructures
  const { dimensions } = structure.dataStructureComponents.dimensionList
  for (const cell of detentionDecision.cells)
    for (const { position, localRepresentation } of dimensions) {
      const id = /:(\w+)\(/.exec(localRepresentation.enumeration.split('=')[1])?.[1]
      const list = data.codelists.find((one: { id: string }) => one.id === id)
      const code = keyOf(detentionDecision, cell)[position]
      assert.ok(
        list.codes.some((one: { id: string }) => one.id === code),
        `${code} of ${id}`,
      )
    }
})

test('tables of one procedure with other dimensions have no structure together, and it is said which', () => {
  const without = { ...another, dimensions: another.dimensions.slice(0, 3) }
  assert.throws(
    () => sdmxStructure([detentionDecision, without]),
    (error: Error) => error instanceof NoOneStructure && /detention-decision.*detention-length/.test(error.message),
  )
})

function nameOf(dimension: string, code: string | undefined): string | undefined {
  return detentionDecision.dimensions.find(({ id }) => id === dimension)?.codes.find((one) => one.code === code)?.name
    .en
}
