import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { longDocument, SOTOLAND } from '../readers/fixtures/sotoland.ts'
import { rewritePart, writeDocx } from '../readers/fixtures/write-docx.ts'
import { writeHtml } from '../readers/fixtures/write-html.ts'
import { writePdf } from '../readers/fixtures/write-pdf.ts'
import { INTAKE_LIMITS, readIsolated } from './index.ts'
import { readMeasured } from './isolated.ts'

const PROMISED_BYTES = 500_000_000
/** Where memory alone is looked at: on a busy machine reading takes its time. */
const UNHURRIED = { ...INTAKE_LIMITS, seconds: 280 }

/** A PDF of one page whose content is this stream, packed. */
function pdfOf(content: Buffer): Uint8Array {
  const packed = deflateSync(content)
  const parts = [
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n',
    `4 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream\n`,
    packed,
    '\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
  ]
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))))
}

test('a document read in a process of its own is the same document', async () => {
  const { format, blocks } = await readIsolated(await writeDocx(SOTOLAND, 'automatic'), 'x.docx')
  assert.equal(format, 'docx')
  assert.deepEqual(
    blocks.map(({ label, text }) => [label, text]),
    SOTOLAND.lines.map(({ label, text }) => [label, text]),
  )
})

test('a refusal in the process of its own keeps its reason and data', async () => {
  await assert.rejects(readIsolated(await writePdf(SOTOLAND, { separator: 'drawn', userPassword: 'x' }), 'x'), {
    reason: 'encrypted',
  })
  await assert.rejects(readIsolated(new Uint8Array(), 'x'), { reason: 'empty' })
  await assert.rejects(readIsolated(new Uint8Array(INTAKE_LIMITS.fileBytes + 1), 'x'), { reason: 'too-large' })
})

const long = longDocument(300)
const LARGE: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'a Word file of 300 pages': () => writeDocx(long, 'automatic'),
  'a PDF of 300 pages': () => writePdf(long, { separator: 'drawn' }),
  'a page of HTML as long as 300 pages': async () => strToU8(writeHtml(long, 'linked')),
  'a Word file of 50 MB, most of it pictures': async () =>
    withStored(await writeDocx(SOTOLAND, 'typed'), randomBytes(INTAKE_LIMITS.fileBytes - 100_000)),
  'a PDF of 50 MB, most of it pictures': async () =>
    writePdf(SOTOLAND, { separator: 'drawn', attachment: randomBytes(INTAKE_LIMITS.fileBytes - 100_000) }),
}

function withStored(docx: Uint8Array, pictures: Uint8Array): Uint8Array {
  return zipSync({ ...unzipSync(docx), 'word/media/image1.png': [pictures, { level: 0 }] })
}

for (const [name, write] of Object.entries(LARGE)) {
  test(`${name} is read within the promised memory`, async (t) => {
    const bytes = await write()
    const started = performance.now()
    const { answer, peakBytes } = await readMeasured({ source: bytes, name: 'x', wanted: 'meaning' }, UNHURRIED)
    assert.ok('model' in answer, JSON.stringify(answer).slice(0, 200))
    assert.ok(answer.model.paragraphs.length > 3)
    assert.ok(peakBytes > 0 && peakBytes < PROMISED_BYTES, `${peakBytes} bytes`)
    t.diagnostic(
      `${(bytes.length / 1e6).toFixed(1)} MB read in ${Math.round(performance.now() - started)} ms with ${Math.round(peakBytes / 1e6)} MB`,
    )
  })
}

const HOSTILE: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'a PDF whose page unpacks to 600 MB': async () => pdfOf(Buffer.alloc(600_000_000, ' ')),
  'a Word file whose text is one element of 60 MB after another': async () =>
    rewritePart(await writeDocx(SOTOLAND, 'typed'), 'word/document.xml', (xml) =>
      xml.replace('<w:body>', `<w:body><w:p>${noise(50_000_000)}</w:p>`),
    ),
  '50 MB of HTML tags': async () => strToU8(`<html>${'<p>1.<b>a</b>'.repeat(3_900_000)}`),
  '50 MB of text in one line': async () => strToU8('lanterns '.repeat(5_800_000)),
  '3 MB of text in one line': async () => strToU8('lanterns '.repeat(330_000)),
  '3 MB of text in short lines without a number': async () => strToU8('a word here\n'.repeat(240_000)),
  '50 MB of text in short lines': async () => strToU8('1. a\n'.repeat(10_000_000)),
}

// Text that does not pack so well that the archive alone gives it away.
function noise(length: number): string {
  const letters = randomBytes((length / 100) * 30).toString('base64')
  return Array.from({ length: length / 100 }, (_, at) =>
    `<w:r><w:t>${letters.slice(at * 40, at * 40 + 40)}</w:t></w:r>`.padEnd(100),
  ).join('')
}

for (const [name, write] of Object.entries(HOSTILE)) {
  test(`${name} is read or refused within the promised memory`, async (t) => {
    const bytes = await write()
    const started = performance.now()
    const { answer, peakBytes } = await readMeasured({ source: bytes, name: 'x', wanted: 'meaning' }, INTAKE_LIMITS)
    assert.ok(peakBytes < PROMISED_BYTES, `${peakBytes} bytes`)
    t.diagnostic(
      `${'reason' in answer ? answer.reason : 'read'} in ${Math.round(performance.now() - started)} ms with ${Math.round(peakBytes / 1e6)} MB`,
    )
  })
}

test('a document of more characters than anybody reads is refused as too long, in text and in Word', async () => {
  const text = '1. The pier is old.\n'.repeat(INTAKE_LIMITS.characters / 20 + 1)
  const tooLong = { reason: 'too-long', detail: { limit: INTAKE_LIMITS.characters } }
  await assert.rejects(readIsolated(strToU8(text), 'x.txt'), tooLong)
  const line = `<w:p><w:r><w:t>${'The pier is old. '.repeat(6_000)}</w:t></w:r></w:p>`
  const docx = rewritePart(await writeDocx(SOTOLAND, 'typed'), 'word/document.xml', (xml) =>
    xml.replace('<w:body>', `<w:body>${line.repeat(30)}`),
  )
  await assert.rejects(readIsolated(docx, 'x.docx'), tooLong)
})

test('a file that takes longer than it may is refused as too complex, and its process is gone', async () => {
  const bytes = await writePdf(longDocument(100), { separator: 'drawn' })
  const started = performance.now()
  await assert.rejects(readIsolated(bytes, 'x.pdf', { ...INTAKE_LIMITS, seconds: 0.5 }), { reason: 'too-complex' })
  // Far from the reader's own end, however busy the machine is.
  assert.ok(performance.now() - started < 30_000)
})
