/** A complaint without script, as it goes over the wire: filed, read again by code, answered, acted on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { jpegFile, MARKER } from '../../register/attachments/fixtures/files.ts'
import { asCode, attach, caseOfCode } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import { codeFromText, codeToText, firstFour, keysOf } from './channel/index.ts'

const site = await testSite()

const codeIn = (body: string) =>
  codeFromText(/name="code" value="([^"]+)"/.exec(body)?.[1] ?? '') ?? assert.fail('no code on the page')

/** Files a story as somebody whose browser runs no script; gives the code. */
async function file(story: string, details: Readonly<Record<string, string>> = {}) {
  const person = visitor(site.address)
  const code = codeIn((await person.get('/complaint')).body)
  const answer = await person.post('/complaint', { code, story, confirm: firstFour(code), ...details })
  assert.equal(answer.status, 200)
  assert.match(answer.body, /It has arrived/)
  assert.equal(person.cookies.size, 0)
  return { code, person }
}

const comeBack = (code: string, fields: Readonly<Record<string, string>> = {}) =>
  visitor(site.address).post('/complaint/case', { code, ...fields })

test('the code is on the page before anything is sent, as text and as a picture, and every page another one', async () => {
  const pages = [await visitor(site.address).get('/complaint'), await visitor(site.address).get('/complaint')]
  const codes = pages.map(({ body }) => codeIn(body))
  for (const [at, { body }] of pages.entries()) {
    assert.ok(body.includes(codeToText(codes[at] ?? assert.fail())))
    assert.match(body, /<svg/)
    assert.ok(
      body.indexOf('Only the Ombudsperson reads it') < body.indexOf('<form'),
      'who reads comes before the first field',
    )
  }
  assert.notEqual(codes[0], codes[1])
})

test('what was written is read again with the code, and only the day is told', async () => {
  const { code } = await file('They keep my passport & my wages.')
  const { status, body } = await comeBack(codeToText(code).toLowerCase())
  assert.equal(status, 200)
  assert.match(body, /They keep my passport &amp; my wages\./)
  assert.match(body, /Nobody has read it yet/)
  assert.match(body, /Somebody reads it by \d+ \w+ \d{4}/)
  assert.doesNotMatch(body, /\d{1,2}:\d\d/)
})

test('who writes nothing, or has not written the code down, loses nothing and is told', async () => {
  const person = visitor(site.address)
  const code = codeIn((await person.get('/complaint')).body)
  const story = 'My bed was taken away.'
  const wrong = await person.post('/complaint', { code, story, confirm: 'AAAA', stillAtRisk: 'possible' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.body, /<p class="govuk-body" data-problem="confirm">/)
  assert.ok(wrong.body.includes(story) && codeIn(wrong.body) === code)
  assert.match(wrong.body, /<option value="possible" selected>/)
  assert.equal((await person.post('/complaint', { code, story: ' ', confirm: firstFour(code) })).status, 422)
  assert.equal((await comeBack(code)).status, 422, 'nothing was saved')
})

test('the same complaint sent three times on a bad line is one', async () => {
  const { code, person } = await file('Sent again and again.')
  for (let times = 0; times < 2; times++) {
    const again = await person.post('/complaint', { code, story: 'Sent again and again.', confirm: firstFour(code) })
    assert.match(again.body, /It has arrived/)
  }
  const { body } = await comeBack(code)
  assert.equal(body.match(/Sent again and again\./g)?.length, 1)
})

/** The same form with a file in it, as a browser without script sends it. */
async function sendWith(
  path: string,
  fields: Readonly<Record<string, string>>,
  bytes: Buffer,
): Promise<{ readonly status: number; readonly body: string }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), 'IMG_20261129_telephone-of-aysel.jpg')
  const answer = await fetch(site.address + path, { method: 'POST', body: form })
  return { status: answer.status, body: await answer.text() }
}

const attachmentIn = (body: string) =>
  /name="attachment" value="([^"]+)"/.exec(body)?.[1] ?? assert.fail('no file on the page')

