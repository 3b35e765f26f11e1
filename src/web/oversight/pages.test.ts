/** What those who watch over the agencies see, in the minute in which it happens; and that there is no such page for others. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { type Visitor, visitor } from '../../../tests/visitor.ts'
import { officeId } from '../../countries/index.ts'
import { carryOut, recordPerson, type Who } from '../../register/index.ts'

const site = await testSite()
const { register } = site
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OMBUDS = 'Səbuhi Misalov'
const VISITOR = 'Aida Primer'
const AUDITOR = 'Orxan Testov'

const keeper = { as: 'officer', id: randomUUID(), role: 'place-officer', office: 'place-baku' } as const
const asked = { assertedAt: null, nationalLawBasis: null, reasonsLong: null, person: null, code: null } as const
const act = (
  kind: 'open' | 'take' | 'enter',
  step: string,
  facts: Record<string, unknown>,
  on: { caseId: string; event: number } | null = null,
  who: Who = keeper,
) =>
  carryOut(register, who, {
    ...asked,
    procedure: 'detention',
    kind,
    step,
    on,
    facts,
    key: randomUUID(),
    purpose: 'decide',
  })

async function held(): Promise<string> {
  const { caseId } = await act('open', 'open', {
    libertyLostAt: Temporal.Now.instant().subtract({ minutes: 30 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: keeper.id, sex: 'male', birthDateKnown: '1990-05-17' },
    ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz', needsInterpreter: true },
  })
  await act('enter', 'admit', { place: officeId('place-baku') }, { caseId, event: 1 })
  await recordPerson(register, keeper, {
    ...{ procedure: 'detention', caseId, purpose: 'decide', key: randomUUID(), after: 0 },
    given: { names: [{ name: 'Namuna Birinchi', kind: 'own', language: 'uz' }] },
  })
  return caseId
}

async function death(): Promise<string> {
  const caseId = await held()
  const diedAt = Temporal.Now.instant().round('millisecond').toString()
  await act('take', 'noteDeath', { diedAt }, { caseId, event: 2 })
  return caseId
}

async function as(who: string): Promise<Visitor> {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

/** With JavaScript where the checker of accessibility must run: our pages have none. */
async function browser(who: string, javaScript = true): Promise<Page> {
  const page = await newPage({ width: 320, javaScript })
  await page.goto(`${site.address}/sign-in`)
  await press(page, `tr:has-text("${who}") button`)
  await page.goto(`${site.address}/language/en?back=/`)
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
}

test('an alarm is on the Ombudsperson’s page in the minute in which somebody dies in custody, and acknowledged without JavaScript', async () => {
  const caseId = await death()
  const looking = await browser(OMBUDS)
  await looking.goto(`${site.address}/oversight`)
  await isOpen(looking, 'breaches')
  const page = await browser(OMBUDS, false)
  await page.goto(`${site.address}/oversight`)
  const row = `tr:has(a[href="/cases/detention/${caseId}?for=supervise"]):has(button:has-text("noteDeath"))`
  const alarm = page.locator(row)
  assert.equal(await alarm.count(), 1)
  await press(page, `${row} button`)
  assert.match((await page.textContent('main')) ?? '', /You have acknowledged the alarm/)
  assert.equal(await alarm.count(), 0)
  // The visitors to places of detention were told for themselves.
  assert.match((await (await as(VISITOR)).get('/oversight')).body, new RegExp(caseId))
})

test('a breach is on the list in the minute in which it is made, with its rule in words, its ladder and its mode', async () => {
  const ombuds = await as(OMBUDS)
  const caseId = await held()
  assert.doesNotMatch((await ombuds.get('/oversight')).body, new RegExp(caseId))
  await act('enter', 'tellCharge', {}, { caseId, event: 2 }, { as: 'person', caseId })
  const { body } = await ombuds.get('/oversight')
  assert.match(body, new RegExp(`/cases/detention/${caseId}\\?for=supervise`))
  assert.match(body, /D14\.noCostNoWork/)
  assert.match(body, /Rights: the agency/)
  assert.doesNotMatch((await ombuds.get('/oversight?level=W')).body, new RegExp(caseId))
  assert.doesNotMatch(body, /Namuna/)
})

test('the register of a place is open to visitors by name, and a print of it needs nothing else', async () => {
  const caseId = await held()
  const page = await browser(VISITOR)
  await page.goto(`${site.address}/oversight/places`)
  await isOpen(page, 'places')
  await press(page, 'main a[href="/oversight/places/place-baku"]')
  await isOpen(page, 'register of a place')
  const row = await page.locator(`tr:has(a[href*="${caseId}"])`).textContent()
  assert.match(row ?? '', /Namuna Birinchi/)
  const { status } = await (await as(VISITOR)).get('/oversight/places/nowhere')
  assert.equal(status, 404)
})

