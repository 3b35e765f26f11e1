/** What a camera, a recorder or an office wrote beside the content is gone; the content is as it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { extractText } from 'unpdf'
import * as files from '../fixtures/files.ts'
import { type FileKind, kindOf } from '../kind.ts'
import { NotStripped, stripApart } from './index.ts'
import { strip } from './strip.ts'

const { MARKER } = files
const SAMPLES: readonly (readonly [FileKind['name'], Buffer])[] = [
  ['jpeg', files.jpegFile()],
  ['png', files.pngFile()],
  ['mp3', files.mp3File()],
  ['mp4', files.m4aFile()],
  ['wav', files.wavFile()],
  ['ogg', files.oggFile()],
  ['pdf', await files.pdfFile('What was done to me.', true)],
]
const refused = (rule: string) => (error: unknown) => error instanceof NotStripped && error.rule === rule

for (const [kind, bytes] of SAMPLES)
  test(`a ${kind} is known by its content, and keeps nothing that was written beside it`, async () => {
    assert.ok(bytes.includes(MARKER), 'it was there')
    assert.equal(kindOf(bytes)?.name, kind)
    const stripped = await strip(kind, bytes)
    assert.ok(!stripped.includes(MARKER))
    assert.equal(kindOf(stripped)?.name, kind)
    assert.deepEqual(kind === 'pdf' ? null : await strip(kind, stripped), kind === 'pdf' ? null : stripped)
  })

test('a picture taken sideways still stands upright, and nothing else of its Exif is left', async () => {
  const stripped = await strip('jpeg', files.jpegFile())
  assert.ok(stripped.includes(Buffer.from('4d4d002a00000008000101120003000000010006', 'hex')))
  assert.equal(stripped.toString('latin1').split('Exif').length, 2)
})

test('the sound and the picture themselves are not touched', async () => {
  for (const [kind, bytes] of SAMPLES.filter(([name]) => ['mp4', 'wav'].includes(name)))
    assert.ok((await strip(kind, bytes)).includes('sound sound soun'))
  const recording = await strip('mp4', files.m4aFile())
  assert.equal(recording.indexOf('mdat'), files.m4aFile().indexOf('mdat'), 'offsets into it stay true')
  assert.ok(!recording.includes(Buffer.from('e5cb0f00', 'hex')), 'nor is the time')
})

test('a paper keeps its words, and loses its author, its remarks’ authors and what was deleted from it', async () => {
  const paper = await PDFDocument.load(await files.pdfFile('What was done to me.'))
  const remark = {
    Type: 'Annot',
    Subtype: 'Text',
    Rect: [0, 0, 9, 9],
    T: PDFString.of(MARKER),
    Contents: PDFString.of('kept'),
  }
  paper.getPage(0).node.addAnnot(paper.context.register(paper.context.obj(remark)))
  paper.context.register(PDFString.of(`${MARKER} deleted`))
  const stripped = await strip('pdf', Buffer.from(await paper.save({ useObjectStreams: false })))
  const again = await PDFDocument.load(stripped, { updateMetadata: false })
  const all = again.context
    .enumerateIndirectObjects()
    .map(([, object]) => String(object))
    .join('\n')
  assert.ok(!all.includes(MARKER), all)
  assert.match(all, /kept/)
  const { text } = await extractText(Uint8Array.from(stripped), { mergePages: true })
  assert.match(text, /What was done to me\./)
})

test('a paper that runs something or carries a file is refused, also where that is packed', async () => {
  for (const harm of [
    { OpenAction: { S: 'JavaScript', JS: PDFString.of('app.alert(1)') } },
    { OpenAction: { S: 'Launch', F: PDFString.of('cmd.exe') } },
    { Names: { EmbeddedFiles: { Names: [] } } },
  ]) {
    const paper = await PDFDocument.load(await files.pdfFile('x'))
    for (const [key, value] of Object.entries(harm)) paper.catalog.set(PDFName.of(key), paper.context.obj(value))
    await assert.rejects(
      strip('pdf', Buffer.from(await paper.save({ useObjectStreams: true }))),
      refused('file-has-program'),
    )
  }
})

test('what is cut, twisted or made up is refused or stripped, and never an error of ours nor an endless loop', async () => {
  const samples = SAMPLES.filter(([kind]) => kind !== 'pdf')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 6 }),
      fc.nat(3000),
      async ([kind, bytes], changes, cut) => {
        const twisted = Buffer.from(bytes.subarray(0, cut === 0 ? undefined : (cut % bytes.length) + 1))
        for (const [at, value] of changes) twisted[at % twisted.length] = value
        await strip(kind, twisted).catch((error: unknown) => assert.ok(error instanceof NotStripped, String(error)))
      },
    ),
    { numRuns: 3000 },
  )
})

test('a program, a page, an archive, a picture in a container of another kind are no files that anybody sends here', () => {
  for (const beginning of [
    'MZ\x90\0',
    '\x7fELF',
    '#!/bin/sh',
    '<html>',
    '<?xml',
    '<svg ',
    'PK\x03\x04',
    'GIF89a\x01\0',
    '\0\0\0\x18ftypheic',
    '\xff\xfe',
    '',
  ])
    assert.equal(kindOf(Buffer.from(beginning, 'latin1')), null, JSON.stringify(beginning))
  assert.equal(kindOf(Buffer.from('Onlar mənim pasportumu aldılar.'))?.name, 'text')
})

test('stripping runs in a thread of its own, and says the same there', async () => {
  assert.deepEqual(await stripApart('png', files.pngFile()), await strip('png', files.pngFile()))
  await assert.rejects(stripApart('png', files.jpegFile()), refused('file-damaged'))
  await assert.rejects(stripApart('pdf', Buffer.from('%PDF-1.7\nrubbish')), refused('file-damaged'))
})
