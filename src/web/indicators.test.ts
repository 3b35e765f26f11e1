/** Figures through their pages: each says where it comes from, none stands without evidence, no zero without looking. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { signIn } from '../../tests/sign-in.ts'
import { testSite } from '../../tests/site.ts'
import { visitor } from '../../tests/visitor.ts'
import { acceptComputedValue, type ComputedValue } from '../obligations/index.ts'
import { asActor, systemReader } from '../store/index.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const NAME = 'lantern-rounds'
const CODE = 'CMW.AZE.3.36(b)'
const AT = `${site.address}/indicators/${NAME}`

async function pageOf(...words: readonly string[]): Promise<Page> {
  const page = await newPage()
  page.setDefaultTimeout(10_000)
  if (words.length > 0) await signIn(page, site.address, ...words)
  return page
}
const mainOf = async (page: Page, address: string) => {
  await page.goto(address)
  return (await page.textContent('main')) ?? ''
}
const save = (page: Page) => page.click('main form button')
const compute = (given: Omit<ComputedValue, 'computedFrom' | 'audience'> & Partial<ComputedValue>) =>
  asActor(site.store.web, systemReader('statistics'), 'release.publish', (tx) =>
    acceptComputedValue(tx, {
      computedFrom: { table: 'LAN-1', release: '2026-04-30', formula: 2 },
      audience: 'public',
      ...given,
    }),
  )

const secretary = await pageOf('secretariat')
const focal = await pageOf('official', 'SMS')

async function define(name: string, unit: string): Promise<void> {
  await secretary.goto(`${site.address}/obligations/${encodeURIComponent(CODE)}/indicators`)
  await secretary.click('main >> text=Define a new indicator')
  await secretary.fill('input[name=name]', name)
  await secretary.check('input[name=class][value=structure]')
  await secretary.fill('textarea[name=numerator]', 'rounds made by night')
  await secretary.selectOption('select[name=unit]', unit)
  await secretary.locator('label', { hasText: /^sex$/ }).click()
  await save(secretary)
}

async function enter(
  page: Page,
  fields: { period: string; value?: string; base?: string; sharing?: string },
): Promise<void> {
  await page.goto(`${AT}/value`)
  await page.selectOption('select[name=period]', fields.period)
  if (fields.value !== undefined) await page.fill('input[name=value]', fields.value)
  if (fields.base !== undefined) await page.fill('input[name=base]', fields.base)
  await page.locator('label', { hasText: /^Round book/ }).click()
  await page.check(`input[name=sharing][value=${fields.sharing ?? 'public'}]`)
  await save(page)
}

test('the secretariat defines an indicator for an obligation, and nobody else finds the form', async () => {
  await define(NAME, 'count')
  assert.match((await secretary.textContent('main')) ?? '', /The indicator is defined/)
  assert.match(
    await mainOf(secretary, `${site.address}/obligations/${encodeURIComponent(CODE)}`),
    /rounds made by night/,
  )
  for (const path of ['/define-indicator', `/indicators/${NAME}/benchmark`, `/indicators/${NAME}/bind`])
    assert.equal((await focal.goto(site.address + path))?.status(), 404, path)
})

test('a benchmark is set with its reason, which stays to be read', async () => {
  await secretary.goto(`${AT}/benchmark`)
  await secretary.fill('input[name=target]', '10,5')
  await save(secretary)
  assert.match((await secretary.textContent('[role=alert]')) ?? '', /Why, and who decided it: Enter something here/)
  await secretary.fill('input[name=target]', '10')
  await secretary.fill('input[name=baseline]', '4')
  await secretary.fill('textarea[name=reason]', 'Decision of the night watch')
  await save(secretary)
  assert.match(
    (await (await pageOf()).goto(AT).then(async (answer) => answer?.text())) ?? '',
    /Decision of the night watch/,
  )
})

test('no figure without evidence, none for a period to come, none that the unit cannot be', async () => {
  await focal.goto(`${site.address}/obligations/${encodeURIComponent(CODE)}/evidence`)
  await focal.fill('input[name=title]', 'Round book')
  await focal.fill('input[name=url]', 'https://gazette.example/rounds')
  await focal.check('input[name=sharing][value=public]')
  await save(focal)
  await focal.goto(`${AT}/value`)
  const periods = await focal.locator('select[name=period] option').allTextContents()
  assert.ok(periods.includes('2026') && !periods.includes('2027') && !periods.some((period) => /quarter/.test(period)))
  await focal.fill('input[name=value]', '1.5')
  await save(focal)
  assert.match((await focal.textContent('[role=alert]')) ?? '', /Evidence: /)
  await enter(focal, { period: '2025', value: '1.5' })
  assert.match((await focal.textContent('[role=alert]')) ?? '', /Enter a whole number/)
  await enter(focal, { period: '2025' })
  assert.match((await focal.textContent('[role=alert]')) ?? '', /a value, or say that there were no cases/)
})

test('a correction takes the place of a value, and both stay to be read with their evidence', async () => {
  await enter(focal, { period: '2024', value: '6' })
  await focal.goto(AT)
  await focal.click('text=Correct it')
  assert.equal(await focal.inputValue('input[name=value]'), '6')
  await focal.fill('input[name=value]', '7')
  await save(focal)
  const shown = await mainOf(await pageOf(), AT)
  assert.match(shown, /1 earlier value/)
  assert.match(shown, /Round book/)
  const [now, before] = [
    await focal.locator('td del').allTextContents(),
    await focal.locator('table td').allTextContents(),
  ]
  assert.deepEqual(now, ['6'])
  assert.ok(before.some((cell) => cell.trim().startsWith('7')))
})

test('a draft is seen by its institution alone until it is shared', async () => {
  await enter(focal, { period: '2023', value: '5', sharing: 'own' })
  for (const words of [[], ['official', 'MOJ'], ['national human rights']])
    assert.doesNotMatch(await mainOf(await pageOf(...words), AT), /2023/, words.join(' '))
  await focal.goto(AT)
  await focal.locator('tr', { hasText: '2023' }).locator('text=Share it').click()
  assert.match((await focal.textContent('main')) ?? '', /Now only .* sees this/)
  await focal.check('input[name=sharing][value=public]')
  await save(focal)
  assert.match(await mainOf(await pageOf(), AT), /2023/)
})

test('a zero says whether it is earned: by looking, or not at all', async () => {
  await enter(focal, { period: '2022', value: '0' })
  await enter(focal, { period: '2021', value: '0', base: '40' })
  const rows = await pageOf()
  await rows.goto(AT)
  assert.match((await rows.locator('tr', { hasText: '2022' }).first().textContent()) ?? '', /not earned/)
  assert.match((await rows.locator('tr', { hasText: '2021' }).first().textContent()) ?? '', /none found among 40/)
})

test('no cases is neither nought nor full: the row says so, and the picture has a gap', async () => {
  await focal.goto(`${AT}/value`)
  await focal.selectOption('select[name=period]', '2020')
  await focal.check('input[name=no_cases]')
  await focal.locator('label', { hasText: /^Round book/ }).click()
  await focal.check('input[name=sharing][value=public]')
  await save(focal)
  const page = await pageOf()
  await page.goto(AT)
  assert.match((await page.locator('tr', { hasText: '2020' }).first().textContent()) ?? '', /no cases/)
  assert.equal(await page.locator('svg .ob-none').count(), 1)
})

test('the picture says in words what it shows, the same figures as its table, with target and baseline', async () => {
  const page = await pageOf()
  await page.goto(AT)
  const said = (await page.getAttribute('svg.ob-chart--line', 'aria-label')) ?? ''
  assert.match(said, /2020: no cases; 2021: 0; 2022: 0; 2023: 5; 2024: 7/)
  assert.match(said, /Baseline 4, Target 10/)
  const drawn = await page.locator('svg.ob-chart--line circle').count()
  assert.equal(drawn, 4)
})

test('in the reader’s own colours and on paper the lines of the picture have theirs', async () => {
  const page = await newPage()
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(AT)
  const stroke = () =>
    page
      .locator('.ob-line')
      .first()
      .evaluate((line) => line.ownerDocument.defaultView?.getComputedStyle(line).stroke)
  const forced = await stroke()
  await page.emulateMedia({ forcedColors: 'none', media: 'print' })
  assert.equal(await stroke(), 'rgb(0, 0, 0)')
  await page.emulateMedia({ forcedColors: 'none', media: 'screen' })
  assert.notEqual(await stroke(), forced)
})

test('a structure stays unconfirmed until the human rights institution confirms it, and nobody else can', async () => {
  assert.match(await mainOf(await pageOf(), AT), /not confirmed by the human rights institution/)
  const ombudsperson = await pageOf('national human rights')
  await ombudsperson.goto(AT)
  await ombudsperson.locator('tr', { hasText: '2024' }).locator('text=Confirm it').click()
  const address = ombudsperson.url()
  assert.equal((await focal.goto(address))?.status(), 404)
  await save(ombudsperson)
  assert.match((await ombudsperson.textContent('main')) ?? '', /confirmed by OMB/)
})

test('a computed figure names table, release and formula, and its cells stand beside it; nobody types over it', async () => {
  await define('lantern-share', 'percent')
  await compute({
    indicator: 'lantern-share',
    period: '2025',
    value: 62.5,
    breakdown: { 'sex=female': 70, 'sex=male': 55, 'sex=not-stated': null },
    base: 48,
  })
  const shown = await mainOf(focal, `${site.address}/indicators/lantern-share`)
  assert.match(shown, /computed from the table “LAN-1”, release 2026-04-30formula 2/)
  assert.match(shown, /not stated\s*hidden/)
  assert.doesNotMatch(shown, /Enter a value/)
})

test('an indicator is let go from an obligation, but not where the document sets its target', async () => {
  await secretary.goto(`${AT}/bind`)
  await secretary.locator('input[name=obligations]').first().uncheck()
  await save(secretary)
  assert.match((await secretary.textContent('main')) ?? '', /What measures what is changed/)
  await secretary.goto(`${site.address}/indicators/ratification-stage/bind`)
  await secretary.locator('input[name=obligations]').first().uncheck()
  await save(secretary)
  assert.match((await secretary.textContent('[role=alert]')) ?? '', /The document itself sets this target/)
})

test('the list narrows by class, standing, institution and where figures come from', async () => {
  const page = visitor(site.address)
  const names = async (query: string) =>
    [...(await page.get(`/indicators?${query}`)).body.matchAll(/href="\/indicators\/([a-z0-9-]+)"/g)].map(
      (match) => match[1],
    )
  assert.deepEqual(await names('from=computed&text=lantern'), ['lantern-share'])
  assert.deepEqual(await names('from=typed&text=lantern'), [NAME])
  assert.deepEqual(await names('standing=short&text=lantern'), [NAME])
  assert.deepEqual(await names('standing=short&text=lantern&class=outcome'), [])
  assert.ok((await names('institution=OMB')).length > 0)
  assert.match((await page.get('/indicators?text=nothing-such')).body, /No indicator fits/)
})

const PAGES = [
  ['/indicators', []],
  [`/indicators/${NAME}`, []],
  ['/indicators/lantern-share', []],
  [`/indicators/${NAME}`, ['official', 'SMS']],
  [`/indicators/${NAME}/value`, ['secretariat']],
  [`/indicators/${NAME}/benchmark`, ['secretariat']],
  ['/define-indicator', ['secretariat']],
  [`/obligations/${encodeURIComponent(CODE)}/indicators`, ['secretariat']],
] as const

for (const [path, words] of PAGES)
  test(`${path}${words.length === 0 ? '' : `, signed in as ${words[0]},`} has no serious finding, no scroll to the side at 320 pixels, and is light`, async () => {
    const page = await newPage({ width: 320, javaScript: true })
    if (words.length > 0) await signIn(page, site.address, ...words)
    const response = await page.goto(site.address + path)
    assert.ok(((await response?.body())?.length ?? 0) < 100_000)
    const findings: unknown = await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
    )
    assert.deepEqual(findings, [])
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320)
    await page.context().close()
  })
