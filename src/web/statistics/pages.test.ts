/** The loop closed, through pages: records, a statistician, another one, a release, the indicator on its page, files for anybody. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { newPage } from '../../../tests/browser.ts'
import { picture } from '../../../tests/picture.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { addRecords } from '../../statistics/fixtures/records.ts'
import { releaseDue, STATISTICS_READER } from '../../statistics/index.ts'
import { asReader, type Tx } from '../../store/index.ts'
import { nobodyElseSees } from './fixtures/under-embargo.ts'
import { openStatistics, releaseNow } from './index.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const statistics = openStatistics({ ...site, country: { pack: await loadPack(packFolder('AZE')) } })
const quarter = '2026-Q2'
const { year } = Temporal.Now.plainDateISO('Asia/Baku')
const [LAST, RUNNING, NEXT] = [year - 1, year, year + 1].map(String) as [string, string, string]

const time = (sex: string, met: boolean) => ({
  ...{ moment: 'due', period_start: '2026-05-01', rule: 'D3.judge', run: 1, mode: 'enforce', met, sex },
})
await addRecords(site.store, 'detention_clock', [
  ...Array.from({ length: 90 }, () => time('male', true)),
  ...Array.from({ length: 40 }, () => time('female', true)),
  ...Array.from({ length: 20 }, () => time('male', false)),
  ...Array.from({ length: 15 }, () => time('female', false)),
])

async function as(who: string) {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

test('a figure goes from records to the indicator’s page through two statisticians, and no hand types it', async () => {
  const [rena, samira] = [await as('Rəna Örnəkova'), await as('Sevil Yoxlanova')]
  await rena.get('/tables/workbench')
  const computed = await rena.post('/tables/workbench', { table: 'detention-review', period: quarter })
  assert.equal(computed.status, 303, computed.body)
  const run = (computed.headers.get('location') ?? '').split('?')[0] ?? ''
  const own = await rena.get(run)
  const choice = await rena.get(`${run}/parameters?max=6&variance=4&smallest=2`)
  assert.match(choice.body, /D 5, V 3, js 2 \(in use\)[\s\S]*D 10, V 3, js 2/)
  assert.match(choice.body, /D 6, V 4, js 2:[\s\S]{0,60}row 1 reaches a variance of 3\.277/)
  assert.equal((await rena.get(`${run}/parameters?max=&variance=x&smallest=1e9`)).status, 200)
  assert.equal((await (await as('Aida Primer')).get(`${run}/parameters`)).status, 404)
  assert.match(own.body, /Another statistician reviews it/)
  assert.match(own.body, /The gates found nothing/)
  assert.equal((await rena.get(`${run}/review`)).status, 200)
  const review = {
    ...{
      run: run.split('/').at(-1) ?? '',
      version: '1',
      harm: 'Nobody',
      recognition: 'No',
      coarser: 'No',
      no_harm: 'yes',
    },
    release_on: Temporal.Now.plainDateISO('Asia/Baku').add({ days: 1 }).toString(),
  }
  assert.equal((await rena.post(`${run}/review`, review)).status, 409, 'nobody reviews their own')
  await samira.get(`${run}/review`)
  const { no_harm: _, ...hesitating } = review
  const kept = await samira.post(`${run}/review`, hesitating)
  assert.equal(kept.status, 422)
  assert.match(kept.body, /Nobody/, 'what was typed stays')
  const undescribed = await samira.post(`${run}/review`, review)
  assert.equal(undescribed.status, 409)
  assert.match(undescribed.body, /lacks: Statistical presentation \(en, az, ar, ru, tr\)/)
  assert.match(undescribed.body, />Nobody</, 'what was typed stays')
  await rena.get('/tables/metadata/detention-review')
  assert.equal((await rena.post('/tables/metadata/detention-review', {})).status, 303)
  await rena.get('/tables/metadata/detention-review/ACCURACY')
  const accuracy = { version: '1', en: '', az: 'Məhkəmələr yazır.' }
  const wrong = await rena.post('/tables/metadata/detention-review/ACCURACY', accuracy)
  assert.equal(wrong.status, 422)
  assert.match(wrong.body, /Məhkəmələr yazır/)
  const stale = await rena.post('/tables/metadata/detention-review/ACCURACY', {
    ...accuracy,
    en: 'Mine.',
    version: '0',
  })
  assert.equal(stale.status, 409)
  assert.match(stale.body, /Mine\./, 'side by side')
  assert.equal((await samira.post(`${run}/review`, review)).status, 303)
  assert.ok((await visitor(site.address).get('/tables/calendar')).body.includes('Late since 30 July 2026'))
  const feed = await fetch(`${site.address}/tables/calendar.ics`)
  const events = new ICAL.Component(ICAL.parse(await feed.text())).getAllSubcomponents('vevent')
  const event = events.find((one) => one.getFirstPropertyValue('uid') === 'detention-review-2026-Q2@observance')
  assert.match(String(event?.getFirstPropertyValue('summary')), /^Late: Detentions reviewed.*, 2026, quarter 2$/)
  assert.match(String(event?.getFirstPropertyValue('dtstart')), /T05:00:00Z$/, 'nine o’clock there')
  await nobodyElseSees(site, run)
  const told: string[] = []
  assert.equal(await releaseNow(statistics, Temporal.Now.instant().add({ hours: 48 }), (line) => told.push(line)), 1)
  assert.deepEqual(told, [])
  const anyone = visitor(site.address)
  const { body } = await anyone.get('/tables/detention-review')
  assert.match(body, /small random amount/)
  const csv = (await anyone.get(/\/releases\/[^"]+\.csv(?=")/.exec(body)?.[0] ?? '')).body
    .split('\n')
    .map((line) => line.split(','))
  const column = (name: string) => csv[0]?.indexOf(name) ?? -1
  const whole = csv.find((row) => row[column('measure')] === 'SHARE_IN_TIME' && row[column('sex')] === '_T')
  const share = Number(whole?.[column('value')])
  assert.ok(share > 72 && share < 86, `${share}`)
  assert.match(body, /Next release/)
  const indicator = await anyone.get('/indicators/detention-reviewed-within-24h')
  assert.match(indicator.body, new RegExp(`${share}`))
  assert.match(indicator.body, /detention-review/)
})

test('files are what the release says they are, for anybody, at an address that stays', async () => {
  const anyone = visitor(site.address)
  const release = /\/releases\/([^/]+)\//.exec((await anyone.get('/tables/detention-review')).body)?.[1] ?? ''
  for (const ending of ['csv', 'sdmx.csv', 'sdmx.json', 'xlsx', 'metadata.json', 'csv-metadata.json']) {
    const path = `/releases/${release}/detention-review.${ending}`
    const response = await fetch(site.address + path)
    assert.equal(response.status, 200, path)
    const etag = (response.headers.get('etag') ?? '').replace('W/', '') // weak where it is compressed on its way
    assert.equal(
      etag,
      `"${createHash('sha256')
        .update(new Uint8Array(await response.arrayBuffer()))
        .digest('hex')}"`,
    )
    assert.equal((await anyone.get(path, { 'if-none-match': etag })).status, 304)
  }
  const structure = JSON.parse((await anyone.get(`/releases/${release}/structure.json`)).body)
  assert.equal(structure.data.dataflows[0].id, 'DF_DETENTION_REVIEW')
  assert.match(
    (await anyone.get('/tables/catalog.jsonld')).body,
    new RegExp(`/releases/${release}/detention-review.csv`),
  )
  assert.equal((await anyone.get(`/releases/${release}/other.csv`)).status, 404)
  assert.equal((await anyone.get(`/releases/..%2f..%2fetc/passwd`)).status, 404)
})

test('another officer, an official and anybody find no workbench and no table under embargo', async () => {
  for (const who of ['Səbuhi Misalov', 'Aida Primer']) {
    const person = await as(who)
    assert.equal((await person.get('/tables/workbench')).status, 404, who)
    assert.equal(
      (await person.post('/tables/workbench', { table: 'detention-review', period: quarter })).status,
      404,
      who,
    )
  }
  assert.equal((await visitor(site.address).get('/tables/workbench')).status, 303, 'to the sign-in page')
  const [rena, other] = [await as('Rəna Örnəkova'), await as('Aida Primer')]
  const rooms = [
    'loosen/detention-persons',
    'refusals/detention',
    'calendar/detention-persons/2026',
    'metadata/complaint-subject',
  ]
  for (const room of [...rooms, 'metadata/complaint-subject/ACCURACY', 'workbench']) {
    assert.equal((await rena.get(`/tables/${room}`)).status, 200, room)
    assert.equal((await other.get(`/tables/${room}`)).status, 404, room)
  }
  const loosened = { period: '2025', population: '29', meanCell: '', smallShare: '', reason: 'Few.' }
  const refused = await rena.post('/tables/loosen/detention-persons', loosened)
  assert.equal(refused.status, 422)
  assert.match(refused.body, /further than the method allows/)
  assert.match(refused.body, />Few\.</, 'what was typed stays')
})

test('a period that is not over, or is none, is refused in words', async () => {
  const rena = await as('Rəna Örnəkova')
  await rena.get('/tables/workbench')
  const none = await rena.post('/tables/workbench', { table: 'detention-review', period: '2026' })
  assert.equal(none.status, 422)
  assert.match(none.body, /Give a quarter/)
  assert.equal((await rena.post('/tables/workbench', { table: 'no-such-table', period: quarter })).status, 404)
})

/** The smallest series: five safeguards of one register, exact. */
const SERIES = 'visit-breaches'

