import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  addWorkingDays,
  checkPack,
  installedPacks,
  isWorkingDay,
  loadPack,
  officeId,
  PackInvalid,
  packFolder,
  placesOf,
} from './index.ts'

const sotoland = fileURLToPath(new URL('./fixtures/sotoland/', import.meta.url))
const folders: string[] = []

after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** Sotoland with one text replaced in one file; `null` takes the file away. */
async function changed(
  ...changes: readonly (readonly [file: string, from: string, to: string | null])[]
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'observance-pack-'))
  folders.push(folder)
  await cp(sotoland, folder, { recursive: true })
  for (const [file, from, to] of changes) {
    if (to === null) await rm(join(folder, file))
    else {
      const text = await readFile(join(folder, file), 'utf8')
      assert.ok(text.includes(from), `${file} holds ${from}`)
      await writeFile(join(folder, file), text.replace(from, to))
    }
  }
  return folder
}

/** What is wrong with Sotoland after one change: file, row, sentence in one line each. */
async function problemsOf(file: string, from: string, to: string | null): Promise<string[]> {
  const { problems } = await checkPack(await changed([file, from, to]))
  return problems.map(({ file: at, row, sentence }) => `${at} (${row}): ${sentence}`)
}

const domestic = 'obligations/22-domestic-work.yaml'
const others = 'obligations/24-41-treaty-and-report.yaml'

test('a State that is none of ours loads, with its own week, zone, body and law', async () => {
  const pack = await loadPack(sotoland)
  assert.equal(pack.code, 'SOT')
  assert.deepEqual(
    pack.obligations.map((one) => one.key),
    [
      'CEDAW/C/SOT/CO/4 22',
      'CEDAW/C/SOT/CO/4 22(a)',
      'CEDAW/C/SOT/CO/4 22(b)',
      'CEDAW/C/SOT/CO/4 24#OP',
      'CEDAW/C/SOT/CO/4 41',
    ],
  )
  assert.deepEqual(pack.obligations[2]?.indicators, ['homes-inspected', 'domestic-contracts-written'])
  assert.deepEqual(pack.indicators['domestic-contracts-written']?.by, ['sex', 'island', 'trade'])
  assert.deepEqual(pack.tables[0]?.answers, ['CEDAW/C/SOT/CO/4 22(a)'])
  assert.equal(pack.obligations[0]?.chapter, 'D')
  assert.equal(pack.obligations[4]?.chapter, null)
  assert.equal(isWorkingDay(pack.workingCalendar, Temporal.PlainDate.from('2026-11-22')), true)
  // Friday 3 July is a holiday on a day of rest; Saturday is made a working day by decision; Sunday makes up for it.
  assert.equal(addWorkingDays(pack.workingCalendar, Temporal.PlainDate.from('2026-07-02'), 2).toString(), '2026-07-06')
})

test('a pack with problems is refused with all of them at once', async () => {
  const folder = await changed(
    ['institutions.yaml', 'parent: IMC', 'parent: NONE'],
    [domestic, 'urgency: prompt', 'urgency: soon'],
    ['law.yaml', '2025-01-01', '2025-02-30'],
    ['tables.yaml', 'by: [PEOPLE, trade]', 'by: [PEOPLE, craft]'],
  )
  await assert.rejects(loadPack(folder), (error) => {
    assert.ok(error instanceof PackInvalid)
    const told = error.problems.map((one) => `${one.file} ${one.row}`)
    assert.deepEqual(told, [
      `law.yaml port-labour-act-7`,
      `${domestic} 22`,
      'institutions.yaml HRD',
      'tables.yaml DOM-1',
    ])
    return true
  })
})

test('a word that is not in the vocabulary is named with its file and row', async () => {
  const [problem, ...more] = await problemsOf(domestic, 'urgency: prompt', 'urgency: soon')
  assert.match(problem ?? '', /^obligations\/22-domestic-work\.yaml \(22\): `urgency`: .*"immediate"/)
  // What the broken file would have defined is not missed a second time.
  assert.deepEqual(more, [])
})

