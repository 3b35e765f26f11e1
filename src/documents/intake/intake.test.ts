import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { SOTOLAND } from '../readers/fixtures/sotoland.ts'
import { rewritePart, writeDocx } from '../readers/fixtures/write-docx.ts'
import { writeHtml } from '../readers/fixtures/write-html.ts'
import { writePdf } from '../readers/fixtures/write-pdf.ts'
import { readAccepted } from '../readers/index.ts'
import { INTAKE_LIMITS, intake, sentenceFor, UNREADABLE_REASONS, Unreadable, type UnreadableReason } from './index.ts'

const docx = await writeDocx(SOTOLAND, 'typed')
const pdf = await writePdf(SOTOLAND, { separator: 'drawn' })

/** The reason for which a file is refused, by intake or by its reader. */
async function reasonFor(bytes: Uint8Array, name = 'file'): Promise<UnreadableReason | 'read'> {
  try {
    await readAccepted(await intake(bytes, name))
    return 'read'
  } catch (error) {
    if (error instanceof Unreadable) return error.reason
    throw error
  }
}

function compound(stream: string): Uint8Array {
  const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  return new Uint8Array(
    Buffer.concat([signature, Buffer.alloc(600), Buffer.from(stream, 'utf16le'), Buffer.alloc(600)]),
  )
}

const withPart = (name: string, rewrite: (xml: string) => string) => rewritePart(docx, name, rewrite)

test('a file is known by its content, whatever its name says', async () => {
  const html = strToU8(writeHtml(SOTOLAND, 'bare'))
  assert.equal((await intake(docx, 'report.pdf')).format, 'docx')
  assert.equal((await intake(pdf, 'report.docx')).format, 'pdf')
  assert.equal((await intake(html, 'report.txt')).format, 'html')
  assert.equal((await intake(strToU8('1. The Committee …'), 'report.html')).format, 'text')
  assert.equal((await intake(strToU8('[{"Symbol": "CMW/C/SOT/CO/3"}]'), 'export')).format, 'json')
  assert.equal((await intake(strToU8('[footnoteRef:1] A note in brackets [ 1: of a text ]'), 'x')).format, 'text')
})

test('a text in another encoding than UTF-8 is read by what it says of itself', async () => {
  const russian = Buffer.concat([
    Buffer.from('<html><meta charset="windows-1251"><p>1. '),
    Buffer.from([0xca, 0xee, 0xec]),
  ])
  const accepted = await intake(new Uint8Array(russian), 'ru.html')
  assert.ok('text' in accepted && accepted.text.endsWith('Ком'))
  const western = await intake(new Uint8Array([0x93, 0x41, 0x94, 0x20, 0xe9]), 'fr.txt')
  assert.ok('text' in western && western.text === '“A” é')
  const utf16 = await intake(new Uint8Array(Buffer.from('\ufeff1. Texte', 'utf16le')), 'fr.txt')
  assert.ok('text' in utf16 && utf16.text === '1. Texte')
})

test('an empty file is refused as empty, and so is one of blanks', async () => {
  assert.equal(await reasonFor(new Uint8Array()), 'empty')
  assert.equal(await reasonFor(strToU8(' \n\t ')), 'empty')
})

test('a file over 50 MB is refused with its size, one of 50 MB is not', async () => {
  const large = new Uint8Array(INTAKE_LIMITS.fileBytes + 1)
  await assert.rejects(intake(large, 'x'), { reason: 'too-large' })
  const refusal = await intake(large, 'x').catch((error) => error)
  assert.match(sentenceFor(refusal), /^The file has 50\.1 MB; at most 50 MB/)
  large.fill(0x20)
  large.set(strToU8('1. Text'))
  assert.equal((await intake(large.subarray(1), 'x')).format, 'text')
})

test('an old Word file is refused with the advice to save it as .docx', async () => {
  const refusal = await intake(compound('WordDocument'), 'x.docx').catch((error) => error)
  assert.equal(refusal.reason, 'old-word')
  assert.match(sentenceFor(refusal), /save it as \.docx/)
})

