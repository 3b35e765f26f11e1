/** A table of another body on the pages: looked at, taken, found by anybody as what it is; and a bad file, whose form comes back whole. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { press } from '../fixtures/at-page.ts'
import { english } from '../texts/en/index.ts'

const ROOT = join(import.meta.dirname, '../../..')

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pack = await loadPack(packFolder('AZE'))
const unanswered = pack.tables.find(({ computedBy }) => computedBy.length === 0) ?? assert.fail()

const form = {
  ...{
    name: 'labour-inspections',
    title: 'Labour inspections',
    population: 'Inspections of workplaces',
    unit: 'cases',
  },
  ...{ answers: unanswered.id, body: 'State Labour Inspectorate', source_title: 'Report 2025, table 4' },
  ...{ source_on: '2026-02-01', licence_name: 'CC BY 4.0', method: 'Counts below 5 are hidden.', leaves_out: 'Farms.' },
  ...{ licence_url: 'https://creativecommons.org/licenses/by/4.0/', same_people: 'No: it counts inspections.' },
}
const csv = (value: string) => `sex,period,value\nF,2024,${value}\nM,2024,7\n_T,2024,12\n`
const content = (text: string) => Buffer.from(text).toString('base64')

async function signedIn(who: string) {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

test('a statistician chooses a file, looks at its figures and publishes them; anybody finds whose they are', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/sign-in`)
  await press(page, 'tr:has-text("Rəna Örnəkova") button')
  await page.goto(`${site.address}/language/en?back=/tables`)
  await press(page, 'a:has-text("Take in a table")')
  for (const [name, value] of Object.entries(form)) {
    const field = page.locator(`form.ob-form [name="${name}"]`)
    if (name === 'unit') await page.locator(`[name="unit"][value="${value}"]`).check()
    else if (name === 'answers') await field.selectOption(value)
    else await field.fill(value)
  }
  const file = { name: 'inspections.csv', mimeType: 'text/csv', buffer: Buffer.from(csv('5')) }
  await page.setInputFiles('[name="file"]', file)
  await press(page, 'form.ob-form button:has-text("Look at it")')
  assert.match(
    await page.innerText('main'),
    /This would be published[\s\S]*These are figures of State Labour Inspectorate/,
  )
  assert.equal((await visitor(site.address).get('/tables/labour-inspections')).status, 404, 'looking publishes nothing')
  await press(page, 'form.ob-form button:has-text("Publish it")')
  assert.match(await page.innerText('main'), /The table is published/)
  const anyone = visitor(site.address)
  const { body } = await anyone.get('/tables/labour-inspections')
  assert.match(body, /Counts below 5 are hidden/)
  assert.doesNotMatch(body, /small random amount|Rəna/)
  const list = (await anyone.get('/tables')).body
  const row = new RegExp(`${unanswered.id}[\\s\\S]{0,400}Labour inspections[\\s\\S]{0,200}State Labour Inspectorate`)
  assert.match(list, row, 'a table owed for want of a register is answered by it')
  const release = /\/releases\/([^/]+)\//.exec(body)?.[1] ?? ''
  const published = await anyone.get(`/releases/${release}/labour-inspections.sdmx.csv`)
  assert.match(published.body, /,SOURCE,/)
  assert.match((await anyone.get('/tables/catalog.jsonld')).body, /State Labour Inspectorate/)
})

test('a bad row is named with line, column and reason, and everything typed stays, the file too', async () => {
  const rena = await signedIn('Rəna Örnəkova')
  await rena.get('/tables/import')
  const bad = content(csv('many'))
  const { body, status } = await rena.post('/tables/import', { ...form, name: 'others', content: bad, look: 'yes' })
  assert.equal(status, 200)
  assert.match(body, />2<[\s\S]*value[\s\S]*“many” is no number/)
  assert.match(body, /Counts below 5 are hidden\./)
  assert.ok(body.includes(bad))
  const broken = await rena.post('/tables/import', { ...form, name: 'others', content: content('{'), look: 'yes' })
  assert.match(broken.body, /begins like JSON and is none/)
})

test('nothing is published that was not looked at', async () => {
  const rena = await signedIn('Rəna Örnəkova')
  await rena.get('/tables/import')
  const asked = { ...form, name: 'unseen', content: content(csv('5')) }
  const { status, body } = await rena.post('/tables/import', asked)
  assert.equal(status, 409)
  assert.match(body, /Something has changed since you looked/)
  const { body: looked } = await rena.post('/tables/import', { ...asked, look: 'yes' })
  const seen = /name="seen" value="([0-9a-f]{64})"/.exec(looked)?.[1] ?? ''
  const other = await rena.post('/tables/import', { ...asked, content: content(csv('6')), seen })
  assert.equal(other.status, 409, 'another file')
  assert.equal((await rena.post('/tables/import', { ...asked, seen, title: '' })).status, 422)
  assert.equal((await rena.post('/tables/import', { ...asked, seen })).status, 303)
  assert.equal(
    (await rena.post('/tables/import', { ...asked, seen })).headers.get('location'),
    '/tables/unseen?done=table.unchanged',
  )
})

test('every reason for which a file or a row is refused has its sentence', () => {
  const sources = globSync('src/statistics/import/**/*.ts', { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const said = (pattern: RegExp) => [...sources.matchAll(pattern)].map(([, one = '']) => one)
  const keys = [
    ...said(/FileRefused\('([a-z-]+)'/g).map((one) => `import-file.${one}`),
    ...said(/\breason: '([a-z-]+)'/g).map((one) => `import-row.${one}`),
    ...said(/\brefuse\('[a-z]+', '([a-z-]+)'/g).map((one) => `import-row.${one}`),
    ...said(/\brefuse\([^()]*?'(case-[a-z-]+)'/g).map((one) => `import-row.${one}`),
    ...said(/\breturn '([a-z-]+)'/g).map((one) => `import-row.${one}`),
  ]
  assert.ok(keys.length > 20)
  assert.deepEqual(
    [...new Set(keys)].filter((key) => !(key in english)),
    [],
  )
})

test('to everybody else there is no such page', async () => {
  for (const who of ['Səbuhi Misalov', 'Aida Primer']) {
    const person = await signedIn(who)
    assert.equal((await person.get('/tables/import')).status, 404, who)
    assert.equal((await person.post('/tables/import', form)).status, 404, who)
  }
})

test('the page is read at a telephone’s width, in Arabic too, and by a screen reader', async () => {
  for (const language of ['en', 'ar']) {
    const page = await newPage({ width: 320, javaScript: true })
    await page.goto(`${site.address}/sign-in`)
    await press(page, 'tr:has-text("Rəna Örnəkova") button')
    await page.goto(`${site.address}/language/${language}?back=/tables/import`)
    for (const path of ['/tables/import', '/tables/labour-inspections', '/tables']) {
      await page.goto(site.address + path)
      const findings: unknown = await page.evaluate(
        `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
      )
      assert.deepEqual(findings, [], `${language} ${path}`)
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320, `${language} ${path}`)
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/${language}${path.replaceAll('/', '-')}.png`,
          fullPage: true,
        })
    }
  }
})

test('whoever reads in Azerbaijani is told in Azerbaijani what an owed table or figure waits for, and no name of the code', async () => {
  const anyone = visitor(site.address)
  await anyone.get('/language/az?back=/')
  const list = (await anyone.get('/tables')).body
  assert.match(list, /əmək müfəttişliyi/)
  for (const name of ['recruitment-licence', 'border-entry', 'household survey', 'consular-protection'])
    assert.ok(!list.includes(name), name)
  const waiting = (await anyone.get('/indicators/people-regularized')).body
  assert.match(waiting, /qalmanın qanuniləşdirilməsi/)
  assert.match((await anyone.get('/indicators/expulsions-in-job-loss-period')).body, /İş icazələri reyestrini gözləyir/)
})