test('a field that nobody knows is refused, so that a slip of the pen is not lost', async () => {
  const problems = await problemsOf(others, '    dueOn: 2026-02-28', '    dueDate: 2026-02-28')
  assert.match(problems.join(), /\(41\): .*dueDate/)
})

test('a file that is missing or is not YAML is one problem', async () => {
  assert.deepEqual(await problemsOf('law.yaml', '', null), ['law.yaml (null): The file is missing.'])
  const [problem] = await problemsOf('law.yaml', '  article: sect. 7', '  article: sect. 7: household')
  assert.match(problem ?? '', /^law\.yaml \(line 3\): Not readable as YAML/)
})

test('anchors are refused, so that a short file cannot unfold into a huge one', async () => {
  const problems = await problemsOf('dimensions.yaml', 'PEOPLE: [sex, island]', 'PEOPLE: &a [sex]\n  MORE: *a')
  assert.deepEqual(problems, ['dimensions.yaml (null): Anchors and aliases (& and *) are not allowed.'])
})

const references = [
  ['an institution', domestic, 'support: [MWF]', 'support: [MWX]', /\(22\): There is no institution MWX\./],
  ['a lead institution', others, 'lead: HRD', 'lead: HRX', /\(41\): There is no institution HRX\./],
  ['the secretariat', 'pack.yaml', 'secretariat: HRD', 'secretariat: XXX', /There is no institution XXX\./],
  [
    'an indicator',
    domestic,
    'ref: domestic-contracts-written',
    'ref: contracts',
    /\(22\(b\)\): No row defines the indicator contracts\./,
  ],
  [
    'a provision',
    domestic,
    'provision: port-labour-act-7',
    'provision: port-labour-act-8',
    /There is no provision port-labour-act-8/,
  ],
  [
    'an earlier document',
    domestic,
    'CEDAW/C/SOT/CO/3',
    'CEDAW/C/SOT/CO/2',
    /\(22\): There is no document CEDAW\/C\/SOT\/CO\/2/,
  ],
  [
    'the document of a file',
    others,
    'document: CEDAW/C/SOT/CO/4',
    'document: CEDAW/C/SOT/CO/9',
    /There is no document CEDAW\/C\/SOT\/CO\/9/,
  ],
  [
    'the document before',
    'documents.yaml',
    'follows: CEDAW/C/SOT/CO/3',
    'follows: CEDAW/C/SOT/CO/1',
    /There is no document/,
  ],
  [
    'an obligation in the calendar',
    'calendar.yaml',
    'obligation: "41"',
    'obligation: "42"',
    /\(SOT-1\): There is no obligation 42\./,
  ],
  ['an obligation of a table', 'tables.yaml', '["22(a)"]', '["22(z)"]', /\(DOM-1\): There is no obligation 22\(z\)\./],
  [
    'a table of a report',
    'report-elements.yaml',
    'tables: [DOM-1]',
    'tables: [DOM-9]',
    /\(22\(b\)\): There is no table DOM-9\./,
  ],
  [
    'a dimension of an indicator',
    domestic,
    'by: [island]',
    'by: [reef]',
    /homes-inspected: there is no dimension reef\./,
  ],
  [
    'a dimension of a set',
    'dimensions.yaml',
    '[sex, island]',
    '[sex, reef]',
    /\(PEOPLE\): There is no dimension reef\./,
  ],
] as const

for (const [what, file, from, to, sentence] of references) {
  test(`${what} that does not exist is named`, async () => {
    assert.match((await problemsOf(file, from, to)).join('\n'), sentence)
  })
}

