/** Evidence through its pages: what is private is nobody else's by any way in, what runs is not taken, every reading is kept. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { signIn } from '../../tests/sign-in.ts'
import { testSite } from '../../tests/site.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CODE = 'CMW.AZE.3.36(b)'
const FORM = `${site.address}/obligations/${encodeURIComponent(CODE)}/evidence`
const SECRET = 'Quiet harbour ledger'
const CONTENT = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog /Quiet 1 >> endobj')

const owner = await newPage()
owner.setDefaultTimeout(10_000)
await signIn(owner, site.address, 'official', 'SMS')

async function upload(
  page: Page,
  file: { name: string; bytes: Buffer; title: string; sharing?: string },
): Promise<void> {
  await page.goto(FORM)
  await page.fill('input[name=title]', file.title)
  await page.setInputFiles('input[type=file]', {
    name: file.name,
    mimeType: 'application/octet-stream',
    buffer: file.bytes,
  })
  await page.check(`input[name=sharing][value=${file.sharing ?? 'own'}]`)
  await page.click('main form button')
}

async function idOf(page: Page, title: string): Promise<string> {
  await page.goto(FORM)
  const href = await page.locator('main tr', { hasText: title }).first().locator('a').first().getAttribute('href')
  return href?.split('/').at(-1) ?? ''
}

await upload(owner, { name: 'ledger.pdf', bytes: CONTENT, title: SECRET })
assert.match((await owner.textContent('main')) ?? '', /The evidence is added/)
const id = await idOf(owner, SECRET)
const sha256 = createHash('sha256').update(CONTENT).digest('hex')

const OTHERS = [
  ['the public', null],
  ['an official of another institution', 'MOJ'],
  ['the human rights institution', 'national human rights'],
  ['civil society', 'civil society'],
  ['the Committee', 'Committee'],
] as const

async function as(words: string | null): Promise<Visitor> {
  const one = visitor(site.address)
  await one.get('/language/en?back=/')
  if (words !== null) await one.signIn(words)
  return one
}

const ROUTES = [
  `/evidence/${id}`,
  `/evidence/${id}/edit`,
  `/evidence/${sha256}`,
  `/evidence/${sha256}/edit`,
  '/evidence/ledger.pdf',
  '/evidence/00000000-0000-4000-8000-000000000000',
] as const

for (const [who, words] of OTHERS) {
  test(`a private file is not there for ${who}: by address, by hash, by name, by guess, all the same answer`, async () => {
    const one = await as(words)
    const unknown = (await one.get('/no-such-page')).status
    for (const path of ROUTES) {
      const answer = await one.get(path)
      // Whoever has not signed in is asked to, on every form that there is or is not.
      const expected = words === null && path.endsWith('/edit') ? 303 : unknown
      assert.equal(answer.status, expected, path)
      assert.doesNotMatch(answer.body, /Quiet/)
    }
  })

  test(`a private file is on no list, count, search, history or export of ${who}`, async () => {
    const one = await as(words)
    const paths = [
      `/obligations/${encodeURIComponent(CODE)}`,
      `/obligations/${encodeURIComponent(CODE)}/evidence`,
      '/search?q=harbour+ledger',
      '/search?q=ledger&kind=evidence',
      '/history?kind=evidence',
      '/history?kind=evidence_obligation',
      '/history.csv?kind=evidence',
      '/history.csv?kind=evidence_obligation',
      `/history?kind=evidence&object=${id}`,
      '/institutions/SMS',
    ]
    for (const path of paths) {
      const { body } = await one.get(path)
      assert.doesNotMatch(body, /Quiet harbour|ledger\.pdf/, path)
      // The address of the page itself may repeat what was asked; nothing else names it.
      assert.ok(!body.replaceAll(`object=${id}`, '').includes(id) || path.includes(id), path)
    }
  })
}

test('the count of evidence beside an obligation leaves out what the reader may not see', async () => {
  const countFor = async (words: string | null) => {
    const { body } = await (await as(words)).get(`/obligations?text=${encodeURIComponent('detaching OR detaining')}`)
    return Number(/CMW\.AZE\.3\.36\(b\)[^<]*?(\d+) piece/.exec(body)?.[1])
  }
  const [own, other] = [await countFor('SMS'), await countFor('MOJ')]
  assert.ok(own > other, `${own} for its own institution, ${other} for another`)
})

test('its institution reads the file as a download that no browser runs, and the reading is recorded', async () => {
  const own = await as('SMS')
  const answer = await own.get(`/evidence/${id}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''ledger\.pdf$/)
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/)
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  assert.match((await own.get(`/history?kind=evidence&object=${id}`)).body, /read a protected file/)
})

const REFUSED = [
  ['a program', 'setup.exe', Buffer.from('MZ\x90\0'), /not taken/],
  ['a program under a second ending', 'report.exe.pdf', CONTENT, /two endings/],
  ['a script under a second ending', 'report.js.txt', Buffer.from('hello'), /two endings/],
  ['a picture that is called a document', 'scan.pdf', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /another type/],
  ['a page of the web', 'page.html', Buffer.from('<html><script>1</script>'), /not taken/],
  ['an empty file', 'empty.pdf', Buffer.alloc(0), /is empty|link or a file/],
] as const

for (const [what, name, bytes, sentence] of REFUSED)
  test(`${what} is refused with a sentence that says what to do, and what was typed is kept`, async () => {
    await upload(owner, { name, bytes, title: 'Refused thing' })
    assert.match((await owner.textContent('[role=alert]')) ?? '', sentence)
    assert.equal(await owner.inputValue('input[name=title]'), 'Refused thing')
    assert.match((await owner.textContent('main')) ?? '', new RegExp(`Choose the file “${name}” again`))
  })

test('a file above the limit is refused, and nothing of it is kept', async () => {
  const token = /name="form-token" value="([^"]+)"/
  const own = await as('SMS')
  const { body } = await own.get(new URL(FORM).pathname)
  const data = new FormData()
  data.set('form-token', token.exec(body)?.[1] ?? '')
  data.set('title', 'Large')
  data.set('file', new File([Buffer.concat([CONTENT, Buffer.alloc(22 * 1024 * 1024)])], 'large.pdf'))
  const cookie = [...own.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(FORM, { method: 'POST', body: data, headers: { cookie }, redirect: 'manual' })
  assert.ok([411, 413].includes(answer.status), String(answer.status))
  assert.doesNotMatch((await own.get(new URL(FORM).pathname)).body, />Large</)
})

test('one piece of evidence proves many obligations, is shared by its institution, and then is there for others', async () => {
  await upload(owner, { name: 'shared.pdf', bytes: CONTENT, title: 'Open harbour ledger' })
  const evidence = await idOf(owner, 'Open harbour ledger')
  await owner.goto(`${site.address}/evidence/${evidence}/edit`)
  assert.match((await owner.textContent('main')) ?? '', /Now only .* sees this/)
  await owner.fill('input[name=find]', 'detention')
  await owner.click('input[name=look]')
  await owner.locator('input[name=obligations]').nth(1).check()
  await owner.check('input[name=sharing][value=public]')
  await owner.click('main form button')
  assert.match((await owner.textContent('main')) ?? '', /Now everybody sees this/)
  assert.equal(await owner.locator('input[name=obligations]:checked').count(), 2)
  assert.equal((await (await as(null)).get(`/evidence/${evidence}`)).status, 200)
})

test('another institution does not change what is shared: no form for it, and a forged post changes nothing', async () => {
  await upload(owner, { name: 'officials.pdf', bytes: CONTENT, title: 'Ledger among officials', sharing: 'officials' })
  const evidence = await idOf(owner, 'Ledger among officials')
  const other = await as('MOJ')
  assert.equal((await other.get(`/evidence/${evidence}`)).status, 200)
  assert.equal((await other.get(`/evidence/${evidence}/edit`)).status, 404)
  await other.get('/search?q=x')
  const forged = await other.post(`/evidence/${evidence}/edit`, {
    version: '1',
    title: 'Taken over',
    sharing: 'public',
  })
  assert.ok(forged.status >= 400)
  assert.notEqual((await (await as(null)).get(`/evidence/${evidence}`)).status, 200)
})

for (const path of [
  `/obligations/${encodeURIComponent(CODE)}/evidence`,
  `/evidence/${id}/edit`,
  '/measures',
  '/measures/new',
])
  test(`${path.replace(id, 'ID')} has no serious accessibility finding and no scroll to the side at 320 pixels`, async () => {
    const page = await newPage({ width: 320, javaScript: true })
    await signIn(page, site.address, 'official', 'SMS')
    await page.goto(site.address + path)
    const findings: unknown = await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
    )
    assert.deepEqual(findings, [])
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320)
    await page.context().close()
  })
