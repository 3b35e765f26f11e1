/** A declaration changes under a database: the start refuses and says what to type, and that brings it in once it was read. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { usedDataFolder } from '../../tests/server.ts'
import { openStore } from '../store/index.ts'

const data = await usedDataFolder()
// As beside a running server: its database is started once, not by each command.
const store = await openStore({ port: 0, dataFolder: data, databaseUrl: null })
const owner = await store.ownerClient()
after(async () => {
  await owner.end()
  await store.close()
})

async function observance(...parameters: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.js'), ...parameters], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', OBSERVANCE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const [code] = await once(child, 'close')
  return { code, out, errors }
}

/** As if the declaration of yesterday had given the judge twice the time. */
const JUDGE = '{0,safeguards,D3,rules,judge,limit,history,0,value}'
await owner.query(
  `update register.installed set sha256 = 'of yesterday', declared = jsonb_set(declared, '${JUDGE}', '{"hours": 48}') where name = 'declaration detention'`,
)

test('a declaration that the database does not run refuses the start, is shown, read, and applied just so', async () => {
  const refused = await observance('rebuild', '--check')
  assert.equal(refused.code, 1)
  assert.match(refused.errors, /another declaration of detention .* "observance procedure migrate detention"/)

  const shown = await observance('procedure', 'migrate', 'detention')
  assert.equal(shown.code, 0, shown.errors)
  assert.match(shown.out, /- the limit of D3\.judge is 24 hours instead of 48 hours/)
  assert.match(shown.out, /update immigration_enforcement\.clock k set due_at/)
  const hash = /--apply ([0-9a-f]{64})/.exec(shown.out)?.[1] ?? assert.fail('no hash')
  const [file] = readdirSync(join(data, 'migrations'))
  assert.equal(file, `detention-${hash.slice(0, 12)}.txt`)
  assert.ok(
    shown.out.startsWith(readFileSync(join(data, 'migrations', file ?? ''), 'utf8')),
    'what is read is what is written',
  )
  assert.equal((await observance('rebuild', '--check')).code, 1, 'looking changes nothing')

  const other = await observance('procedure', 'migrate', 'detention', '--apply', '0'.repeat(64))
  assert.equal(other.code, 1)
  assert.match(other.errors, /What was read is not what would be done/)

  const applied = await observance('procedure', 'migrate', 'detention', '--apply', hash)
  assert.equal(applied.code, 0, applied.errors)
  assert.match(applied.out, /the log has an entry of the migration/)
  const { rows } = await owner.query(
    "select record from ledger.own_record where record->>'procedure' = 'detention' and record ? 'migration'",
  )
  assert.deepEqual([rows.length, rows[0]?.record.from, rows[0]?.record.migration], [1, 'of yesterday', hash])
  const again = await observance('procedure', 'migrate', 'detention')
  assert.match(again.out, /There is nothing to migrate/)
  const checked = await observance('rebuild', '--check')
  assert.equal(checked.code, 0, checked.errors + checked.out)
})

test('a procedure that is not there, and a day that is none, are wrong use', async () => {
  assert.equal((await observance('procedure', 'migrate', 'nothing')).code, 2)
  const day = await observance('procedure', 'show', 'detention', '--on', '31 January')
  assert.equal(day.code, 2)
  assert.match(day.errors, /is no day\. A day is written 2027-01-31/)
})
