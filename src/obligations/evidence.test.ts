/** Evidence: nothing that runs gets in, nothing private gets out, and every reading leaves a trace. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { testStore } from '../../tests/store.ts'
import { NotFound, StepRefused } from '../store/index.ts'
import { addFile, EvidenceFile, EvidenceLink, evidenceOf, LARGEST_FILE, readEvidence, tidyName } from './evidence.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf } from './fixtures/steps.ts'
import { sniff } from './media-type.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, read, id } = stepsOf(store, people)
const obligation = await id('12(a)')

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const zip = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
const office = (parts: Record<string, string> = {}) =>
  zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>', ...parts })
const upload = (name: string, content: Uint8Array, sharing: 'own' | 'officials' | 'public' = 'own') =>
  act(people.focal, 'evidence.add', (tx) =>
    addFile(tx, people.focal, EvidenceFile.parse({ title: 'Report', obligations: [obligation], sharing }), {
      name,
      bytes: content,
    }),
  )
const open = (evidence: string, viewer = people.focal) =>
  act(viewer, 'evidence.read', (tx) => readEvidence(tx, evidence))
const readings = (evidence: string) =>
  read(people.focal, (tx) =>
    tx
      .selectFrom('history')
      .select('actor')
      .where('object', '=', evidence)
      .where('action', '=', 'evidence.read')
      .execute(),
  )
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule

const PDF = bytes('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj')

test('a file is what its content says', () => {
  assert.equal(sniff(PDF, 'a.PDF').ending, 'pdf')
  assert.equal(sniff(bytes('\x89PNG\r\n\x1a\n...'), 'a.png').type, 'image/png')
  assert.equal(sniff(bytes('\xff\xd8\xff\xe0'), 'a.jpeg').ending, 'jpg')
  assert.equal(sniff(office(), 'a.docx').ending, 'docx')
  assert.equal(sniff(zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<w/>' }), 'a.xlsx').ending, 'xlsx')
  assert.equal(
    sniff(zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }), 'a.odt').ending,
    'odt',
  )
  assert.equal(sniff(new TextEncoder().encode('ad;say\nƏli;1'), 'a.csv').ending, 'csv')
})

const RUNS: readonly (readonly [string, string, Uint8Array])[] = [
  ['a Windows program', 'a.exe', bytes('MZ\x90\0')],
  ['a program called a text', 'a.txt', bytes('\x7fELF\x02\0')],
  ['a shell script called a text', 'a.txt', bytes('#!/bin/sh\nrm -rf /')],
  ['a web page', 'a.html', bytes('<!doctype html><script>1</script>')],
  ['a web page called a text', 'a.txt', bytes('  <html>')],
  ['a drawing with scripts', 'a.svg', bytes('<svg onload="x()"/>')],
  ['an archive', 'a.zip', zip({ 'a.txt': 'x' })],
  ['an archive called a document', 'a.docx', zip({ 'a.txt': 'x' })],
  ['an old Word file, which may hold macros', 'a.doc', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['a Word file with macros', 'a.docx', office({ 'word/vbaProject.bin': 'x' })],
  [
    'a Word file that says so of itself',
    'a.docx',
    office({
      '[Content_Types].xml': '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
    }),
  ],
  ['a Word file with a packaged object', 'a.docx', office({ 'word/embeddings/oleObject1.bin': 'x' })],
  [
    'a Word file that fetches its template from elsewhere',
    'a.docx',
    office({
      'word/_rels/settings.xml.rels':
        '<Relationship Type="x/attachedTemplate" Target="http://e/t.dotm" TargetMode="External"/>',
    }),
  ],
  [
    'an OpenDocument file with Basic',
    'a.odt',
    zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/Standard/Module1.xml': 'x' }),
  ],
  ['a PDF that starts a program', 'a.pdf', bytes('%PDF-1.4 << /S /Launch /F (cmd.exe) >>')],
  ['a PDF with a script', 'a.pdf', bytes('%PDF-1.4 << /S /JavaScript /JS (x) >>')],
  ['a PDF called a program', 'a.pdf.exe', PDF],
  ['a PDF whose name hides a program', 'invoice.exe.pdf', PDF],
  ['a text whose name hides a script', 'notes.js .txt', bytes('hello')],
  ['a damaged archive', 'a.docx', bytes('PK\x03\x04garbage')],
  ['nothing', 'a.pdf', new Uint8Array()],
]
for (const [what, name, content] of RUNS)
  test(`${what} is refused`, () => {
    assert.throws(() => sniff(content, name), StepRefused)
  })

test('a file larger than the limit is refused, and nothing of it stays', async () => {
  await assert.rejects(upload('a.pdf', new Uint8Array(LARGEST_FILE + 1)), refused('file-too-large'))
  await assert.rejects(upload('a.exe', bytes('MZ')), refused('file-type-refused'))
  assert.deepEqual(await read(people.focal, (tx) => evidenceOf(tx, obligation)), [])
})

test('the same content twice is kept once', async () => {
  const [first, second] = [await upload('a.pdf', PDF), await upload('b.pdf', PDF)]
  const owner = await store.ownerClient()
  const { rows } = await owner.query('select count(*)::int as n from followup.stored_file')
  await owner.end()
  assert.equal(rows[0].n, 1)
  assert.equal((await open(first)).sha256, (await open(second)).sha256)
})

test('a private file is not there for anybody else, on list and by address, and each reading is recorded', async () => {
  const evidence = await upload('plan.pdf', PDF)
  for (const viewer of [people.justice, people.union, people.ombudsperson]) {
    await assert.rejects(open(evidence, viewer), NotFound)
    assert.ok(!(await read(viewer, (tx) => evidenceOf(tx, obligation))).some((one) => one.id === evidence))
  }
  assert.deepEqual(Buffer.from(PDF), (await open(evidence, people.validator)).bytes)
  assert.deepEqual(
    (await readings(evidence)).map(({ actor }) => actor),
    [people.validator.account],
  )
})

test('a protected file cannot be read where the reading cannot be recorded', async () => {
  const evidence = await upload('plan.pdf', PDF, 'officials')
  await assert.rejects(
    read(people.focal, (tx) => readEvidence(tx, evidence)),
    /read-only transaction/,
  )
})

test('a public file is read by everybody and needs no trace', async () => {
  const evidence = await upload('plan.pdf', PDF, 'public')
  await open(evidence, people.union)
  assert.deepEqual(await readings(evidence), [])
})

test('names lose what a path, a header or a page could stumble over', () => {
  assert.equal(tidyName('../../etc/passwd.pdf', 'pdf'), 'passwd.pdf')
  assert.equal(tidyName('C:\\x\\Hesabat “2025”\r\nSet-Cookie: a.PDF', 'pdf'), 'Hesabat “2025”Set-Cookie a.pdf')
  assert.equal(tidyName('...pdf', 'pdf'), 'file.pdf')
  assert.equal(tidyName(`${'ə'.repeat(300)}.docx`, 'docx').length, 125)
})

test('a link leads to the web and nowhere else', () => {
  const link = (url: string) => EvidenceLink.safeParse({ title: 'x', url, obligations: [obligation] }).success
  assert.ok(link('https://gazette.example/1'))
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://x/y', 'x'])
    assert.equal(link(url), false, url)
})
