/** Mixed-up people, as those see it who find it and who sign: two forms, no JavaScript, no content of any case. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut } from '../../register/index.ts'

const site = await testSite()
const { register } = site
const owner = await site.store.ownerClient()
after(() => owner.end())
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const POLICE = 'Nicat Nümunəzadə'
const AUDITOR = 'Orxan Testov'
const OMBUDS = 'Səbuhi Misalov'
const police = { as: 'officer', id: randomUUID(), role: 'police-officer', office: 'police-baku' } as const

interface Row {
  readonly number: string
  readonly pointer: Buffer
  readonly pseudonym: Buffer
}

async function row(caseId: string): Promise<Row> {
  const { rows } = await owner.query<Row>(
    'select case_number as number, person_pointer as pointer, pseudonym from immigration_enforcement.detention where case_id = $1',
    [caseId],
  )
  return rows[0] ?? assert.fail()
}

/** Somebody whom the police of Baku hold: somebody new, or whom another case is about. */
async function held(like: string | null = null): Promise<string> {
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: police.id, sex: 'male', birthDateKnown: '1990-05-17' },
    ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz', needsInterpreter: true },
  }
  const person = like === null ? null : (await row(like)).pointer
  return (
    await carryOut(register, police, asking({ procedure: 'detention', kind: 'open', step: 'open', facts, person }))
  ).caseId
}

async function browser(who: string, { javaScript = false, language = 'en' } = {}): Promise<Page> {
  const page = await newPage({ width: 320, javaScript })
  await page.goto(`${site.address}/sign-in`)
  await press(page, `tr:has-text("${who}") button`)
  await page.goto(`${site.address}/language/${language}?back=/`)
  return page
}

async function press(page: Page, what: string): Promise<void> {
  const answered = page.waitForEvent('domcontentloaded')
  await page.locator(what).first().click()
  await answered
}

async function isOpen(page: Page, what: string): Promise<void> {
  const findings: unknown = await page.evaluate(
    `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
  )
  assert.deepEqual(findings, [], what)
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320, what)
  if (process.env.OBSERVANCE_PICTURES !== undefined)
    await page.screenshot({ path: `${process.env.OBSERVANCE_PICTURES}/${what}.png`, fullPage: true })
}

const main = async (page: Page) => (await page.textContent('main')) ?? ''

async function report(page: Page, caseId: string, kind: 'split' | 'merge', number = ''): Promise<void> {
  await page.goto(`${site.address}/cases/detention/${caseId}/person`)
  await page.locator(`input[value="${kind}"]`).check()
  if (number !== '') await page.locator('input[name="number"]').fill(number)
  await page.locator('textarea[name="reasons"]').fill('The photographs show two people.')
  await press(page, 'main form button')
  assert.match(await main(page), /Reported\./)
}

test('an officer reports from the case, a second person signs, and each case is the right person’s: without JavaScript', async () => {
  const one = await held()
  const another = await held(one)
  const officer = await browser(POLICE)
  await officer.goto(`${site.address}/cases/detention/${one}`)
  await press(officer, `a[href="/cases/detention/${one}/person"]`)
  await report(officer, one, 'split')
  const signer = await browser(AUDITOR)
  await signer.goto(`${site.address}/oversight`)
  await press(signer, 'a[href="/oversight/persons"]')
  await press(signer, 'main table a')
  const seen = await main(signer)
  for (const number of [(await row(one)).number, (await row(another)).number]) assert.match(seen, new RegExp(number))
  for (const content of ['1990', 'Uzbek', 'nationality', 'apprehended']) assert.ok(!seen.includes(content), content)
  await signer.locator(`input[name="side-${one}"][value="first"]`).check()
  await signer.locator('textarea[name="reasons"]').fill('Compared with the office.')
  await press(signer, 'button[value="sign"]')
  assert.match(await main(signer), /Say of each case/, 'one is not assigned yet')
  assert.equal(await signer.locator('textarea[name="reasons"]').inputValue(), 'Compared with the office.')
  assert.ok(await signer.locator(`input[name="side-${one}"][value="first"]`).isChecked(), 'what was chosen is kept')
  await signer.locator(`input[name="side-${another}"][value="second"]`).check()
  await press(signer, 'button[value="sign"]')
  assert.match(await main(signer), /What you are about to do[\s\S]*Compared with the office/)
  assert.ok((await row(one)).pseudonym.equals((await row(another)).pseudonym), 'nothing is done before it is signed')
  await press(signer, 'button[name="_change"]')
  assert.equal(await signer.locator('textarea[name="reasons"]').inputValue(), 'Compared with the office.')
  assert.ok(await signer.locator(`input[name="side-${another}"][value="second"]`).isChecked())
  await press(signer, 'button[value="sign"]')
  await press(signer, 'button[name="_signature"]')
  assert.match(await main(signer), /Signed\./)
  assert.ok(!(await row(one)).pseudonym.equals((await row(another)).pseudonym))
  const ombuds = await browser(OMBUDS)
  await ombuds.goto(`${site.address}/oversight`)
  assert.match(await main(ombuds), /Two people stood under one number and were parted/)
})

test('what an officer typed is kept where a report is refused', async () => {
  const one = await held()
  const page = await browser(POLICE)
  await page.goto(`${site.address}/cases/detention/${one}/person`)
  await page.locator('textarea[name="reasons"]').fill('He is taller.')
  await press(page, 'main form button')
  assert.match(await main(page), /Say what you saw/)
  assert.equal(await page.locator('textarea[name="reasons"]').inputValue(), 'He is taller.')
})

test('one person under two numbers: joined by a number that tells whoever reports nothing', async () => {
  const [one, another] = [await held(), await held()]
  const officer = await browser(POLICE)
  await report(officer, one, 'merge', ` ${(await row(another)).number.toLowerCase()} `)
  const signer = await browser(AUDITOR)
  await signer.goto(`${site.address}/oversight/persons`)
  await press(signer, 'main table tr:last-child a')
  assert.match(await main(signer), /Cases of the other person/)
  await signer.locator('textarea[name="reasons"]').fill('The same fingerprints.')
  await press(signer, 'button[value="sign"]')
  await press(signer, 'button[name="_signature"]')
  assert.ok((await row(one)).pseudonym.equals((await row(another)).pseudonym))
})

test('the pages are read by everybody: on a telephone, aloud, and in another language', async () => {
  const one = await held()
  await held(one)
  const officer = await browser(POLICE, { javaScript: true })
  await officer.goto(`${site.address}/cases/detention/${one}/person`)
  await isOpen(officer, 'report')
  await report(officer, one, 'split')
  for (const language of ['en', 'az', 'ar']) {
    const signer = await browser(AUDITOR, { javaScript: true, language })
    await signer.goto(`${site.address}/oversight/persons`)
    await isOpen(signer, `waiting ${language}`)
    await press(signer, 'main table a')
    await isOpen(signer, `signing ${language}`)
  }
})

test('to officers who do not sign there is no such page', async () => {
  const one = await held()
  const officer = await browser(POLICE)
  await report(officer, one, 'split')
  const { rows } = await owner.query<{ id: string }>(
    'select report_id as id from identity.person_report order by at desc limit 1',
  )
  const who = visitor(site.address)
  await who.signIn(POLICE)
  for (const path of ['/oversight/persons', `/oversight/persons/${rows[0]?.id}`, `/oversight/persons/${randomUUID()}`])
    assert.equal((await who.get(path)).status, 404, path)
})
