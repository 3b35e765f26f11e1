/** How many complaints there were is nobody's to count: not from the size of a log, not from what its leaves say. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { becomeSequencer, type Leaf, leafFromText, logSettings, sequence } from '../ledger/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'

const store = await testStore()
const register = await wholeRegister(store, { procedures: PROCEDURES.filter(({ name }) => name === 'complaint') })
const owner = await store.ownerClient()
const dataFolder = mkdtempSync(join(tmpdir(), 'obs-even-'))
after(async () => {
  await owner.end()
  rmSync(dataFolder, { recursive: true })
})
const settings = logSettings('complaints', { dataFolder, key: store.key, authority: 'lanternia.example' })

async function complain() {
  const who = { as: 'person', caseId: randomUUID() } as const
  let done = await carryOut(
    register,
    who,
    asking({ procedure: 'complaint', kind: 'open', step: 'open', facts: { story: 'They keep my passport.' } }),
  )
  for (const message of ['And my wages.', 'And my telephone.']) {
    const write = asking({ procedure: 'complaint', kind: 'enter', step: 'write', facts: { message } })
    done = await carryOut(register, { as: 'person', caseId: done.caseId }, { ...write, on: done })
  }
}

async function leaves(): Promise<Leaf[]> {
  const { rows } = await owner.query<{ leaf: string }>(
    `select convert_from(leaf, 'UTF8') as leaf from ledger.leaf join ledger.tree on tree.id = leaf.tree where log = 'complaints'`,
  )
  return rows.map(({ leaf }) => leafFromText(leaf))
}

test('what is done on a complaint is entered in the log of complaints and in no other', async () => {
  await complain()
  const { rows } = await owner.query('select log, count(*)::int from ledger.entry group by log')
  assert.deepEqual(rows, [{ log: 'complaints', count: 3 }])
})

test('the log of complaints grows by as many leaves whether there was a complaint or not, and none is told from a filler', async () => {
  assert.ok(await becomeSequencer(owner, 'complaints'))
  assert.equal((await sequence(owner, settings)).checkpoint.size, 10)
  assert.equal((await sequence(owner, settings)).checkpoint.size, 10, 'nothing before the next interval')
  const all = await leaves()
  const said = new Set(
    all.map(({ action, policy, software, outcome }) => [action, policy, software, outcome].join(' ')),
  )
  assert.deepEqual([...said], ['complaints.entry 1 observance done'])
  const once = (pick: (leaf: Leaf) => Uint8Array) => new Set(all.map((leaf) => Buffer.from(pick(leaf)).toString('hex')))
  for (const pick of [(leaf: Leaf) => leaf.actor, (leaf: Leaf) => leaf.object, (leaf: Leaf) => leaf.payload])
    assert.equal(once(pick).size, 10, 'nobody and nothing comes twice')
})
