/** The loop closed, through pages: records, a statistician, another one, a release, the indicator on its page, files for anybody. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { addRecords } from '../../statistics/fixtures/records.ts'
import { openStatistics, releaseNow } from './index.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const statistics = openStatistics({ ...site, country: { pack: await loadPack(packFolder('AZE')) } })
const quarter = '2026-Q2'

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
    release_on: Temporal.Now.plainDateISO('Asia/Baku').toString(),
  }
  assert.equal((await rena.post(`${run}/review`, review)).status, 409, 'nobody reviews their own')
  await samira.get(`${run}/review`)
  const { no_harm: _, ...hesitating } = review
  const kept = await samira.post(`${run}/review`, hesitating)
  assert.equal(kept.status, 422)
  assert.match(kept.body, /Nobody/, 'what was typed stays')
  assert.equal((await samira.post(`${run}/review`, review)).status, 303)
  assert.equal((await visitor(site.address).get('/tables/detention-review')).status, 404, 'under embargo')
  const told: string[] = []
  assert.equal(await releaseNow(statistics, Temporal.Now.instant().add({ hours: 24 }), (line) => told.push(line)), 1)
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
})

test('a period that is not over, or is none, is refused in words', async () => {
  const rena = await as('Rəna Örnəkova')
  await rena.get('/tables/workbench')
  const none = await rena.post('/tables/workbench', { table: 'detention-review', period: '2026' })
  assert.equal(none.status, 422)
  assert.match(none.body, /Give a quarter/)
  assert.equal((await rena.post('/tables/workbench', { table: 'no-such-table', period: quarter })).status, 404)
})

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
