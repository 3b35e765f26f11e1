/** P18: a complaint that somebody with the whole database deletes is proved by whoever filed it, and missed by the self-check. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { becomeSequencer, logSettings, selfCheck, sequence, verifierHtml, verifyBundle } from '../../ledger/index.ts'
import { registerRecords } from '../../register/index.ts'
import { codeFromText, firstFour, keysOf, openText } from './channel/index.ts'
import { readRecipients } from './recipients.ts'

const site = await testSite()
const folder = mkdtempSync(join(tmpdir(), 'obs-filed-'))
const owner = await site.store.ownerClient()
after(async () => {
  await owner.end()
  rmSync(folder, { recursive: true })
})
const settings = logSettings('complaints', { dataFolder: folder, key: site.store.key, authority: undefined })

const person = visitor(site.address)
const form = await person.get('/complaint')
const code = codeFromText(/name="code" value="([^"]+)"/.exec(form.body)?.[1] ?? '') ?? assert.fail()
await person.post('/complaint', { code, story: 'The guard took my telephone.', confirm: firstFour(code) })
const proofNow = () => person.post('/complaint/proof', { code })

const withFile = new FormData()
for (const [name, value] of Object.entries({ code, act: 'write', text: '' })) withFile.set(name, value)
withFile.set('file', new Blob(['What the foreman wrote to me.']), 'message.txt')
await fetch(`${site.address}/complaint/case`, { method: 'POST', body: withFile })
const sealed = await fetchSealed()

/** The file as it is kept, which whoever wants to prove it has beside the proof. */
async function fetchSealed(): Promise<Buffer> {
  const { body } = await person.post('/complaint/case', { code })
  const attachment = /name="attachment" value="([^"]+)"/.exec(body)?.[1] ?? assert.fail(body)
  const fields = new URLSearchParams({ code, attachment, as: 'sealed' })
  const answer = await fetch(`${site.address}/complaint/file`, { method: 'POST', body: fields })
  return Buffer.from(await answer.arrayBuffer())
}

test('until its entry is in the log, the page says when to come again', async () => {
  const { status, body } = await proofNow()
  assert.equal(status, 409)
  assert.match(body, /up to five minutes/)
})

test('P18: deleted with everything that led to it, the complaint is proved by the file that was fetched with the code', async () => {
  assert.ok(await becomeSequencer(owner, 'complaints'))
  await sequence(owner, settings)
  const { status, body, headers } = await proofNow()
  assert.equal(status, 200)
  assert.match(headers.get('content-disposition') ?? '', /filing\.proof\.json/)
  const ofFile = await person.post('/complaint/proof', { code, event: '2' })
  const whole = await selfCheck(owner, settings, registerRecords(site.register))
  assert.deepEqual(whole, [])

  await owner.query('set session_replication_role = replica')
  await owner.query('truncate ombudsperson.event, ombudsperson.complaint, ombudsperson.case_code')
  await owner.query('set session_replication_role = origin')
  assert.equal((await proofNow()).status, 422, 'it is gone')

  const verdict = verifyBundle(body)
  assert.match(verdict.proved, /^This record/)
  const { story } = (verdict.record as { content: { facts: { story: string } } }).content.facts
  const { identity } = await keysOf(code)
  const { demonstration } = (await readRecipients(site.store)) ?? assert.fail()
  for (const key of [identity, ...demonstration])
    assert.equal(await openText(story, key), 'The guard took my telephone.')
  const proved = verifyBundle(ofFile.body).record as { content: { facts: { storyFileHash: string } } }
  assert.equal(proved.content.facts.storyFileHash, createHash('sha256').update(sealed).digest('hex'))
  const found = await selfCheck(owner, settings, registerRecords(site.register))
  assert.equal(found.length, 2, 'the leaves have no record any more')

  const page = await newPage({ javaScript: true })
  const path = join(folder, 'verifier.html')
  writeFileSync(path, verifierHtml())
  await page.goto(`file://${path}`)
  await page.setInputFiles('#bundle', {
    name: 'filing.proof.json',
    mimeType: 'application/json',
    buffer: Buffer.from(body),
  })
  await page.locator('#answer.proved').waitFor()
})
