/** Files that are large, locked, damaged or made to do harm, through the page: one sentence each, and others are served meanwhile. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { longDocument, SOTOLAND } from '../../documents/readers/fixtures/sotoland.ts'
import { rewritePart, writeDocx } from '../../documents/readers/fixtures/write-docx.ts'
import { writePdf } from '../../documents/readers/fixtures/write-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'obs-hostile-'))
after(() => rmSync(folder, { recursive: true }))
const site = await testSite()
const page = await newPage()
page.setDefaultTimeout(60_000)
await page.goto(`${site.address}/language/en?back=/sign-in`)
await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
await page.goto(`${site.address}/language/en?back=/import`)

async function upload(bytes: Uint8Array, name: string): Promise<string> {
  await page.goto(`${site.address}/import`)
  // By its path: what is larger than 50 MB cannot be handed to the browser otherwise.
  const path = join(folder, name)
  writeFileSync(path, bytes)
  await page.setInputFiles('input[type=file]', path)
  await page.click('form[enctype] button')
  return (await page.textContent('main')) ?? ''
}

const word = await writeDocx(SOTOLAND, 'typed')
const MADE: Readonly<Record<string, readonly [() => Uint8Array | Promise<Uint8Array>, string, RegExp]>> = {
  'an empty file': [() => new Uint8Array(), 'a.txt', /The file is empty\. Choose the right one/],
  'a damaged Word file': [() => word.subarray(0, 900), 'a.docx', /damaged or incomplete.*then upload it/],
  'a locked PDF': [
    () => writePdf(SOTOLAND, { separator: 'drawn', userPassword: 'x' }),
    'a.pdf',
    /password\. Save it without one/,
  ],
  'a locked Word file': [
    () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
    'a.docx',
    /password\. Save it without one/,
  ],
  'an old Word file': [
    () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('WordDocument', 'utf16le'),
      ]),
    'a.doc',
    /old Word format.*save it as \.docx/,
  ],
  'a Word file with macros': [
    () =>
      rewritePart(word, '[Content_Types].xml', (xml) =>
        xml.replace(
          'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          'vnd.ms-word.document.macroEnabled.main+xml',
        ),
      ),
    'a.docm',
    /macros\. Save it as \.docx without macros/,
  ],
  'a Word file with entities': [
    () =>
      rewritePart(word, 'word/document.xml', (xml) =>
        xml.replace('?>', '?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
      ),
    'a.docx',
    /content outside itself.*Download it again/,
  ],
  'a zip bomb': [
    () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': new Uint8Array(50_000_000) }),
    'a.docx',
    /unpacks to far more.*Download it again/,
  ],
  'a picture': [
    () => Buffer.from('89504e470d0a1a0a0000', 'hex'),
    'a.pdf',
    /not a file that can be read here\. Use \.docx/,
  ],
  'a file just over 50 MB': [
    () => Buffer.alloc(51 * 1024 * 1024, 'a '),
    'a.txt',
    /larger than 50 MB\. Save it without pictures/,
  ],
}

for (const [name, [make, file, said]] of Object.entries(MADE))
  test(`${name} is refused with a sentence that says why and what to do`, async () => {
    await upload(await make(), file)
    assert.match((await page.textContent('.govuk-error-summary')) ?? '', said)
  })

test('a file far over 50 MB, which is not taken in at all, is answered with a page that says so', async () => {
  const said = await upload(Buffer.alloc(60 * 1024 * 1024, 'a '), 'a.txt')
  assert.match(said, /larger than this page takes\. Nothing was saved\. Choose a smaller file/)
})

test('while a long PDF is read, somebody else is served', async () => {
  const long = await writePdf(longDocument(60), { separator: 'drawn' })
  let read = false
  const reading = upload(long, 'long.pdf').then((text) => {
    read = true
    return text
  })
  let served = 0
  while (!read) {
    const answer = await fetch(`${site.address}/obligations`)
    await answer.text()
    if (answer.status === 200 && !read) served++
  }
  assert.match(await reading, /paragraphs/)
  assert.ok(served > 1, `${served} pages`)
  const size = (await page.content()).length
  assert.ok(size < 100_000, `the preview of a long document has ${size} bytes`)
})