test('a series is approved, described, computed and reviewed in one act each, every table of it in its own right, and appears at once', async () => {
  const [rena, sevil, sabina] = [await as('Rəna Örnəkova'), await as('Sevil Yoxlanova'), await as('Səbinə Sınaqzadə')]
  const members = statistics.tables.filter(({ series }) => series === SERIES).map(({ name }) => name)
  assert.ok(members.length > 3)
  for (const one of [rena, sabina]) {
    const page = await one.get('/tables/exact')
    for (const name of ['V1', 'V2']) assert.match(page.body, new RegExp(`href="/safeguards/visit#${name}"`))
    assert.match(page.body, /Recommendations are answered/)
    const shown = [...page.body.matchAll(/name="table" value="(visit-breaches-[^"]+)"/g)].map(([, value = '']) => value)
    assert.deepEqual(
      shown,
      members.map((name) => `${name} 1.0.0`),
    )
    if (one === sabina) shown.pop()
    assert.equal((await one.post('/tables/exact', { table: shown })).status, 303)
  }
  assert.equal(
    (await sabina.post('/tables/exact', { table: [`${members[0]} 2.0.0`] })).status,
    404,
    'not as it was seen',
  )
  await rena.get(`/tables/metadata/${SERIES}`)
  assert.equal((await rena.post(`/tables/metadata/${SERIES}`, {})).status, 303)
  assert.equal((await rena.get(`/tables/metadata/${members[0]}`)).status, 404, 'described once')

  await rena.get('/tables/workbench')
  const computed = await rena.post('/tables/workbench', { table: SERIES, period: LAST })
  const address = (computed.headers.get('location') ?? '').split('?')[0] ?? ''
  assert.equal(address, `/tables/series/${SERIES}/${LAST}`)
  const whole = await rena.get(address)
  assert.match(whole.body, new RegExp(`${members.length - 1} wait for review, 1 refused`))
  assert.match(whole.body, /Another statistician reviews it/)
  assert.match(whole.body, /breaches of safeguard V5[\s\S]{0,400}Refused/, 'what is refused is named')
  assert.equal((await rena.get(`${address}/review`)).status, 404, 'nobody reviews their own')

  const form = await sevil.get(`${address}/review`)
  const runs = [...form.body.matchAll(/name="runs" value="([^"]+)" checked/g)].map(([, value = '']) => value)
  assert.equal(runs.length, members.length - 1)
  const [out = '', ...taken] = runs
  const answers = { harm: 'Nobody.', recognition: 'No.', coarser: 'No.', no_harm: 'yes' }
  // The announced day, or where it is past the next.
  const day = /name="release_on"[^>]*value="([^"]+)"/.exec(form.body)?.[1] ?? assert.fail()
  const stale = taken.with(0, `${taken[0]?.split(' ')[0]} 7`)
  assert.equal((await sevil.post(`${address}/review`, { runs: stale, ...answers, release_on: day })).status, 409)
  assert.match((await sevil.get(address)).body, /4 wait for review/, 'all or none')
  assert.equal((await sevil.post(`${address}/review`, { runs: taken, ...answers, release_on: day })).status, 303)
  assert.match((await sevil.get(address)).body, /3 reviewed, under embargo, 1 waits for review, 1 refused/)
  const kept = await sevil.get(`/tables/runs/${out.split(' ')[0]}`)
  assert.match(kept.body, /Waiting for review/, 'one that is taken out stays as it is')
  const later = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Asia/Baku').toInstant()
  const last = members.at(-2) // the last in order: the others are there by then
  const onRelease = async (_: Tx, { table }: { readonly table: string }) => assert.notEqual(table, last)
  await assert.rejects(releaseDue(statistics, { now: later, onRelease }))
  assert.deepEqual(await runsOut(), [], 'together or not at all')
  assert.equal(await releaseNow(statistics, later, assert.fail), taken.length)
  for (const { table_name, review } of await runsOut())
    assert.equal((review as { harm?: string }).harm, 'Nobody.', table_name)
  const anyone = visitor(site.address)
  assert.equal((await anyone.get(`/tables/${members[1]}`)).status, 200, 'each keeps its page')
  const [calendar, list] = [
    plain((await anyone.get('/tables/calendar')).body),
    plain((await anyone.get('/tables')).body),
  ]
  const title = 'Register of visits to places of detention: breaches of safeguards'
  assert.equal(calendar.split(title).length - 1, 2, 'a line a period: the last and the one that runs')
  // In January nothing of last year is late yet.
  assert.match(calendar, new RegExp(`${title} 5 tables: 3 published, 2 (late|to come)`), 'with what is late in it')
  assert.ok(list.includes(`${title} (${LAST}) 3 tables`))
  const feed = new ICAL.Component(ICAL.parse((await anyone.get('/tables/calendar.ics')).body)).getAllSubcomponents(
    'vevent',
  )
  const uids = feed.map((one) => String(one.getFirstPropertyValue('uid'))).filter((uid) => uid.startsWith(SERIES))
  assert.deepEqual(uids.toSorted(), [`${SERIES}-${LAST}@observance`, `${SERIES}-${RUNNING}@observance`])

  await rena.get(`/tables/calendar/${SERIES}/${RUNNING}`)
  const announced = { table: SERIES, period: RUNNING, from: `${NEXT}-01-30`, planned_on: `${NEXT}-01-25` }
  assert.equal((await rena.post(`/tables/calendar/${SERIES}/${RUNNING}`, announced)).status, 303)
  const moved = plain((await anyone.get('/tables/calendar')).body)
  for (const name of ['V1', 'V5']) assert.match(moved, new RegExp(`safeguard ${name}: 25 January ${NEXT}`))
})

const plain = (page: string) => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

/** Runs of the series that are out. */
async function runsOut() {
  return asReader(site.store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .selectAll()
      .where('state', '=', 'released')
      .where('table_name', 'like', `${SERIES}-%`)
      .execute(),
  )
}

test('tables are read at a telephone’s width, in Arabic too, and by a screen reader', async () => {
  for (const language of ['en', 'ar']) {
    const page = await newPage({ width: 320, javaScript: true })
    await page.goto(`${site.address}/language/${language}?back=/tables`)
    for (const path of [
      '/tables',
      '/tables/detention-review',
      '/tables/detention-review?columns=SEX&chart=multiples',
    ]) {
      await page.goto(site.address + path)
      const findings: unknown = await page.evaluate(
        `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
      )
      assert.deepEqual(findings, [], `${language} ${path}`)
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320, `${language} ${path}`)
    }
  }
})

test('tour, anybody: a released table, to be turned, drawn and downloaded, with the day of the next one', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/language/en?back=/tables/detention-review`)
  assert.match((await page.textContent('main')) ?? '', /Next release/)
  await page.locator('svg, figure').first().scrollIntoViewIfNeeded()
  await picture(page, 'table')
})
