/** What anybody reads of safeguards: every one of them, its mode and law, on each obligation that it answers, in three languages. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { PROCEDURES, wordsOf } from '../../procedures/index.ts'
import { account, addRecords } from '../../statistics/fixtures/records.ts'
import { approveExact, computeTable, releaseDue, reviewTable, takeReadyTexts } from '../../statistics/index.ts'
import { openStatistics } from '../statistics/room.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pack = await loadPack(packFolder('AZE'))
const anybody = visitor(site.address)
const read = async (path: string) => {
  const { status, body } = await anybody.get(path)
  assert.equal(status, 200, path)
  return body
}
const plain = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

const statistics = openStatistics({ ...site, country: { pack } })
const today = Temporal.PlainDate.from('2026-11-24')
/** Eight in the morning there. */
const now = Temporal.Instant.from('2026-11-24T04:00:00Z')

/** Three breaches of one safeguard last year, which two statisticians release. */
before(async () => {
  const [first, second] = [await account(site.store, 'Rena'), await account(site.store, 'Samir')]
  const ombudsperson = await account(site.store, 'Leyla', 'nhri')
  const broken = { moment: 'breach', period_start: '2025-03-01', rule: 'D3.judge', mode: 'record' }
  await addRecords(site.store, 'detention_breach', [broken, broken, broken])
  const table = 'detention-breaches-d3'
  for (const one of [first, ombudsperson]) await approveExact(statistics, one, [{ name: table, version: '1.0.0' }])
  await takeReadyTexts(statistics, first, 'detention-breaches')
  const run = await computeTable(statistics, first, { table, period: '2025' }, today)
  assert.deepEqual(run.findings, [])
  const review = { harm: 'Nobody.', recognition: 'No.', coarser: 'No.', no_harm: 'yes', reason: '' } as const
  await reviewTable(statistics, second, { run: run.id, version: 1, ...review, release_on: '2026-11-24' }, now)
  await releaseDue(statistics, { now: Temporal.Instant.from('2026-11-24T08:00:00Z'), onRelease: async () => undefined })
})

test('breaches of a year are told exactly, from the release of their table; what is owed says its day, what is hidden why', async () => {
  const page = await read('/safeguards/detention')
  assert.match(plain(page), /D3 A judge within 24 hours 2025 3 demonstration 2026-11/)
  assert.ok(page.includes('href="/tables/detention-breaches-d3?release=2026-11"'))
  assert.match(plain(page), /Of 2025 not yet published, and planned for 30 January 2026: D1, D2, D4,/)
  assert.match(plain(await read('/tables/detention-breaches-d3')), /Register of detention: breaches of safeguard D3/)
  assert.match(
    plain(await read('/safeguards/trafficking-identification')),
    /Not published: in this procedure the numbers/,
  )
})

test('every safeguard of every procedure stands on its page, with what it rests on and its words for a person', async () => {
  for (const procedure of PROCEDURES) {
    const page = await read(`/safeguards/${procedure.name}`)
    const words = wordsOf(procedure.name)
    for (const [name, { cite }] of Object.entries(procedure.safeguards)) {
      assert.ok(page.includes(`id="${name}"`), `${procedure.name} ${name}`)
      assert.ok(plain(page).includes(words.safeguards[name]?.title ?? '?'), `${procedure.name} ${name}`)
      for (const one of cite) assert.ok(page.includes(one), `${procedure.name} ${name} ${one}`)
    }
    for (const never of procedure.neverCollected) assert.ok(plain(page).includes(never), never)
    assert.ok(page.includes('role="img"'), 'the drawing')
    const sent = gzipSync(page).length // for a telephone
    assert.ok(sent < 30_000, `${procedure.name} ${sent}`)
  }
})

test('what a case fills in stands in brackets, and no placeholder is left', async () => {
  for (const { name } of PROCEDURES) assert.doesNotMatch(await read(`/safeguards/${name}`), /\{\$/)
})

test('every rule that the law lets be passed is listed with law, note, day of review and the obligation that asks for a change', async () => {
  const page = plain(await read('/safeguards'))
  for (const { procedure, rule, note, law } of pack.safeguards.record) {
    assert.ok(page.includes(`${procedure} ${rule}`), rule)
    assert.ok(page.includes(note), note)
    const provision = pack.law.find(({ id }) => id === law)
    assert.ok(page.includes(provision?.act ?? '?'), law)
  }
  assert.match(await read('/safeguards'), /href="\/obligations\/CMW\.AZE\.3\.38\(b\)"/)
})

test('a day of review that has gone by is said to have gone by', async () => {
  const later = await testSite({ now: () => Temporal.Instant.from('2027-07-02T09:00:00Z') })
  assert.match((await visitor(later.address).get('/safeguards')).body, /this day has gone by/)
  assert.doesNotMatch(await read('/safeguards'), /this day has gone by/)
})

test('an obligation names the safeguards that answer its paragraph, and that the law stands in the way', async () => {
  const page = plain(await read('/obligations/CMW.AZE.3.36(c)(iii)'))
  assert.ok(page.includes(`${wordsOf('detention').title}: ${wordsOf('detention').safeguards.D3?.title}`))
  assert.match(page, /The law in force still lets it be passed/)
  assert.doesNotMatch(plain(await read('/obligations/CMW.AZE.3.14.C143')), /Safeguards that answer it/)
})

test('a procedure that is not there is answered as an address that is not there', async () => {
  assert.equal((await anybody.get('/safeguards/nothing')).status, 404)
})

for (const language of ['en', 'az', 'ar'])
  test(`the pages fit a small screen in ${language}, and what reads them out finds nothing amiss`, async () => {
    const page = await newPage({ width: 320, javaScript: true })
    await page.goto(`${site.address}/language/${language}?back=/safeguards`)
    for (const path of ['/safeguards', '/safeguards/detention']) {
      await page.goto(`${site.address}${path}`)
      const wide = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(wide) <= 320, `${path} is ${wide} wide`)
      const found = await page.evaluate(
        `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => v.id !== 'region').map((v) => v.id + ': ' + v.nodes[0].html) })()`,
      )
      assert.deepEqual(found, [], path)
    }
  })