const repetitions = [
  [
    'an indicator',
    domestic,
    'name: homes-inspected',
    'name: household-work-in-law',
    /\(22\(b\)\): The indicator household-work-in-law is already defined at 22\./,
  ],
  ['an obligation', domestic, 'id: "22(b)"', 'id: "22(a)"', /\(22\(a\)\): The obligation is defined twice\./],
  ['an institution', 'institutions.yaml', 'code: BUR', 'code: MWF', /\(MWF\): It stands twice\./],
  ['a lead that supports', domestic, 'support: [MWF]', 'support: [MLA]', /MLA both leads and supports\./],
  ['a holiday', 'working-days.yaml', 'id: founding-day', 'id: harbour-day', /\(harbour-day\): It stands twice\./],
] as const

for (const [what, file, from, to, sentence] of repetitions) {
  test(`${what}, told twice, is refused`, async () => {
    assert.match((await problemsOf(file, from, to)).join('\n'), sentence)
  })
}

const days = [
  [
    'a due date that differs from the calendar',
    others,
    'dueOn: 2026-02-28',
    'dueOn: 2026-03-01',
    /\(SOT-1\): Due on 2026-02-28, but obligation 41 says 2026-03-01\./,
  ],
  ['a day that no month has', 'working-days.yaml', 'day: 3', 'day: 32', /\(founding-day\): `day`/],
  ['31 February', 'working-days.yaml', 'day: 29', 'day: 31', /\(harbour-day\): Month 2 has no day 31\./],
  [
    'a year without its movable holiday',
    'working-days.yaml',
    'completeThrough: 2026',
    'completeThrough: 2027',
    /\(first-catch\): No date for 2027/,
  ],
  [
    'movable holidays out of order',
    'working-days.yaml',
    '2025-03-07',
    '2026-03-12',
    /\(first-catch\): The dates are not in order/,
  ],
  [
    'a time zone that is none',
    'pack.yaml',
    'Pacific/Chatham',
    'Pacific/Sotoland',
    /There is no time zone Pacific\/Sotoland\./,
  ],
  [
    'a reform before the law it changes',
    'law.yaml',
    'from: 2025-01-01',
    'from: 1990-01-01',
    /not in the order of their days/,
  ],
  ['a week without work', 'working-days.yaml', '[5, 6]', '[1, 2, 3, 4, 5, 6, 7]', /`weekend`/],
] as const

for (const [what, file, from, to, sentence] of days) {
  test(`${what} is refused`, async () => {
    assert.match((await problemsOf(file, from, to)).join('\n'), sentence)
  })
}

test('an id that two documents have must be given with its document', async () => {
  const folder = await changed(
    [others, 'document: CEDAW/C/SOT/CO/4', 'document: CEDAW/C/SOT/CO/3'],
    [others, 'id: "41"', 'id: "22(a)"'],
  )
  const { problems } = await checkPack(folder)
  assert.match(problems.map((one) => one.sentence).join('\n'), /There is no obligation 22\(a\)\./)
})

test('a shape that every house number has, a word too short, and one that stands twice are told', async () => {
  assert.deepEqual(await problemsOf('refused-texts.yaml', 'SO @ #####', 'SO @ ##'), [
    'refused-texts.yaml (island card): It has fewer than 5 digits: a house number or a year would be refused.',
  ])
  assert.deepEqual(await problemsOf('refused-texts.yaml', '"landing leave"', '"Harbour-pass", "id*"'), [
    'refused-texts.yaml (en Harbour-pass): It stands twice.',
    'refused-texts.yaml (en id*): It has fewer than 4 letters.',
  ])
  assert.equal((await problemsOf('refused-texts.yaml', 'SO @ #####', '(a+)+$ #####')).length, 1)
})

test('an office that stands twice, and one from which nobody can come, are told', async () => {
  const twice = '  - { code: harbour-house,'
  assert.deepEqual(await problemsOf('offices.yaml', '  - { code: lighthouse,', twice), [
    'places.yaml (lighthouse): There is no such office.',
    'offices.yaml (harbour-house): It stands twice.',
  ])
  const from = 'takes: [{ procedure: voyage, from: [nowhere] }], name: Lighthouse'
  assert.deepEqual(await problemsOf('offices.yaml', 'name: Lighthouse', from), [
    'offices.yaml (lighthouse): There is no office nowhere.',
  ])
})

