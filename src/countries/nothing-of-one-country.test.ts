import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../', import.meta.url))

/**
 * Where a country may be named: its own pack, the list of packs, tests and fixtures, tables of all countries, and the
 * symbol of the document from which the procedures were drawn, which every State's safeguards cite.
 */
const MAY_NAME = [
  /^countries\/[a-z]{3}\//,
  /^countries\/catalogue\.ts$/,
  /\.test\.ts$/,
  /(^|\/)fixtures\//,
  /(^|\/)names\/states\.ts$/,
  /^procedures\/vocabulary\/citation\.ts$/,
]

/** The country, its capital, its own institutions. Its language is another matter: people speak it everywhere. */
const OF_THE_COUNTRY = /Azerbaijan(?!i\b)|\bAZE\b|\bBaku\b|Milli Majlis|Ombudsman of Azerb/

/** A citation in a comment says where a rule comes from; it does not make code depend on a country. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[^:])\/\/.*$/gm, '$1')
}

test('no code knows a country: whatever is of one stands in its pack', async () => {
  const guilty: string[] = []
  let read = 0
  for await (const path of glob('**/*.ts', { cwd: source })) {
    if (MAY_NAME.some((allowed) => allowed.test(path))) continue
    read++
    const found = OF_THE_COUNTRY.exec(withoutComments(await readFile(join(source, path), 'utf8')))
    if (found !== null) guilty.push(`${path}: ${found[0]}`)
  }
  assert.ok(read > 20, 'the code was found')
  assert.deepEqual(guilty, [])
})
