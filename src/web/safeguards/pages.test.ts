/** What anybody reads of safeguards: every one of them, its mode and law, on each obligation that it answers, in three languages. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { PROCEDURES, wordsOf } from '../../procedures/index.ts'

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

const lastYear = Temporal.Now.plainDateISO().year - 1
before(async () => {
  const owner = await site.store.ownerClient()
  for (const [rule, count] of [
    ['D3.judge', 7],
    ['D9.doorOpen', 4],
  ])
    await owner.query(
      `insert into immigration_enforcement.breach (procedure, case_id, rule, level, mode, found_at)
       select 'detention', gen_random_uuid(), $1, 'L', 'record', $2::timestamptz from generate_series(1, $3)`,
      [rule, `${lastYear}-03-10T10:00:00Z`, count],
    )
  await owner.end()
})

test('breaches are told by rule and period in steps of five, and nothing of those under five', async () => {
  const page = plain(await read('/safeguards/detention'))
  assert.match(page, new RegExp(`D3\\.judge March ${lastYear} Recorded as a breach 5 to 9`))
  assert.match(page, new RegExp(`D3\\.judge Year ${lastYear} Recorded as a breach 5 to 9`))
  assert.doesNotMatch(page, /D9\.doorOpen (March|Year)/)
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
    assert.ok(Buffer.byteLength(page) < 100_000, `${procedure.name} ${Buffer.byteLength(page)}`)
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
