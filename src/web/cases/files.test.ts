/** Files of a case on pages: chosen, kept without what betrays, shown to those who read their fact, given out as downloads. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type Visitor, visitor } from '../../../tests/visitor.ts'
import { jpegFile, MARKER } from '../../register/attachments/fixtures/files.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, codeInGroups, hashOfCode, newCode, viewCase, whoLooked } from '../../register/index.ts'
import { asActor, systemReader } from '../../store/index.ts'
import { as, browser, isLightAndOpen, isOpen, main, one, press, see, site } from '../fixtures/desk.ts'

const duty = async (name: string) => {
  const rows = await see((tx) =>
    tx.selectFrom('account').select(['id', 'agency_role', 'office']).where('name', 'like', `${name}%`).execute(),
  )
  const { id, agency_role, office } = one(rows)
  return { as: 'officer', id, role: agency_role ?? '', office: office ?? '' } as const
}
const now = () => Temporal.Now.instant().round('millisecond').toString()

async function stopped(): Promise<string> {
  const police = await duty('Nicat')
  const facts = {
    ...{ libertyLostAt: now(), libertyLostPlace: 'AZ-BA', apprehendedBy: police.id, sex: 'male', language: 'uz' },
    ...{ birthDateKnown: '1990', ageBasis: 'stated', accompaniedByChild: false, nationality: 'UZ' },
  }
  const { caseId } = await carryOut(
    site.register,
    police,
    asking({ procedure: 'detention', kind: 'open', step: 'open', facts }),
  )
  return caseId
}

interface Sent {
  readonly status: number
  readonly location: string | null
  readonly body: string
}

/** Sends a form with a file, as a browser would, with what else it needs. */
async function send(who: Visitor, path: string, fields: Record<string, string>, file?: Buffer): Promise<Sent> {
  const form = new FormData()
  const token = 'form-token' in fields ? '' : tokenIn((await who.get('/cases')).body)
  for (const [name, value] of Object.entries({ 'form-token': token, ...fields })) form.append(name, value)
  const fact = fields._step === undefined ? 'propertyReceipt' : 'observationsFile'
  if (file !== undefined) form.append(fact, new Blob([new Uint8Array(file)]), 'Aunt at the harbour.jpg')
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const body = new Response(form)
  const bytes = Buffer.from(await body.arrayBuffer())
  const answer = await fetch(site.address + path, {
    ...{ method: 'POST', redirect: 'manual', body: bytes },
    headers: { cookie, 'content-type': body.headers.get('content-type') ?? '', 'content-length': String(bytes.length) },
  })
  for (const [, name = '', value = ''] of answer.headers
    .getSetCookie()
    .map((one) => /^([^=]+)=([^;]*)/.exec(one) ?? []))
    who.cookies.set(name, value)
  return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() }
}
const tokenIn = (body: string) => /name="form-token" value="([^"]+)"/.exec(body)?.[1] ?? ''
/** No file that anybody would keep, but a large one. */
const wav = (bytes: number) => Buffer.alloc(bytes, 'RIFF')
const step = (caseId: string) => `/cases/detention/${caseId}/takeProperty`
const once = () => ({ _key: randomUUID(), _event: '1' })
const keptIn = (body: string) => /type="hidden" name="propertyReceipt" value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''
const linkIn = (body: string) => /href="(\/cases\/detention\/[^"]+\/file\/[^"]+)"/.exec(body)?.[1] ?? ''

test('a photograph is given in a step, stands on the page with kind, size and giver, and is downloaded without what the camera wrote', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  assert.equal((await send(police, step(caseId), once(), jpegFile())).status, 303)
  const page = (await police.get(`/cases/detention/${caseId}`)).body
  const link = linkIn(page)
  assert.match(page.replaceAll(/<[^>]+>/g, ' '), /Download the file\s+\(JPEG, 1 KB\)\s+· given by: Police/)
  assert.ok(!page.includes('Aunt at the harbour'))
  const looks = async () =>
    (await whoLooked(site.register, { as: 'person', caseId }, { procedure: 'detention', caseId })).filter(
      ({ kind }) => kind === 'attachment',
    ).length
  const before = await looks()
  const cookie = [...police.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(site.address + link, { headers: { cookie } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'ffd8ff')
  assert.ok(jpegFile().includes(MARKER) && !bytes.includes(MARKER), 'neither place nor device nor author')
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="file.jpg"')
  assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(await looks(), before + 1, 'the person sees that somebody opened it')
})

test('refused or overtaken, the form keeps the file that was sent, and it is not chosen twice', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  const late = await send(
    police,
    step(caseId),
    { _key: randomUUID(), _event: '1', _at: '2999-01-01T10:00' },
    jpegFile(),
  )
  assert.equal(late.status, 422)
  assert.match(late.body, /The file is kept/)
  assert.match(late.body, /2999-01-01T10:00/)
  const again = await send(police, step(caseId), { ...once(), propertyReceipt: keptIn(late.body) })
  assert.equal(again.status, 303)
})

test('too large or of a kind that runs, a file is refused in a sentence beside its field; all that was typed stands', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  const typed = { ...once(), _at: '2026-11-20T10:00' }
  for (const [file, said] of [
    [Buffer.alloc(25 * 1024 * 1024 + 1, 'x'), /The file is larger than 25 MB/],
    [Buffer.alloc(40 * 1024 * 1024, 'x'), /The file is larger than 25 MB/],
    [Buffer.from('MZ\x90\0\x03', 'latin1'), /A file of this kind is not taken/],
    [Buffer.from('%PDF-1.7\nrubbish'), /damaged/],
    [Buffer.alloc(0), /The file is empty/],
  ] as const) {
    const answer = await send(police, step(caseId), typed, file)
    assert.equal(answer.status, 422)
    assert.match(answer.body, said)
    assert.match(answer.body, /2026-11-20T10:00/)
    assert.equal(keptIn(answer.body), '')
  }
})