test('a picture goes with a complaint or alone, without what the camera wrote; by the code it is given back', async () => {
  const person = visitor(site.address)
  const code = codeIn((await person.get('/complaint')).body)
  const sent = await sendWith('/complaint', { code, story: '', confirm: firstFour(code) }, jpegFile())
  assert.equal(sent.status, 200)
  assert.match(sent.body, /It has arrived[\s\S]*Your file has arrived whole/)
  const more = await sendWith(
    '/complaint/case',
    { code, act: 'write', text: 'And this.' },
    Buffer.from('What he wrote.'),
  )
  assert.match(more.body, /data-kept-file="[0-9a-f]{64}"/)
  const page = (await comeBack(code)).body
  assert.equal(page.match(/name="attachment"/g)?.length, 2)
  assert.equal(page.match(/Proof that this file arrived/g)?.length, 2)
  const attachment = attachmentIn(page)
  const give = (fields: Readonly<Record<string, string>>) =>
    fetch(`${site.address}/complaint/file`, {
      method: 'POST',
      body: new URLSearchParams({ code, attachment, ...fields }),
    })
  const opened = await give({})
  assert.match(opened.headers.get('content-disposition') ?? '', /"file\.jpg"/)
  const picture = Buffer.from(await opened.arrayBuffer())
  assert.equal(picture.toString('latin1', 0, 3), '\xff\xd8\xff')
  assert.ok(!picture.includes(MARKER))
  const sealed = await give({ as: 'sealed' })
  assert.match(sealed.headers.get('content-disposition') ?? '', /"file\.age"/)
  assert.match(Buffer.from(await sealed.arrayBuffer()).toString('latin1', 0, 30), /^age-encryption\.org\/v1\n/)
})

test('a file that cannot be taken is told of before anything is sent, and the words stand in the form still', async () => {
  const person = visitor(site.address)
  const code = codeIn((await person.get('/complaint')).body)
  const fields = { code, story: 'Look at this.', confirm: firstFour(code) }
  const program = await sendWith('/complaint', fields, Buffer.from('MZ\x90\0\x03', 'latin1'))
  assert.equal(program.status, 422)
  assert.match(program.body, /<p class="govuk-body" data-problem="file-kind">/)
  assert.match(program.body, />Look at this\.</)
  const cut = await sendWith('/complaint', { ...fields, 'file-hash': 'a'.repeat(64) }, jpegFile())
  assert.match(cut.body, /<p class="govuk-body" data-problem="file-changed">/)
  const large = await sendWith('/complaint', fields, Buffer.alloc(26 * 1024 * 1024, 65))
  assert.match(large.body, /<p class="govuk-body" data-problem="file-large">/)
  assert.equal((await comeBack(code)).status, 422, 'nothing was saved')
})

test('whoever may give a file of a complaint, by whatever door, gives a sealed one', async () => {
  const { code } = await file('Listen to this.')
  const lookup = asCode((await keysOf(code)).lookup) ?? assert.fail()
  const { caseId } = (await caseOfCode(site.register, lookup)) ?? assert.fail()
  const of = { procedure: 'complaint', caseId, purpose: 'own-data', fact: 'storyFile' } as const
  await assert.rejects(
    attach(site.register, { as: 'person', caseId }, { ...of, bytes: jpegFile() }),
    (error) => error instanceof StepRefused && error.rule === 'file-not-sealed',
  )
})

test('with the code of one complaint no file of another is given', async () => {
  const own = (await file('Mine.')).code
  const { code } = await file('Another.')
  const attachment = attachmentIn(
    (await sendWith('/complaint/case', { code, act: 'write', text: '' }, Buffer.from('words'))).body,
  )
  for (const fields of [
    { code: own, attachment },
    { code: own, attachment: 'x' },
    { code, attachment: crypto.randomUUID() },
  ])
    assert.equal((await visitor(site.address).post('/complaint/file', fields)).status, 404)
  assert.equal((await visitor(site.address).post('/complaint/file', { code: '', attachment })).status, 422)
})

