/** The page of a table by area: the map and the table beneath it, for anybody, on a telephone, in Arabic, without JavaScript. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { account, addRecords } from '../../statistics/fixtures/records.ts'
import { releaseAll } from '../../statistics/fixtures/release-all.ts'
import { takeReadyTexts } from '../../statistics/index.ts'
import { feedIndicators } from './feed.ts'
import { openStatistics } from './index.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pack = await loadPack(packFolder('AZE'))
const areas = pack.areas?.areas ?? []
const statistics = openStatistics({ ...site, country: { pack } })
const [maker, reviewer] = [await account(site.store, 'Rena'), await account(site.store, 'Samir')]
const YEAR = 2025
const DAYS = [2, 5, 7, 12]
/** In each area another number of children, in those that have gone into another as well. */
await addRecords(
  site.store,
  'school_enrolment',
  areas.flatMap(({ units }, area) =>
    Array.from({ length: 120 + 10 * area }, (_, at) => ({
      ...{ moment: 'enrolled', period_start: `${YEAR}-09-01`, home_district: units[at % units.length] ?? '' },
      ...{ sex: at % 2 > 0 ? 'male' : 'female', level: 'primary', days_to_first_day: DAYS[at % DAYS.length] ?? 2 },
    })),
  ),
)
const TABLES = ['school-enrolment-days', 'school-enrolment-area-days', 'school-enrolment-area'] as const
for (const name of TABLES) await takeReadyTexts(statistics, maker, name)
const today = Temporal.Now.plainDateISO(pack.timeZone)
const morning = today.toZonedDateTime({ timeZone: pack.timeZone, plainTime: '08:00' }).toInstant()
const runs = await releaseAll(
  statistics,
  { maker, reviewer, today, morning },
  TABLES.map((table) => ({ table, period: String(YEAR) })),
  (tx, table) => feedIndicators(tx, statistics, table, assert.fail),
)
for (const { run } of runs) assert.equal(run.state, 'gated', JSON.stringify(run.findings))

const [NAMES, MERGED] = [areas.map(({ names }) => names), areas.filter(({ merged }) => merged)]
const PATHS = [
  '/tables/school-enrolment-area',
  '/tables/school-enrolment-area-days',
  '/tables/school-enrolment-area-days?chart=bars&columns=REF_AREA',
]
const textOf = async (page: Page, at: string) => ((await page.textContent(at)) ?? '').replaceAll(/[\s\u00a0]+/g, ' ')

test('who has no JavaScript sees the map, and beneath it a table with each area, the country first', async () => {
  for (const language of ['en', 'az', 'ar'] as const) {
    const page = await newPage()
    await page.goto(`${site.address}/language/${language}?back=${PATHS[0]}`)
    // Long names stand in several lines.
    const map = (await textOf(page, '.ob-picture svg')).replaceAll(' ', '')
    for (const names of NAMES)
      assert.ok(map.includes((names[language] ?? names.en).replaceAll(' ', '')), `${language} ${names.en}`)
    const rows = await page.locator('table').first().locator('tbody tr').allTextContents()
    assert.equal(rows.length, 1 + areas.length + 1, 'the country, its areas, and what is in none')
    assert.match(rows[0] ?? '', new RegExp(pack.names[language] ?? pack.names.en))
    for (const [at, names] of NAMES.entries()) assert.match(rows[at + 1] ?? '', new RegExp(names[language] ?? names.en))
    await page.context().close()
  }
})

test('an area that has gone into another is said to be in it in the table, and hatched on the map', async () => {
  assert.ok(MERGED.length > 0)
  const { body } = await visitor(site.address).get('/tables/school-enrolment-area')
  for (const { names } of MERGED) {
    const row = new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*${names.en}[\\s\\S]*?</tr>`).exec(
      body.slice(body.indexOf('<tbody')),
    )
    assert.match(row?.[0] ?? '', /included in “[^”]+” <span aria-hidden="true">\[k\]</)
  }
  assert.equal(body.split('url(#chart-hatch)').length - 1, MERGED.length + 1, 'and once in the key')
})

test('the page of a table by area is read at a telephone’s width, in Arabic too, and by a screen reader', async () => {
  for (const language of ['en', 'ar']) {
    const page = await newPage({ width: 320, javaScript: true })
    await page.goto(`${site.address}/language/${language}?back=/tables`)
    for (const path of PATHS) {
      await page.goto(site.address + path)
      const findings: unknown = await page.evaluate(
        `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
      )
      assert.deepEqual(findings, [], `${language} ${path}`)
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320, `${language} ${path}`)
    }
    await page.context().close()
  }
})

test('an indicator is shown by area under the names of the areas, in the reader’s language', async () => {
  for (const language of ['en', 'az', 'ar'] as const) {
    const page = await newPage()
    await page.goto(`${site.address}/language/${language}?back=/indicators/enrolment-days-to-desk`)
    const main = await textOf(page, 'main')
    for (const { names, merged } of areas)
      if (!merged) assert.ok(main.includes(names[language] ?? names.en), `${language} ${names.en}`)
    assert.doesNotMatch(main, /\b[A-Z]{2}[_-][A-Z]{2,3}\b 4/)
    await page.context().close()
  }
})

test('a statistician reads with which neighbour a small area would pass, by name', async () => {
  const rena = visitor(site.address)
  await rena.signIn('Rəna Örnəkova')
  await rena.get('/language/en?back=/')
  await addRecords(
    site.store,
    'school_enrolment',
    areas.flatMap(({ units, into }) =>
      Array.from({ length: into === null ? 400 : 60 }, () => ({
        ...{ moment: 'enrolled', period_start: '2023-09-01', home_district: units[0] ?? '', sex: 'female' },
        ...{ level: 'primary', days_to_first_day: 2 },
      })),
    ),
  )
  await rena.get('/tables/workbench')
  const computed = await rena.post('/tables/workbench', { table: 'school-enrolment-area', period: '2023' })
  const { body } = await rena.get((computed.headers.get('location') ?? '').split('?')[0] ?? '')
  const root = areas.find(({ into }) => into === null) ?? assert.fail()
  const next = areas.find(({ into }) => into === root.code) ?? assert.fail()
  assert.ok(body.includes(`Show ${next.names.en} together with ${root.names.en}`), body)
})
