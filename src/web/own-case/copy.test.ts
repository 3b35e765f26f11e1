/** A copy of the own case with proof: each event by its entry in the log, and one file for each that a court checks without us. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { becomeSequencer, logSettings, sequence, verifyBundle } from '../../ledger/index.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, hashOfCode, newCode } from '../../register/index.ts'

const site = await testSite()
const folder = mkdtempSync(join(tmpdir(), 'obs-copy-'))
const owner = await site.store.ownerClient()
after(async () => {
  await owner.end()
  rmSync(folder, { recursive: true })
})
const settings = logSettings('register', { dataFolder: folder, key: site.store.key, authority: undefined })

const code = newCode()
const facts = {
  ...{ language: 'fa', childName: 'Ö', birthDateSaid: '2017', sex: 'female', level: 'primary' },
  carerRelation: 'parent',
}
const asked = asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts })
const who = { as: 'person', caseId: randomUUID() } as const
const { caseId } = await carryOut(site.register, who, { ...asked, code: hashOfCode(code) })
const parent = visitor(site.address)
await parent.post('/case', { _code: code })
const pass = /name="_pass" value="([^"]+)"/.exec((await parent.get('/case/copy')).body)?.[1] ?? assert.fail()
const proofNow = () => parent.post('/case/proof', { _pass: pass, _event: '1' })

test('the copy names the entry of each event in the log, and is read by nobody who shows no code', async () => {
  const { rows } = await owner.query('select entry from education.event where case_id = $1', [caseId])
  assert.ok((await parent.get('/case/copy')).body.includes(rows[0].entry))
  assert.ok(!(await visitor(site.address).get('/case/copy')).body.includes(rows[0].entry))
})

test('until the entry is in a signed tree a page says so; then its file proves the words that were given', async () => {
  assert.equal((await proofNow()).status, 409)
  assert.ok(await becomeSequencer(owner, 'register'))
  await sequence(owner, settings)
  const { status, body } = await proofNow()
  assert.equal(status, 200)
  const verdict = verifyBundle(body)
  assert.match(verdict.proved, /^This record/)
  assert.match(JSON.stringify(verdict.record), /"childName":"Ö"/)
})

test('an event that is not there is answered as no case at all', async () => {
  assert.equal((await parent.post('/case/proof', { _pass: pass, _event: '7' })).status, 403)
})
