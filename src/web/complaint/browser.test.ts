/** The complaint in a real browser with script: what leaves it is sealed, and what comes back is opened in it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { compileBrowser } from '../../../tests/compile-browser.ts'
import { signIn } from '../../../tests/sign-in.ts'
import { testSite } from '../../../tests/site.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Page = Awaited<ReturnType<typeof newPage>>

/** A page, with everything that it sends. */
async function watched(options: Parameters<typeof newPage>[0] = {}) {
  const page = await newPage({ javaScript: true, ...options })
  page.setDefaultTimeout(15_000)
  const sent: string[] = []
  const wrong: string[] = []
  page.on('request', (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
  page.on('pageerror', (error) => wrong.push(error.message))
  return { page, sent, wrong }
}

async function write(page: Page, story: string): Promise<string> {
  await page.goto(`${site.address}/complaint`)
  await page.locator('p[data-strong]').waitFor({ state: 'visible' })
  const code = (await page.locator('[data-code]').innerText()).trim()
  await page.fill('[name=story]', story)
  await page.fill('[name=confirm]', code.slice(0, 4).toLowerCase())
  return code
}

async function enter(page: Page, code: string): Promise<void> {
  await page.goto(`${site.address}/complaint/case`)
  await page.fill('[name=code]', code)
  await page.click('form[data-enter] button')
  await page.locator('form[data-act=write]').waitFor()
}

async function assertAccessible(page: Page): Promise<void> {
  const findings: unknown = await page.evaluate(
    `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
  )
  assert.deepEqual(findings, [])
  const width = await page.evaluate('document.documentElement.scrollWidth')
  assert.ok(Number(width) <= 320, `${width} pixels wide`)
}

test('neither the code nor a word leaves the browser; with the code both are there again', async () => {
  const { page, sent, wrong } = await watched()
  const code = await write(page, 'They keep my passport.')
  await page.click('[data-send]')
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor()
  await enter(page, code)
  assert.ok(await page.getByText('They keep my passport.').isVisible())
  await page.fill('form[data-act=write] [name=text]', 'And my wages.')
  await page.click('form[data-act=write] button')
  await page.getByText('Your message has arrived.').waitFor()
  await page.getByText('And my wages.').waitFor()
  const all = sent.join('\n')
  assert.ok(sent.some((one) => one.includes('BEGIN+AGE')))
  for (const secret of [code, code.replaceAll(' ', '+'), code.replaceAll(' ', ''), 'passport', 'wages', 'AGE-SECRET'])
    assert.ok(!all.includes(secret), `${secret} was sent`)
  assert.deepEqual(await page.context().cookies(), [])
  assert.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0)
  assert.deepEqual(wrong, [])
})

test('the line breaks while sending: nothing typed is lost, and sent again it is one complaint', async () => {
  const { page } = await watched()
  const code = await write(page, 'From the tunnel.')
  await page.context().setOffline(true)
  await page.click('[data-send]')
  await page.locator('[data-problem=network]').waitFor({ state: 'visible' })
  assert.equal(await page.inputValue('[name=story]'), 'From the tunnel.')
  await page.context().setOffline(false)
  await page.click('[data-send]')
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor()
  await enter(page, code)
})

/** A photograph as a telephone takes it: with a note of where and when beside the picture. */
async function photograph(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const drawn: unknown = await page.evaluate(
    `(() => { const c = document.createElement('canvas'); c.width = 4000; c.height = 3000; const p = c.getContext('2d'); p.fillStyle = 'red'; p.fillRect(0, 0, 4000, 3000); return c.toDataURL('image/jpeg').split(',')[1] })()`,
  )
  const picture = Buffer.from(String(drawn), 'base64')
  const note = Buffer.from(`Exif\0\0${MARKER}`)
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2])
  const buffer = Buffer.concat([picture.subarray(0, 2), head, note, picture.subarray(2)])
  return { name: `${MARKER}.jpg`, mimeType: 'image/jpeg', buffer }
}
const MARKER = 'N40-24-33-E49-52-01-Telephone'

/** What a click hands to whoever clicked. */
async function handed(page: Page, click: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> {
  const [given] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: given.suggestedFilename(), bytes: readFileSync(await given.path()) }
}

test('a photograph is drawn anew and sealed before it leaves; both sides send files, and each opens those of the other', async () => {
  const { page: person, sent, wrong } = await watched()
  const code = await write(person, '')
  await person.setInputFiles('[name=file]', await photograph(person))
  await person.getByText('The picture is drawn anew').waitFor()
  // The words go through and the line breaks before the file: it is not told that it has arrived, and nothing is sent twice.
  await person.route('**/complaint/case', (route) => route.abort())
  await person.click('[data-send]')
  await person.locator('[data-problem=file-network]').waitFor({ state: 'visible' })
  await person.unroute('**/complaint/case')
  await person.click('[data-send]')
  await person.getByText('Your file has arrived whole.').waitFor()
  await enter(person, code)
  const own = await handed(person, () => person.getByRole('button', { name: 'Open the file' }).click())
  assert.equal(own.name, 'file.jpg')
  assert.ok(own.bytes.length > 1000 && !own.bytes.includes(MARKER))
  const kept = await handed(person, () => person.getByRole('button', { name: 'Fetch it as it was encrypted' }).click())
  assert.match(kept.bytes.toString('latin1', 0, 22), /^age-encryption\.org\/v1/)

  const { page: officer } = await watched()
  await signIn(officer, site.address, 'Səbuhi')
  const key = await officer.request.get(`${site.address}/ombudsperson/keys/2`)
  await officer.goto(`${site.address}/ombudsperson/${await latest()}`)
  await officer.setInputFiles('[data-key-file]', { name: 'key.txt', mimeType: 'text/plain', buffer: await key.body() })
  const theirs = await handed(officer, () => officer.getByRole('button', { name: 'Open the file' }).click())
  assert.deepEqual(theirs.bytes, own.bytes)
  const paper = {
    name: 'letter.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 To whom it may concern'),
  }
  await officer.setInputFiles('[name=file]', paper)
  await officer.getByText('This file goes as it is.').waitFor()
  await officer.click('form[data-reply] button')
  await officer.getByText('The answer is there for the person').waitFor()
  assert.doesNotMatch(await everyChunk(), /To whom it may/)

  await enter(person, code)
  const answer = await handed(person, () => person.getByRole('button', { name: 'Open the file' }).last().click())
  assert.deepEqual([answer.name, answer.bytes.toString()], ['file.pdf', paper.buffer.toString()])
  for (const one of sent) assert.ok(!one.includes(MARKER))
  for (const page of [person, officer]) {
    await page.setViewportSize({ width: 320, height: 900 })
    await assertAccessible(page)
  }
  assert.deepEqual(wrong, [])
})

/** All that is kept of files, as text. */
async function everyChunk(): Promise<string> {
  const owner = await site.store.ownerClient()
  const { rows } = await owner.query(
    "select string_agg(encode(sealed, 'escape'), '') as all from ombudsperson.attachment_chunk",
  )
  await owner.end()
  return rows[0].all
}

async function latest(): Promise<string> {
  const owner = await site.store.ownerClient()
  const { rows } = await owner.query<{ id: string }>(
    'select case_id as id from ombudsperson.complaint order by opened_at desc limit 1',
  )
  await owner.end()
  return rows[0]?.id ?? assert.fail()
}

test('a slip in the code is found before anything is asked', async () => {
  const { page, sent } = await watched()
  await page.goto(`${site.address}/complaint/case`)
  await page.fill('[name=code]', '00000 00000 00000 00000 00010')
  const before = sent.length
  await page.click('form[data-enter] button')
  await page.locator('[data-problem=code]').waitFor({ state: 'visible' })
  assert.equal(sent.length, before)
})

test('the Ombudsperson opens it with a key file that is not sent, and the person reads the answer with their code: both pages have no serious accessibility finding', async () => {
  const { page: person } = await watched()
  const code = await write(person, 'The foreman hit my brother.')
  await person.click('[data-send]')
  await person.getByRole('heading', { name: 'It has arrived' }).waitFor()
  const { page: officer, sent } = await watched()
  await signIn(officer, site.address, 'Səbuhi')
  const key = await officer.request.get(`${site.address}/ombudsperson/keys/1`)
  await officer.goto(`${site.address}/ombudsperson/${await latest()}`)
  assert.ok(!(await officer.content()).includes('foreman'))
  await officer.setInputFiles('[data-key-file]', { name: 'key.txt', mimeType: 'text/plain', buffer: await key.body() })
  await officer.getByText('The foreman hit my brother.').waitFor()
  await officer.fill('form[data-reply] [name=text]', 'We come tomorrow.')
  await officer.click('form[data-reply] button')
  await officer.getByText('The answer is there for the person').waitFor()
  assert.ok(sent.every((one) => !one.includes('AGE-SECRET') && !one.includes('tomorrow')))

  await enter(person, code)
  await person.getByText('We come tomorrow.').waitFor()
  for (const page of [person, officer]) {
    await page.setViewportSize({ width: 320, height: 900 })
    await assertAccessible(page)
  }
})

for (const [path, language] of [
  ['/complaint', 'en'],
  ['/complaint/case', 'en'],
  ['/complaint', 'ar'],
  ['/complaint/case', 'az'],
] as const)
  test(`${path} (${language}) has no serious accessibility finding, no scroll to the side at 320 pixels, and is light`, async () => {
    const { page, wrong } = await watched({ width: 320, language })
    const response = await page.goto(site.address + path)
    const length = (await response?.body())?.length ?? 0
    assert.ok(length > 500 && length < 100_000, `${length} bytes`)
    await assertAccessible(page)
    assert.doesNotMatch(await page.title(), /compla|ombuds|şikayət|شكو/i)
    assert.deepEqual(wrong, [])
  })

test('the script is what its modules make, is light, and carries the digest by which a browser knows it', async () => {
  const source = readFileSync(new URL('../assets/complaint.js', import.meta.url), 'utf8')
  assert.equal(source, await compileBrowser(), 'run "npm run browser"')
  assert.ok(source.length < 150_000, `${source.length} bytes`)
  const body = await (await fetch(`${site.address}/complaint`)).text()
  assert.match(body, /<script type="module" src="\/assets\/complaint-[0-9a-f]{12}\.js" integrity="sha384-[^"]{64}">/)
})