test('a Word file and a PDF with a password are refused as encrypted', async () => {
  assert.equal(await reasonFor(compound('EncryptedPackage'), 'x.docx'), 'encrypted')
  assert.equal(await reasonFor(await writePdf(SOTOLAND, { separator: 'drawn', userPassword: 'secret' })), 'encrypted')
})

test('a Word file with macros is refused, by its type and by the part that holds them', async () => {
  const typed = withPart('[Content_Types].xml', (xml) =>
    xml.replace(
      'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
      'vnd.ms-word.document.macroEnabled.main+xml',
    ),
  )
  assert.equal(await reasonFor(typed), 'macros')
  assert.equal(await reasonFor(withPart('word/vbaProject.bin', () => 'x')), 'macros')
})

test('a Word file that declares entities is refused: a billion laughs, and one that would fetch a file', async () => {
  const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
    '',
  )
  const prologs = [
    `<!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs}]>`,
    '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
    '<!doctype x SYSTEM "http://127.0.0.1/x.dtd">',
  ]
  for (const prolog of prologs) {
    for (const part of [
      'word/document.xml',
      'word/styles.xml',
      'word/footnotes.xml',
      'word/numbering.xml',
      '_rels/.rels',
      '[Content_Types].xml',
    ]) {
      assert.equal(await reasonFor(withPart(part, (xml) => xml.replace('?>', `?>${prolog}`))), 'entities', part)
    }
  }
})

test('a part that unpacks to far more than it should is refused before it is unpacked', async () => {
  const zeros = new Uint8Array(50_000_000)
  const bomb = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': zeros })
  assert.equal(await reasonFor(bomb), 'bomb')
})

test('a part that unpacks to more than it declares is refused at the size it declared', async () => {
  const lying = Buffer.from(withPart('word/document.xml', (xml) => xml + ' '.repeat(3_000_000)))
  const at = lying.lastIndexOf('word/document.xml') - 46
  assert.equal(lying.readUInt32LE(at), 0x02014b50)
  lying.writeUInt32LE(1000, at + 24)
  assert.equal(await reasonFor(new Uint8Array(lying)), 'bomb')
})

test('an archive with too many entries is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`p${index}`, new Uint8Array()]))
  assert.equal(await reasonFor(zipSync(many)), 'bomb')
})

test('a table whose parts unpack to too much is refused before its library sees it', async () => {
  const type = '<Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
  const sheet = (xml: string) => zipSync({ '[Content_Types].xml': strToU8(type), 'xl/workbook.xml': strToU8(xml) })
  assert.equal((await intake(sheet('<workbook/>'), 'x')).format, 'xlsx')
  assert.equal(await reasonFor(sheet('<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')), 'entities')
  assert.equal(await reasonFor(sheet(' '.repeat(20_000_000))), 'bomb')
})

test('elements nested without end are refused', async () => {
  const nested = withPart('word/document.xml', (xml) => xml.replace('<w:body>', `<w:body>${'<w:sdt>'.repeat(100_000)}`))
  assert.equal(await reasonFor(nested), 'too-complex')
  assert.equal(await reasonFor(strToU8(`<html>${'<div>'.repeat(100_000)}`)), 'too-complex')
})

test('a Word file is refused as damaged when it is cut off, when a letter is changed, when its text is missing or breaks off', async () => {
  assert.equal(await reasonFor(docx.slice(0, docx.length / 2)), 'damaged')
  assert.equal(await reasonFor(withPart('word/document.xml', (xml) => xml.slice(0, xml.length / 2))), 'damaged')
  const stored = Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<x wordprocessingml.document.main+xml/>') }))
  assert.equal(await reasonFor(new Uint8Array(stored)), 'damaged')
  const changed = Buffer.from(docx)
  const at = changed.indexOf('word/document.xml') + 200
  changed.writeUInt8(changed.readUInt8(at) ^ 0x55, at)
  assert.equal(await reasonFor(new Uint8Array(changed)), 'damaged')
})