test('alarms of the wall name the officer to those who hear them', async () => {
  await register.firewall.asOfficer(keeper, async (tx) => {
    const { sql } = await import('kysely')
    await sql`select firewall.raise_alarm('quota', null, null)`.execute(tx)
  })
  for (const who of [OMBUDS, AUDITOR]) {
    const { status, body } = await (await as(who)).get('/oversight/wall')
    assert.equal(status, 200, who)
    assert.match(body, /More persons were asked for/)
  }
  assert.equal((await (await as(VISITOR)).get('/oversight/wall')).status, 404)
  const page = await browser(AUDITOR)
  await page.goto(`${site.address}/oversight/wall`)
  await isOpen(page, 'wall')
})

test('for every other officer these pages do not exist', async () => {
  const nowhere = `/oversight/${randomUUID()}`
  for (const who of ['Nicat Nümunəzadə', 'Elçin Sınaqov', 'Gülnar Misalova', 'Samir Nüsxəzadə']) {
    const person = await as(who)
    const none = (await person.get(nowhere)).body.replaceAll(encodeURIComponent(nowhere), 'HERE')
    for (const path of ['/oversight', '/oversight/wall', '/oversight/places', '/oversight/places/place-baku']) {
      const answer = await person.get(path)
      assert.equal(answer.status, 404, `${who} ${path}`)
      assert.equal(bare(answer.body, path), bare(none, nowhere), `${who} ${path}`)
    }
    const posted = await person.post('/oversight', { procedure: 'detention', notice: randomUUID() })
    assert.equal(posted.status, 404)
    assert.doesNotMatch((await person.get('/')).body, /href="\/oversight"/)
  }
})

function bare(body: string, path: string): string {
  return body.replaceAll(encodeURIComponent(path), 'HERE').replaceAll(/(name="form-token" value=")[^"]+/g, '$1')
}

test('anybody checks a proof and reads why one does not hold; nothing pasted is lost, and nobody signs in', async () => {
  const page = await newPage({ width: 320, javaScript: true })
  await page.goto(`${site.address}/proof`)
  await isOpen(page, 'proof')
  await page.locator('textarea').fill('{ "format": "observance-proof/v1" }')
  await press(page, 'main form button')
  const said = (await page.textContent('main')) ?? ''
  assert.match(said, /The proof does not hold/)
  assert.equal((await page.locator('textarea').inputValue()).trim(), '{ "format": "observance-proof/v1" }')
  await isOpen(page, 'a proof that does not hold')
  assert.match((await visitor(site.address).get('/proof/checkpoint/register')).body, /has signed nothing yet/)
  assert.equal((await visitor(site.address).get('/proof/checkpoint/nothing')).status, 404)
})

test('from the register of the place a visitor notes the visit and sends what is recommended; the office that is asked answers, and never sees what was found', async () => {
  const page = await browser(VISITOR)
  await page.goto(`${site.address}/oversight/places/place-baku`)
  await press(page, 'main a:has-text("Note a visit")')
  await page.check(`input[name=place][value="${officeId('place-baku')}"]`, { force: true })
  const at = Temporal.Now.zonedDateTimeISO('Asia/Baku').subtract({ minutes: 90 }).toPlainDateTime()
  await page.fill('#field-visitedAt', at.toString({ smallestUnit: 'minute' }))
  await page.fill('#field-visitors', 'Two visitors and an interpreter')
  await page.fill('#field-findings', 'The telephone is in the room of the guards.')
  await press(page, 'main form.ob-form button')
  // A case about nobody: no slip, no code, no name.
  assert.match(await page.innerText('main'), /Visited[\s\S]*What you can do now/)
  assert.doesNotMatch(await page.innerText('main'), /slip|Who the person is|new code/i)
  await press(page, 'main a:has-text("Send a recommendation")')
  await isOpen(page, 'the form of a recommendation')
  await page.check(`input[name=addressee][value="${officeId('migration-baku')}"]`, { force: true })
  await page.selectOption('#field-theme', 'family-and-consulate')
  await page.fill('#field-recommendation', 'Put the telephone where nobody listens.')
  await press(page, 'main form.ob-form button')
  assert.match(await page.innerText('main'), /Answer due/)
  const head = await browser('Elçin Sınaqov')
  await head.goto(`${site.address}/cases/visit`)
  await isOpen(head, 'the list of recommendations')
  assert.match(await head.innerText('main'), /Answer due[\s\S]*\d\d days left[\s\S]*Recommendations are answered/)
  await press(head, 'main tbody a')
  assert.match(await head.innerText('main'), /Put the telephone where nobody listens/)
  assert.doesNotMatch(await head.innerText('main'), /room of the guards|interpreter/)
  await press(head, 'main a:has-text("Answer")')
  await head.check('input[name=reply][value=will-be-done]', { force: true })
  await head.fill('#field-answer', 'It is moved on Monday.')
  await press(head, 'main form.ob-form button')
  await page.reload()
  assert.match(await page.innerText('main'), /Answered[\s\S]*It is moved on Monday/)
})
