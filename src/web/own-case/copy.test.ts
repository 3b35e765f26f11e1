/** A copy of the own case with proof: each event by its entry in the log, and one file for each that a court checks without us. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { becomeSequencer, logSettings, selfCheck, sequence, verifyBundle } from '../../ledger/index.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, hashOfCode, newCode, registerRecords, viewCase } from '../../register/index.ts'

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

test('of each look there is a file that proves it, with the office and the reason and without the officer; of others’ there is none', async () => {
  const registrar = { as: 'officer', id: randomUUID(), role: 'school-registrar', office: 'SCHOOL' } as const
  await owner.query('update education.school_enrolment set office_school_registrar = $2 where case_id = $1', [
    caseId,
    'SCHOOL',
  ])
  await viewCase(site.register, registrar, { procedure: 'school-enrolment', caseId, purpose: 'enrol' })
  const { rows } = await owner.query(
    "select id, encode(person, 'hex') as person from firewall.access_record where subject = $1 and role = 'school-registrar'",
    [caseId],
  )
  const look = rows[0]?.id ?? assert.fail('nothing was noted')
  const page = (await comeBack()).body
  assert.ok(page.includes(look))
  const again = /name="_pass" value="([^"]+)"/.exec(page)?.[1] ?? assert.fail()
  const prove = (one = look) => parent.post('/case/look-proof', { _pass: again, _look: one })
  assert.equal((await prove()).status, 409)
  assert.ok(await becomeSequencer(owner, 'access'))
  const access = logSettings('access', { dataFolder: folder, key: site.store.key, authority: undefined })
  await sequence(owner, access)
  const { status, body } = await prove()
  assert.equal(status, 200, body)
  const { proved, record } = verifyBundle(body)
  assert.match(proved, /^This record/)
  assert.deepEqual(Object.keys(record as object).toSorted(), ['at', 'kind', 'office', 'purpose', 'role', 'subject'])
  assert.deepEqual(
    [Reflect.get(Object(record), 'role'), Reflect.get(Object(record), 'purpose')],
    ['school-registrar', 'enrol'],
  )
  for (const hidden of [registrar.id, rows[0].person]) assert.ok(!body.includes(hidden))
  assert.deepEqual(await selfCheck(owner, access, registerRecords(site.register)), [])
  for (const other of [randomUUID(), 'x']) {
    await comeBack()
    assert.equal((await prove(other)).status, 403)
  }
})

/** Whoever asks for what is not there shows their code again. */
async function comeBack() {
  await parent.post('/case', { _code: code })
  return parent.get('/case/looks')
}