test('a place that stands twice and a moratorium that ends before it begins are told', async () => {
  assert.deepEqual(await problemsOf('places.yaml', 'office: lighthouse', 'office: harbour-house'), [
    'places.yaml (harbour-house): It stands twice.',
  ])
  assert.deepEqual(await problemsOf('places.yaml', 'office: lighthouse', 'office: nowhere'), [
    'places.yaml (nowhere): There is no such office.',
  ])
  assert.deepEqual(await problemsOf('places.yaml', 'until: 2026-06-30', 'until: 2025-06-30'), [
    'places.yaml (XA): It ends before it begins.',
  ])
})

test('the list of places answers for the places on it, and a moratorium for its days', async () => {
  const { places } = await loadPack(sotoland)
  const list = placesOf(places)
  const [house, light] = places.places.map(({ office }) => officeId(office))
  assert.ok(house !== undefined && light !== undefined)
  assert.ok(list.has(house, 'for-women') && !list.has(light, 'for-women') && !list.has('nowhere', 'public-list'))
  assert.ok(list.areInOneDistrict(house, house) && !list.areInOneDistrict(house, light))
  assert.ok(!list.areInOneDistrict('nowhere', 'nowhere'))
  const on = (day: string) => list.isUnderMoratorium('XA', Temporal.PlainDate.from(day))
  assert.deepEqual(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map(on), [false, true, true, false])
})

test('a country that no pack is installed for is refused by name', () => {
  assert.throws(() => packFolder('SOT'), /no country pack for SOT; installed: AZE/)
})

test('the guide names every file that a pack is made of', async () => {
  const guide = await readFile(new URL('../../docs/add-a-country.md', import.meta.url), 'utf8')
  for (const name of await readdir(sotoland)) {
    assert.ok(guide.includes(name.endsWith('.yaml') ? `\`${name}\`` : `\`${name}/`), name)
  }
})

test('the check tells of demonstration content too', async () => {
  const folder = await changed()
  await mkdir(join(folder, 'demonstration'))
  await writeFile(
    join(folder, 'demonstration', 'people.yaml'),
    'organizations:\n  - { code: X, name: "", kind: ngo }\n',
  )
  const { problems } = await checkPack(folder)
  assert.deepEqual(
    problems.map((one) => one.file),
    ['demonstration/people.yaml'],
  )
  await assert.doesNotReject(loadPack(folder))
})

test('every installed pack is sound, its demonstration content included', async () => {
  for (const folder of Object.values(installedPacks)) assert.deepEqual((await checkPack(folder)).problems, [])
})

test('a figure of the releases is of an indicator that is broken down so, over tables that are required', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'observance-pack-'))
  folders.push(folder)
  await cp(packFolder('AZE'), folder, { recursive: true })
  const file = join(folder, 'statistics.yaml')
  const text = await readFile(file, 'utf8')
  const wrong = `  ofReleases:
    nobody-defines: { version: 1, is: lag, by: authority }
    table-release-lag-days: { version: 1, is: lag, tables: [XYZ-9], by: population }
`
  assert.match(text, /\n {2}ofReleases:\n( {4}.*\n)+/)
  await writeFile(file, text.replace(/ {2}ofReleases:\n( {4}.*\n)+/, wrong))
  const { problems } = await checkPack(folder)
  assert.deepEqual(
    problems.map(({ row, sentence }) => `${row}: ${sentence}`),
    [
      'nobody-defines: No row defines the indicator nobody-defines.',
      'table-release-lag-days: The indicator is not broken down by population.',
      'table-release-lag-days: There is no table XYZ-9.',
    ],
  )
})
