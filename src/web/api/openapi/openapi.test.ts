/** The description of the API: valid by another's book, complete, and what it says is what is served. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { testSite } from '../../../../tests/site.ts'
import { PROCEDURES } from '../../../procedures/index.ts'
import { stepsOf } from '../../../register/index.ts'
import { caller } from '../fixtures/caller.ts'

const site = await testSite()
const { status, body: document } = await caller(site.address).get('/api/openapi.json')
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>>

test('the description is OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  assert.equal(status, 200)
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  assert.deepEqual(errors ?? [], [])
  assert.ok(valid)
  assert.equal(validator.version, '3.1')
  for (const [, reference = ''] of JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g))
    assert.ok(at(document, reference) !== undefined, reference)
})

function at(whole: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((within: unknown, name) => (within as Record<string, unknown> | undefined)?.[name], whole)
}

test('every step that people take has its address, with its facts', () => {
  for (const procedure of PROCEDURES)
    for (const { name, kind, by, needs, takes } of stepsOf(procedure)) {
      if (by.every((one) => one === 'system')) continue
      const path =
        kind === 'open'
          ? `/api/procedures/${procedure.name}/cases`
          : `/api/procedures/${procedure.name}/cases/{case}/steps/${name}`
      // biome-ignore lint/suspicious/noExplicitAny: a document of which the first test says that it is well made
      const facts = (paths[path]?.post as any)?.requestBody.content['application/json'].schema.properties.facts
      assert.ok(facts !== undefined, path)
      const given = [...needs, ...takes].filter((fact) => procedure.facts[fact]?.is.kind !== 'derived')
      assert.deepEqual(Object.keys(facts.properties).toSorted(), [...new Set(given)].toSorted(), path)
    }
})

test('every step that persons take has its address under their own case', () => {
  for (const { person } of PROCEDURES)
    for (const step of person.takes) assert.ok(paths[`/api/case/steps/${step}`]?.post !== undefined, step)
})

test('what is described is served, and what is served is described', () => {
  const served = new Set(site.routes.filter(({ api }) => api).map(({ method, path }) => `${method} ${path}`))
  const found = new Set<string>()
  for (const [path, operations] of Object.entries(paths))
    for (const method of Object.keys(operations)) {
      const route = [...served].find((one) => matches(one, `${method.toUpperCase()} ${path}`))
      assert.ok(route !== undefined, `${method} ${path}`)
      found.add(route)
    }
  assert.deepEqual(
    [...served].filter((one) => !found.has(one)),
    [],
  )
})

function matches(route: string, described: string): boolean {
  const [wanted, given] = [route.split('/'), described.split('/')]
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index])
}

test('operations have names of their own', () => {
  const names = Object.values(paths).flatMap((operations) => Object.values(operations).map((one) => one.operationId))
  assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted())
})

test('nothing is left to guess: each operation, parameter, fact and field of an answer says what it is', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document of which the first test says that it is well made
  const { schemas, parameters } = document.components as any
  const silent: string[] = []
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    // biome-ignore lint/suspicious/noExplicitAny: the same
    Object.values(operations).map((operation: any) => [path, operation] as const),
  )
  for (const [path, operation] of all) {
    if (!operation.summary) silent.push(`${path} summary`)
    if (operation.security === undefined) silent.push(`${path} security`)
    for (const one of operation.parameters ?? [])
      if (one.$ref === undefined && !one.description) silent.push(`${path} ${one.name}`)
  }
  for (const [name, one] of Object.entries(parameters as Record<string, { description?: string }>))
    if (!one.description) silent.push(name)
  for (const [name, schema] of Object.entries(schemas as Record<string, object>)) {
    for (const [field, of] of fieldsOf(schema)) {
      if (!['type', '$ref', 'anyOf', 'oneOf'].some((key) => key in of)) silent.push(`${name}.${field} type`)
      if (name.endsWith('.facts') && !('description' in of)) silent.push(`${name}.${field}`)
    }
  }
  assert.deepEqual(silent, [])
})

/** Every field of every object in the schema, at any depth. */
function fieldsOf(schema: object): readonly (readonly [string, object])[] {
  const within = Object.entries(schema).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'properties' ? fieldsOf(value) : [],
  )
  const own = 'properties' in schema ? Object.entries(schema.properties as Record<string, object>) : []
  return [...own, ...own.flatMap(([, of]) => fieldsOf(of)), ...within]
}