test('one changed letter in an archive is noticed, even where nothing else tells', async () => {
  const part = strToU8('<w:document><w:body><w:p><w:r><w:t>within 24 hours</w:t></w:r></w:p></w:body></w:document>')
  const stored = Buffer.from(zipSync({ ...unzipSync(docx), 'word/document.xml': [part, { level: 0 }] }))
  assert.equal(await reasonFor(new Uint8Array(stored)), 'read')
  stored.write('34 hours', stored.indexOf('24 hours'))
  assert.equal(await reasonFor(new Uint8Array(stored)), 'damaged')
})

test('an archive whose entries have a password is refused as encrypted', async () => {
  const locked = Buffer.from(docx)
  const at = locked.lastIndexOf('word/document.xml') - 46
  locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8)
  assert.equal(await reasonFor(new Uint8Array(locked)), 'encrypted')
})

test('a PDF that breaks off is refused as damaged, never read in part', async () => {
  const end = Buffer.from(pdf).lastIndexOf('startxref')
  assert.equal(await reasonFor(pdf.slice(0, end)), 'damaged')
  for (const share of [0.2, 0.5, 0.9]) assert.equal(await reasonFor(pdf.slice(0, pdf.length * share)), 'damaged')
})

test('pictures, programs, archives and other papers are refused with what they are', async () => {
  const files: readonly (readonly [Uint8Array, RegExp])[] = [
    [new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), /a picture \(PNG\)/],
    [new Uint8Array(Buffer.from('ffd8ffe000104a464946', 'hex')), /a picture \(JPEG\)/],
    [strToU8('{\\rtf1 text}'), /\.rtf/],
    [zipSync({ 'inner.docx': docx }), /unpack it/],
    [zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }), /\.odt/],
    [compound('Workbook'), /\.xlsx/],
    [strToU8('<?xml version="1.0"?><feed/>'), /an XML file/],
    [new Uint8Array([1, 2, 3, 0, 255]), /not a document/],
  ]
  for (const [bytes, found] of files) {
    const refusal = await intake(bytes, 'x.docx').catch((error) => error)
    assert.equal(refusal.reason, 'wrong-type')
    assert.match(sentenceFor(refusal), found)
  }
})

test('every reason has a sentence that a person can act on', () => {
  for (const reason of UNREADABLE_REASONS) assert.match(sentenceFor(new Unreadable(reason)), /^[A-Z].{15,}\.$/)
})

test('whatever bytes come in, the answer is a document or a refusal with a reason', async () => {
  const starts = [
    '',
    'PK\x03\x04',
    '%PDF-1.7\n',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '<html>',
    '{"',
    '<!DOCTYPE html>',
  ].map((start) => Buffer.from(start, 'latin1'))
  const anything = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }))
  await fc.assert(
    fc.asyncProperty(anything, async ([start, rest]) => {
      await reasonFor(new Uint8Array(Buffer.concat([start, rest])))
    }),
    { numRuns: 300 },
  )
})

// pdf.js leaves promises behind that fail with nobody waiting; the thread in which files are read lets them go, and so does this test.
const toldElse = process.listeners('unhandledRejection')
process.removeAllListeners('unhandledRejection')
process.on('unhandledRejection', (error, promise) => {
  if (error instanceof Error && /XRef|MissingData|Format|Abort/.test(error.name)) return
  for (const tell of toldElse) tell(error, promise)
})

test('whatever bytes of a real file are changed, the answer is a document or a refusal with a reason', async () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(docx, pdf), changes, async (original, changed) => {
      const bytes = original.slice()
      for (const [at, value] of changed) bytes[at % bytes.length] = value
      await reasonFor(bytes)
    }),
    { numRuns: 150 },
  )
})