test('an unknown code, a code with a slip and the code of something else get one answer', async () => {
  const { code } = await file('About the shop.')
  const { lookup, proof } = await keysOf(code)
  const never = codeIn((await visitor(site.address).get('/complaint')).body)
  const answers = [
    await comeBack(never),
    await comeBack(`${code.slice(0, 5)}${code.charAt(5) === 'A' ? 'B' : 'A'}${code.slice(6)}`),
    await comeBack('', { lookup, proof: proof.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
    await comeBack('', { lookup: never, proof }),
  ]
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body}`))].length, 1)
  assert.equal(answers[0]?.status, 422)
})

test('more is written, a reprisal is told, and it is asked to be erased', async () => {
  const { code } = await file('They shout at us.')
  const submission = crypto.randomUUID()
  for (let times = 0; times < 2; times++) {
    const { status, body } = await comeBack(code, { act: 'write', submission, text: 'And now they hit us.' })
    assert.equal(status, 200)
    assert.match(body, /Your message has arrived/)
  }
  assert.equal((await comeBack(code)).body.match(/And now they hit us\./g)?.length, 1)
  assert.equal((await comeBack(code, { act: 'write', submission: crypto.randomUUID(), text: ' ' })).status, 422)
  for (const [act, said] of [
    ['tellReprisal', /you were punished for writing/],
    ['askErasure', /Your wish to have it erased has arrived/],
    ['withdraw', /You have withdrawn it/],
  ] as const)
    assert.match((await comeBack(code, { act, submission: crypto.randomUUID() })).body, said)
})

test('messages sent at the same moment all arrive', async () => {
  const { code } = await file('From many telephones.')
  const texts = ['One', 'Two', 'Three', 'Four', 'Five'].map((word) => `Message number ${word}.`)
  const answers = await Promise.all(
    texts.map((text) => comeBack(code, { act: 'write', submission: crypto.randomUUID(), text })),
  )
  for (const { status } of answers) assert.equal(status, 200)
  const { body } = await comeBack(code)
  for (const text of texts) assert.ok(body.includes(text))
})

test('whoever is locked up does not withdraw before the Ombudsperson has talked with them alone', async () => {
  const { code } = await file('They lock the door.', { inDetention: 'true' })
  const { status, body } = await comeBack(code, { act: 'withdraw', submission: crypto.randomUUID() })
  assert.equal(status, 422)
  assert.match(body, /first talks with you alone. Nothing was changed/)
  assert.match((await comeBack(code)).body, /Nobody has read it yet/)
})

test('during a flood from one address every honest complaint arrives, and the pages stay open', async () => {
  const flood = Array.from({ length: 150 }, () => visitor(site.address).post('/complaint', { story: 'x'.repeat(1000) }))
  const honest = Array.from({ length: 12 }, (_, number) => file(`Honest ${number}.`))
  const filed = await Promise.all(honest)
  for (const { status } of await Promise.all(flood)) assert.equal(status, 422)
  const last = filed.at(-1) ?? assert.fail()
  assert.match((await comeBack(last.code)).body, /Honest 11\./)
  const owner = await site.store.ownerClient()
  const { rows } = await owner.query('select count(*)::int as n from ombudsperson.complaint')
  await owner.end()
  assert.ok(rows[0].n >= 12)
})

test('one script runs on these pages, and none that stands in them', async () => {
  const { headers, body } = await visitor(site.address).get('/complaint')
  assert.match(
    headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self'; connect-src 'self';/,
  )
  assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|\*/)
  assert.equal(body.match(/<script/g)?.length, 1)
})

test('the page is whole in Azerbaijani and Arabic', async () => {
  for (const [language, word] of [
    ['az', 'Nə baş verdi?'],
    ['ar', 'ماذا حدث؟'],
  ] as const) {
    const { body } = await visitor(site.address).get('/complaint', { 'accept-language': language })
    assert.ok(body.includes(word))
    assert.doesNotMatch(body.replace(/<[^>]+>/g, ''), /Ombudsperson|your code|You can/i)
  }
})

test('whoever is warned that their complaint goes reads from when on, on its page, and is told how to keep it', async () => {
  const { code } = await file('They keep my passport.')
  assert.doesNotMatch((await comeBack(code)).body, /goes on .* at the earliest/)
  const owner = await site.store.ownerClient()
  await owner.query(
    `insert into ombudsperson.notice (procedure, case_id, rule, run, about, whom, at)
     select 'complaint', case_id, 'expiry', event_no, 'told', 'person', '2026-11-02T12:00:00+04' from ombudsperson.complaint order by opened_at desc limit 1`,
  )
  await owner.end()
  assert.match((await comeBack(code)).body, /goes on \d+ January 2027 at the earliest, unless you write before then/)
})