test('a file of another case is none in this one, and whoever does not read the fact cannot tell it from none', async () => {
  const [mine, other] = [await stopped(), await stopped()]
  const police = await as('Nicat')
  assert.equal((await send(police, step(other), once(), jpegFile())).status, 303)
  const link = linkIn((await police.get(`/cases/detention/${other}`)).body)
  const id = link.split('/').at(-1) ?? ''
  const tried = await send(police, step(mine), { ...once(), propertyReceipt: id })
  assert.equal(tried.status, 422)
  assert.match(tried.body, /belongs to another case/)
  const none = await police.get(`/cases/detention/${mine}/file/${randomUUID()}`)
  for (const path of [`/cases/detention/${mine}/file/${id}`, `/cases/detention/${mine}/file/x`])
    assert.equal((await police.get(path)).status, none.status, path)
  const school = await as('Zəhra')
  const bare = (body: string, named: string) =>
    body.replaceAll(named, 'FILE').replaceAll(/(name="form-token" value=")[^"]+/g, '$1')
  const nowhere = randomUUID()
  const [theirs, nothing] = [await school.get(link), await school.get(link.replace(id, nowhere))]
  assert.equal(theirs.status, 404)
  assert.equal(bare(theirs.body, id), bare(nothing.body, nowhere))
})

test('somebody whose session has ended signs in again and finds what they typed', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  const token = tokenIn((await police.get(step(caseId))).body)
  await asActor(site.store.web, systemReader('test'), 'test', (tx) =>
    sql`update followup.session set seen_at = now() - interval '31 minutes'`.execute(tx),
  )
  const late = await send(police, step(caseId), { 'form-token': token, _at: '2026-11-20T10:00' }, wav(2_000_000))
  assert.match(late.location ?? '', /^\/sign-in\?back=/)
  await police.signIn('Nicat')
  const form = (await police.get(step(caseId))).body
  assert.match(form, /value="2026-11-20T10:00"/)
  assert.equal(keptIn(form), '', 'the file is not taken from somebody who is not signed in')
})

test('the form of a step with a file is open to everybody, at a telephone’s width', async () => {
  const caseId = await stopped()
  const page = await browser('Nicat', { width: 320, javaScript: true })
  await isLightAndOpen(page, step(caseId))
  await page.setInputFiles('input[type=file]', {
    name: 'receipt.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('A belt.'),
  })
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /Download the file \(TEXT, 1 KB\)/)
  await isOpen(page, 'the case with a file')
})

