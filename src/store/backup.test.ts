/** A backup holds everything, and nothing but a whole one is restored. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { asActor, backup, restore, type Store, systemReader } from './index.ts'

const [full, empty, third] = [await testStore(), await testStore(), await testStore()]
const folder = mkdtempSync(join(tmpdir(), 'obs-backup-'))

async function contents(store: Store): Promise<unknown> {
  const owner = await store.ownerClient()
  const tables = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'followup'::regnamespace and relkind = 'r' order by 1",
  )
  const all: Record<string, unknown> = {}
  for (const { name } of tables.rows)
    all[name] = (await owner.query(`select to_jsonb(t) as row from followup.${name} t order by to_jsonb(t)::text`)).rows
  await owner.end()
  return all
}

async function use<T>(
  store: Store,
  work: (owner: Awaited<ReturnType<Store['ownerClient']>>) => Promise<T>,
): Promise<T> {
  const owner = await store.ownerClient()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

test('what is restored is what was backed up, history and search included', async () => {
  await asActor(full.web, systemReader('test'), 'fill', async (tx) => {
    await tx
      .insertInto('institution')
      .values([{ code: 'ZZ', name: '{"en":"Parent"}' }])
      .execute()
    await tx
      .insertInto('institution')
      .values([{ code: 'AA', name: '{"en":"Child"}', parent: 'ZZ' }])
      .execute()
    const bytes = Buffer.from([0, 1, 2, 255])
    await tx
      .insertInto('stored_file')
      .values({ sha256: 'a'.repeat(64), bytes, size: 4 })
      .execute()
    await tx
      .insertInto('measure')
      .values({ title: 'Measure "quoted"\n\\ and lines', institution: 'AA', audience: 'public' })
      .execute()
  })
  const path = join(folder, 'whole.backup')
  const count = await use(full, (owner) => backup(owner, path))
  assert.ok(count.rows >= 7, `${count.rows} rows`)
  await use(empty, (owner) => restore(owner, path))
  assert.deepEqual(await contents(empty), await contents(full))
})

test('a restored store goes on writing its history', async () => {
  await asActor(empty.web, systemReader('test'), 'fill', (tx) =>
    tx.insertInto('institution').values({ code: 'BB', name: '{"en":"New"}' }).execute(),
  )
})

test('a backup is not put into a database that holds work', async () => {
  await assert.rejects(
    use(full, (owner) => restore(owner, join(folder, 'whole.backup'))),
    /already holds work/,
  )
})

test('a damaged backup restores nothing', async () => {
  const whole = readFileSync(join(folder, 'whole.backup'))
  const cut = join(folder, 'cut.backup')
  writeFileSync(cut, whole.subarray(0, whole.length - 40))
  await assert.rejects(
    use(third, (owner) => restore(owner, cut)),
    /damaged|not whole/,
  )
  writeFileSync(cut, 'not a backup')
  await assert.rejects(
    use(third, (owner) => restore(owner, cut)),
    /damaged|not a backup/,
  )
  assert.equal(await use(third, async (owner) => (await owner.query('select from followup.institution')).rowCount), 0)
})
