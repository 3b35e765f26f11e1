/**
 * P13, P26: an old backup put back brings back neither what was erased nor a log that could be signed; what was typed into an
 * erased case is in no file, and no copy opens with the keys of today.
 */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { CLUSTER_VARIABLE, testStore } from '../../../tests/store.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { declareGap, selfCheck, sequence } from '../../ledger/index.ts'
import { choice, type Procedure, taking } from '../../procedures/index.ts'
import { backup, restore } from '../../store/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { departure, shelter } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { projectionDifferences } from '../rebuild/differences.ts'
import { registerRecords } from '../records/live-records.ts'
import { actingAs, type Register, type Who } from '../register.ts'
import { unseal } from '../seal/seal.ts'
import { KeyDestroyed, type KeyId } from '../seal/vault.ts'
import { eraseDue } from './erase.ts'
import { eraseAgain } from './erase-again.ts'

/** Words that stand nowhere else; `npm run promises` takes 1,000. */
const MARKERS = Number(process.env.OBSERVANCE_MARKERS ?? 50)
const PREFIX = `zq${randomBytes(6).toString('hex')}`
const marker = () => `${PREFIX}${randomBytes(6).toString('hex')}`

const forgotten: Procedure = {
  ...departure,
  person: { reads: 'all', takes: ['appeal', 'note', 'askErasure'] },
  entries: { ...departure.entries, askErasure: { in: 'any', by: ['person'], needs: [] } },
  retention: [{ what: 'all', from: taking('askErasure'), keep: choice({ days: 0 }) }],
}
const procedures = [forgotten, shelter]

const [store, other] = [await testStore(), await testStore()]
const register = await wholeRegister(store, { procedures })
/** The same installation after its database was lost: the keys lie apart and are those of today. */
const putBack: Register = { ...(await wholeRegister(other, { procedures })), vault: register.vault }
const [owner, owner2] = [await store.ownerClient(), await other.ownerClient()]
const folder = mkdtempSync(join(tmpdir(), 'old-backup-'))
after(async () => {
  await Promise.all([owner.end(), owner2.end()])
  rmSync(folder, { recursive: true })
})
const settings = settingsOf('register')
const border = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' } as const satisfies Who
const kept: string[] = []
const gone: string[] = []

/** Each by an officer of its own: one sees sixty people an hour and no more. */
async function open(): Promise<string> {
  const officer: Who = { ...border, id: randomUUID() }
  const facts = {
    askedAt: Temporal.Now.instant().subtract({ minutes: 9 }).toString(),
    weather: 'storm',
    reasons: `${marker()} Ə ${marker()}`,
  }
  const { caseId } = await carryOut(
    register,
    officer,
    asking({
      procedure: 'departure',
      kind: 'open',
      step: 'open',
      facts,
      nationalLawBasis: marker(),
      reasonsLong: marker(),
    }),
  )
  await carryOut(
    register,
    officer,
    asking({
      procedure: 'departure',
      kind: 'correct',
      step: 'correct',
      on: { caseId, event: 1 },
      facts: { reasons: marker() },
    }),
  )
  return caseId
}
for (let typed = 0; typed < MARKERS; typed += 5) gone.push(await open())
kept.push(await open())
await sequence(owner, settings)
const path = join(folder, 'old.backup')
await backup(owner, path)
const copied = gunzipSync(readFileSync(path)).toString('utf8')
const keys = await owner.query<{ key: KeyId }>(
  'select key_id as key from immigration_enforcement.departure where case_id = any($1)',
  [gone],
)

/** How many sealed contents of the backup open with the keys of today. */
function opened(): number {
  const rows = copied
    .split('\n')
    .flatMap((line) => (line.includes('"table":"immigration_enforcement.') ? [JSON.parse(line)] : []))
  const cases = new Map(rows.filter(({ table }) => table.endsWith('.departure')).map(({ row }) => [row.case_id, row]))
  return rows
    .filter(({ table, row }) => table.endsWith('.event') && gone.includes(row.case_id))
    .filter(({ row }) => {
      try {
        const sealed = Buffer.from(row.sealed.slice(2), 'hex')
        return JSON.stringify(
          unseal(
            register.vault.read(cases.get(row.case_id).key_id),
            ['departure', row.case_id, `event ${row.no}`],
            sealed,
          ),
        ).includes(PREFIX)
      } catch (error) {
        assert.ok(error instanceof KeyDestroyed, String(error))
        return false
      }
    }).length
}

/** Files of this database, the log it writes ahead, temporary ones, the server's own. */
async function filesWith(needle: Buffer): Promise<readonly string[]> {
  await owner.query('checkpoint')
  await owner.query('select pg_switch_wal()')
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ oid: string }>(
    'select oid::text from pg_database where datname = current_database()',
  )
  const data = process.env[CLUSTER_VARIABLE] ?? assert.fail('the cluster of the run')
  const others = new RegExp(`/base/(?!${rows[0]?.oid}/|pgsql_tmp)`)
  const look = () =>
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !others.test(file) && readFileSync(file).includes(needle))
  // Where the server renames or removes one meanwhile, all are looked at again.
  for (let again = 20; ; again--)
    try {
      return look()
    } catch (error) {
      if (again === 0 || !(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
}

test('P26: before the erasure the backup opens with the keys; after it nothing does, and no file has a word of it', async () => {
  assert.equal(opened(), gone.length * 2)
  assert.ok(!copied.includes(PREFIX), 'a backup never holds a text in clear')
  const bytes = keys.rows.map(({ key }) => register.vault.read(key))
  for (const caseId of gone)
    await carryOut(
      register,
      { as: 'person', caseId },
      asking({ procedure: 'departure', kind: 'enter', step: 'askErasure', on: { caseId, event: 2 } }),
    )
  assert.equal(await eraseDue(register, forgotten), gone.length)
  assert.equal(opened(), 0)
  assert.deepEqual(await filesWith(Buffer.from(PREFIX)), [])
  for (const key of bytes.slice(0, 3))
    assert.deepEqual(await filesWith(key), [], 'a key lies in no file of the database')
  await sequence(owner, settings)
  assert.deepEqual(await selfCheck(owner, settings, registerRecords(register)), [], 'every proof still holds')
  console.log(`${MARKERS} words in ${gone.length} erased cases: in no file, and in no copy that a key opens`)
})

test('P13: an old backup is signed only once the loss is declared; what had been erased is erased again, what stays can be read', async () => {
  await restore(owner2, path)
  await assertReadable(kept)
  await assert.rejects(sequence(owner2, settings))
  assert.equal(await eraseAgain(owner2, putBack), gone.length)
  const { rows } = await owner2.query(
    'select case_id, weather, authority from immigration_enforcement.departure join immigration_enforcement.erasure using (case_id)',
  )
  assert.deepEqual(rows.map(({ case_id }) => case_id).toSorted(), gone.toSorted())
  for (const { weather, authority } of rows) assert.deepEqual([weather, authority], [null, 'restored'])
  await declareGap(owner2, settings, { by: 'operator', reason: 'the disk failed' })
  await sequence(owner2, settings)
  assert.deepEqual(await selfCheck(owner2, settings, registerRecords(putBack)), [])
  assert.deepEqual(await projectionDifferences(putBack), [])
})

async function assertReadable(cases: readonly string[]): Promise<void> {
  for (const caseId of cases) {
    const file = await actingAs(putBack, border, (tx) =>
      openCase(putBack, tx, forgotten, { caseId, purpose: 'review' }),
    )
    assert.match(String(file.state.facts.reasons), new RegExp(PREFIX))
  }
}