test('the person gives what they have to say as a file, and reads it back; no page of theirs gives another’s', async () => {
  const officer = await duty('İlahə')
  const code = newCode()
  const facts = {
    ...{ openedOn: now(), region: 'unknown', legalGround: 'overstay', sourceOfInformation: 'own-control' },
    ...{ sex: 'male', birthDateKnown: '1990', ageBasis: 'documented', nationality: 'UZ', language: 'uz' },
    statusBefore: 'unknown',
  }
  const opened = asking({ procedure: 'expulsion', kind: 'open', step: 'open', facts })
  const { caseId } = await carryOut(site.register, officer, { ...opened, code: hashOfCode(code) })
  const person = visitor(site.address)
  await person.post('/case', { _code: codeInGroups(code) })
  const page = (await person.get('/case')).body
  const pass = /name="_pass" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const view = await viewCase(
    site.register,
    { as: 'person', caseId },
    { procedure: 'expulsion', caseId, purpose: 'own-data' },
  )
  const prospect = view.prospects.find(({ mayGive, yours }) => yours && mayGive.includes('observationsFile'))
  assert.ok(prospect, 'a step of the person takes it')
  const form = await person.post('/case/step', { _pass: pass, _step: prospect.step })
  assert.match(form.body, /enctype="multipart\/form-data"/)
  assert.match(form.body, /type="file" id="field-observationsFile"/)
  const said = { _pass: pass, _step: prospect.step, ...once() }
  assert.equal((await send(person, '/case/do', { ...said, _pass: 'another' }, jpegFile())).status, 403)
  const large = await send(
    person,
    '/case/do',
    { ...said, personObservations: 'I was born here.' },
    Buffer.alloc(26_300_000),
  )
  assert.equal(large.status, 422)
  assert.match(large.body, /larger than 25 MB/)
  assert.match(large.body, /I was born here\./)
  assert.equal((await send(person, '/case/do', said, jpegFile())).location, '/case?done')
  const [, link = ''] = /href="(\/case\/file\?id=[^"]+)"/.exec((await person.get('/case')).body) ?? []
  const own = await person.get(link)
  assert.equal(own.headers.get('content-type'), 'image/jpeg')
  assert.ok(!own.body.includes(MARKER))
  const another = visitor(site.address)
  const theirCode = newCode()
  const theirs = asking({ procedure: 'expulsion', kind: 'open', step: 'open', facts })
  await carryOut(site.register, officer, { ...theirs, code: hashOfCode(theirCode) })
  await another.post('/case', { _code: codeInGroups(theirCode) })
  assert.doesNotMatch((await another.get(link)).headers.get('content-type') ?? '', /image/)
  assert.doesNotMatch((await visitor(site.address).get(link)).headers.get('content-type') ?? '', /image/)
})

test('a file is corrected by another, with a reason; both can be opened, and a form that is refused keeps the new one', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  assert.equal((await send(police, step(caseId), once(), jpegFile())).status, 303)
  const correct = `/cases/detention/${caseId}/correct`
  const form = (await police.get(`${correct}?fact=propertyReceipt`)).body
  assert.match(form, /enctype="multipart\/form-data"/)
  assert.match(form.replaceAll(/<[^>]+>/g, ' '), /Stands now:\s+Download the file\s+\(JPEG/)
  const fields = { _fact: 'propertyReceipt', _event: '2', _key: randomUUID() }
  const refused = await send(police, correct, fields, Buffer.from('A belt, and a ring.'))
  assert.equal(refused.status, 422)
  assert.match(refused.body, /Say why it is corrected/)
  const sent = { ...fields, propertyReceipt: keptIn(refused.body), _reasons: 'The list was of somebody else.' }
  assert.equal((await send(police, correct, sent)).status, 303)
  const page = (await police.get(`/cases/detention/${caseId}`)).body
  const said = page.replaceAll(/<[^>]+>/g, ' ')
  assert.match(
    said,
    /It was:\s+Download the file\s+\(JPEG[\s\S]*It is now:\s+Download the file\s+\(TEXT[\s\S]*of somebody else/,
  )
  const links = new Set([...page.matchAll(/href="(\/cases\/detention\/[^"]+\/file\/[^"]+)"/g)].map(([, link]) => link))
  assert.equal(links.size, 2)
  for (const link of links) assert.equal((await police.get(link ?? '')).status, 200)
})
