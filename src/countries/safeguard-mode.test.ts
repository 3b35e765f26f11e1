import assert from 'node:assert/strict'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkPack } from './index.ts'

const sotoland = fileURLToPath(new URL('./fixtures/sotoland/', import.meta.url))

async function problemsWith(text: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'observance-pack-'))
  try {
    await cp(sotoland, folder, { recursive: true })
    await writeFile(join(folder, 'safeguards.yaml'), text)
    const { problems } = await checkPack(folder)
    return problems.map(({ row, sentence }) => `${row}: ${sentence}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const line = (more: string) =>
  `record: [{ procedure: lending, rule: L1.back, ${more}, reviewBy: 2030-01-01, note: So., verify: true }]`

test('a pack whose law lets everything be enforced leaves the file out', async () => {
  const { pack } = await checkPack(sotoland)
  assert.deepEqual(pack?.safeguards, { record: [], limits: [] })
})

test('a safeguard is set aside by a provision that is there, for an obligation that asks for a change', async () => {
  assert.deepEqual(await problemsWith(line('law: none, obligation: "999"')), [
    'lending L1.back: There is no provision none in law.yaml.',
    'lending L1.back: There is no obligation 999, or several documents have it.',
  ])
})

test('a rule without a day of review, or with a time against all sense, is refused', async () => {
  const [missing] = await problemsWith(
    'record: [{ procedure: lending, rule: L1.back, law: a, obligation: "22", note: So., verify: true }]',
  )
  assert.match(missing ?? '', /reviewBy/)
  const [length] = await problemsWith('limits: [{ procedure: lending, rule: L1.back, limit: { hours: -1 }, law: a }]')
  assert.ok(length)
})
