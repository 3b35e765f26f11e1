/** The house: who may import whom. Arrows point one way, and a room is entered by its index alone. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'

const SRC = join(import.meta.dirname, '../src')

/** Room → rooms that it may import. `procedures` and `countries` are data with one catalogue each. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  store: [],
  ledger: ['store'],
  firewall: ['store'],
  countries: [],
  documents: [],
  procedures: [],
  obligations: ['documents', 'countries', 'firewall', 'ledger', 'store'],
  statistics: ['firewall', 'ledger', 'store', 'countries'],
  register: ['procedures', 'countries', 'firewall', 'ledger', 'store'],
  reports: ['obligations', 'documents', 'countries', 'firewall', 'ledger', 'store'],
  web: [
    'procedures',
    'documents',
    'obligations',
    'reports',
    'statistics',
    'register',
    'countries',
    'firewall',
    'ledger',
    'store',
  ],
  cli: [
    'web',
    'procedures',
    'documents',
    'obligations',
    'reports',
    'statistics',
    'register',
    'countries',
    'firewall',
    'ledger',
    'store',
  ],
}

interface Arrow {
  readonly from: string
  readonly to: string
}

const arrows = globSync('**/*.ts', { cwd: SRC })
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('fixtures/'))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(
      (match): Arrow => ({ from: file, to: relative(SRC, normalize(join(SRC, dirname(file), match[1] ?? ''))) }),
    ),
  )

const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'cli')

test('arrows point one way', () => {
  assert.ok(arrows.length > 20, 'the imports were read')
  const wrong = arrows.filter(
    ({ from, to }) => roomOf(from) !== roomOf(to) && !MAY_IMPORT[roomOf(from)]?.includes(roomOf(to)),
  )
  assert.deepEqual(wrong, [])
})

test('a room is entered by an index of its own', () => {
  const wrong = arrows.filter(
    ({ from, to }) => roomOf(from) !== roomOf(to) && !to.endsWith('/index.ts') && roomOf(from) !== 'cli',
  )
  assert.deepEqual(wrong, [])
})

test('what a court verifies with stands on nothing but itself and the hashes of Node', () => {
  const wrong = globSync('ledger/core/*.ts', { cwd: SRC })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)])
    .map((match) => match[1] ?? '')
    .filter((imported) => imported !== 'node:crypto' && !/^\.\/[a-z0-9-]+\.ts$/.test(imported))
  assert.deepEqual(wrong, [])
})

test('nothing imports the old Date', () => {
  const offenders = globSync('**/*.ts', { cwd: SRC })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /\bnew Date\(|\bDate\.now\(/.test(readFileSync(join(SRC, file), 'utf8')))
  assert.deepEqual(offenders, [])
})
