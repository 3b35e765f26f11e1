import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CountryPack, Demonstration } from './index.ts'
import { loadDemonstration, loadPack, PackInvalid, packFolder } from './index.ts'

let pack: CountryPack
let content: Demonstration
const folders: string[] = []

before(async () => {
  pack = await loadPack(packFolder('AZE'))
  content = await loadDemonstration(packFolder('AZE'), pack)
})

after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

async function problemsAfter(from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'observance-demonstration-'))
  folders.push(folder)
  await cp(join(packFolder('AZE'), 'demonstration'), join(folder, 'demonstration'), { recursive: true })
  const names = (await readdir(join(folder, 'demonstration'))).filter((name) => name.endsWith('.yaml'))
  const files = names.map((name) => join(folder, 'demonstration', name))
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  const at = texts.findIndex((text) => text.includes(from))
  assert.ok(at >= 0, `a file holds ${from}`)
  await writeFile(files[at] ?? '', (texts[at] ?? '').replace(from, to))
  try {
    await loadDemonstration(folder, pack)
  } catch (error) {
    assert.ok(error instanceof PackInvalid)
    return error.problems.map(({ row, sentence }) => `${row}: ${sentence}`).join('\n')
  }
  return ''
}

test('the demonstration is large enough to show every page at work', () => {
  assert.ok(content.accounts.length >= 25)
  assert.ok(content.decisions.length >= 30)
  assert.ok(content.measures.length >= 20)
  assert.ok(content.values.length >= 25)
  assert.deepEqual(
    new Set(content.decisions.map((one) => one.decision)),
    new Set(['accepted', 'in-part', 'not-accepted']),
  )
  assert.deepEqual(
    new Set(content.measures.map((one) => one.state)),
    new Set(['planned', 'under-way', 'done', 'abandoned']),
  )
  assert.deepEqual(
    new Set(content.assessments.map((one) => one.assessor)),
    new Set(['state', 'nhri', 'civil-society', 'committee']),
  )
})

test('one consultation round holds two public contributions and one to the Committee only, and one answer', () => {
  const contributions = content.consultations.flatMap((round) => round.contributions)
  assert.deepEqual(
    contributions.map((one) => one.audience),
    ['public', 'public', 'committee'],
  )
  assert.equal(contributions.filter((one) => one.answer !== null).length, 1)
})

test('every text that can leave the system says that it is invented', () => {
  for (const { key, text } of content.evidence)
    if (text !== null) assert.match(text, /^Invented for demonstration\./, key)
  for (const { report } of content.consultations)
    for (const { text } of report.sections) assert.match(text, /^Invented for demonstration\./)
  for (const { name } of content.organizations) assert.match(name, /\(invented\)$/)
  for (const one of content.assessments) if (one.assessor === 'committee') assert.match(one.reasons, /^Invented grade/)
})

test('nobody can be reached by post: all addresses end in .example', () => {
  for (const { email } of content.accounts) assert.match(email, /\.example$/)
})

const slips = [
  [
    'a person of another institution cannot be responsible',
    'responsible: kamran',
    'responsible: nigar',
    /nigar is not of MIA/,
  ],
  [
    'a measure cannot wait for itself, however far round',
    'key: code-comparison',
    'key: code-comparison\n    dependsOn: [worker-regularization]',
    /code-comparison: The measure waits for itself/,
  ],
  [
    'the second person is another than the first',
    'by: elena, on: 2022-12-19',
    'by: aygun, on: 2022-12-19',
    /The second person is the first/,
  ],
  [
    'a figure cannot be known before its period is over',
    'enteredOn: 2025-10-20',
    'enteredOn: 2025-09-20',
    /2025-09-20 is before 2025-10-01/,
  ],
  ['a typed figure needs evidence', 'evidence: strategy-note\n', 'evidence: null\n', /needs evidence/],
  [
    'a quarterly indicator has no yearly figure',
    'period: 2026-Q1',
    'period: "2025"',
    /It has a value for each quarter/,
  ],
  [
    'an official cannot speak for the human rights institution',
    'givenBy: sabina',
    'givenBy: murad',
    /murad does not speak for nhri/,
  ],
  [
    'an obligation that does not exist is named',
    'obligations: ["34"]',
    'obligations: ["35"]',
    /There is no obligation 35/,
  ],
  ['one recommendation is decided once', 'obligation: "9"', 'obligation: "7"', /Two decisions on one recommendation/],
  [
    'a post has one holder',
    'post: alternate\n    institution: MIA',
    'post: focal-point\n    institution: MIA',
    /MIA focal-point: It stands twice/,
  ],
  [
    'a contribution comes while its round is open',
    'givenOn: 2023-07-12',
    'givenOn: 2023-07-20',
    /2023-07-14 is before 2023-07-20/,
  ],
  [
    'a link leads nowhere real',
    'https://example.org/demonstration/poster',
    'https://who.int/poster',
    /clinic-poster: `url`/,
  ],
] as const

for (const [sentence, from, to, expected] of slips) {
  test(sentence, async () => {
    assert.match(await problemsAfter(from, to), expected)
  })
}
