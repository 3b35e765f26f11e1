/** Officers at work, as they would be: at a telephone's width, without JavaScript, one after the other on the same case. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { minutesAgo, stage } from '../api/fixtures/play.ts'
import { browser, isLightAndOpen, isOpen, main, press, site } from '../fixtures/desk.ts'

const officer = (who: string) => browser(who, { width: 320 })
/** With JavaScript, which the accessibility check needs and no page of ours. */
const checked = (who: string) => browser(who, { width: 320, javaScript: true })

/** An hour and a half ago, as a form has it, at home. */
const lately = Temporal.Now.zonedDateTimeISO('Asia/Baku')
  .subtract({ minutes: 90 })
  .toPlainDateTime()
  .toString({ smallestUnit: 'minute' })

async function stop(page: Page, more: { readonly born?: string; readonly child?: 'yes' | 'no' } = {}): Promise<string> {
  await page.goto(`${site.address}/cases/detention/open`)
  await page.fill('#field-libertyLostAt', lately)
  for (const [name, value] of Object.entries({ language: 'uz', libertyLostPlace: 'AZ-BA', nationality: 'UZ' }))
    await page.selectOption(`#field-${name}`, value)
  for (const [name, value] of Object.entries({
    sex: 'male',
    ageBasis: 'stated',
    accompaniedByChild: more.child ?? 'no',
  }))
    await page.check(`input[name=${name}][value=${value}]`, { force: true })
  await page.check('input[name=apprehendedBy]', { force: true })
  await page.fill('#field-birthDateKnown', more.born ?? '1990')
  await press(page, 'main form.ob-form button')
  return (await page.locator('.ob-trail a').last().getAttribute('href')) ?? ''
}

test('whoever stops somebody has a case in one form, and the person a slip with times, a mark and a code', async () => {
  const page = await checked('Nicat')
  await isLightAndOpen(page, '/cases')
  await isLightAndOpen(page, '/cases/detention/open')
  const address = await stop(page)
  assert.match(await main(page), /Slip for case [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  assert.match(await main(page), /([0-9A-Z]{5} ){4}[0-9A-Z*~$=]{5}/)
  assert.match(await main(page), /[0-9a-f]{64}/)
  await isOpen(page, 'the slip')
  await isLightAndOpen(page, address)
  assert.match(await main(page), /A judge must decide by/)
})

test('what is missing is told field by field, what was typed stands, and nothing was saved', async () => {
  const page = await checked('Nicat')
  await page.goto(`${site.address}/cases/detention/open`)
  await page.fill('#field-birthDateKnown', 'last spring')
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /This step was not taken/)
  assert.match(await main(page), /Give a day, or a year alone/)
  assert.equal(await page.inputValue('#field-birthDateKnown'), 'last spring')
  await isOpen(page, 'the refused form')
})

test('a judge of the duty court releases in one step, from the page of the case', async () => {
  const address = await stop(await officer('Nicat'))
  const judge = await officer('Gülnar')
  await judge.goto(`${site.address}/cases`)
  assert.match(await main(judge), /\d+ min left|ended .* ago/)
  await judge.goto(site.address + address)
  await judge.fill('#field-decisionReasons', 'No ground was shown for this person.')
  await press(judge, `form[action$="/orderRelease"] button`)
  assert.match(await main(judge), /Done\. It is in the case/)
  assert.match(await main(judge), /No ground was shown for this person/)
})

test('at night, on a telephone: the first screen of the hearing list has the judge’s hours, and a case is released from its page', async () => {
  const address = await stop(await officer('Nicat'))
  const judge = await checked('Gülnar')
  await isLightAndOpen(judge, '/cases/detention')
  const row = judge.locator(`tr:has(a[href="${address}"])`)
  assert.match(await row.innerText(), /22 h \d+ min left\s+A judge within 24 hours/)
  const height = judge.viewportSize()?.height ?? 0
  assert.ok(((await judge.locator('main tbody tr').first().boundingBox())?.y ?? height) < height - 100)
  assert.equal(await judge.locator('main details').getAttribute('open'), null)
  await row.locator('a').click()
  await judge.click('main a[href="#next"]')
  const reasons = judge.locator('#next textarea').first()
  assert.ok(((await reasons.boundingBox())?.y ?? height) < height)
  await reasons.fill('No ground is shown, and an alternative was not looked at.')
  await press(judge, 'main button:has-text("Order release")')
  assert.match(await main(judge), /Release ordered/)
})

/** A case that waits for the judge’s order, with all that the law asks for before. */
async function beforeTheJudge(): Promise<string> {
  const { apprehend, officers, listOf } = await stage(site.address)
  const { police, clinician, head } = officers
  const one = await apprehend()
  const told = { rightsToldHow: 'interpreter-in-person', rightsUnderstood: true, wishesLawyer: 'no' }
  await one.take(police, 'tellRights', {
    ...{ ...told, rightsToldAt: minutesAgo(5), wishesFamilyTold: 'no', wishesConsulTold: 'no' },
  })
  const { caseNumber } = await one.read(police)
  one.event = (await clinician.done('detention.number', { in: { number: caseNumber } })).event
  await one.take(clinician, 'noteScreening', { screenedAt: minutesAgo(3), screenedBy: 'clinician' })
  await one.take(head, 'requestReview', {
    ...{ ground: 'public-security-individual', groundLaw: 'art. 1', removalProspect: 'documentAsked' },
    ...{ groundFacts: 'What this person said and did.', necessity: 'Why now.', proportionality: 'Why so long.' },
    alternatives: listOf('detention', 'alternatives', 'alternative').map((alternative) => ({
      alternative,
      whyNot: `${alternative} was looked at for this person in each of its forms, and this is what was found: ${randomUUID()}.`,
    })),
  })
  return `/cases/detention/${one.id}`
}

/** As a form has it, at home. */
const at = (hours: number) =>
  Temporal.Now.zonedDateTimeISO('Asia/Baku').add({ hours }).toPlainDateTime().toString({ smallestUnit: 'minute' })

test('at night, on a telephone: a judge sees the hours left, misses nothing that an order needs, signs it, and it ends by itself', async () => {
  const address = await beforeTheJudge()
  const judge = await checked('Gülnar')
  await isLightAndOpen(judge, '/cases/detention')
  const row = judge.locator(`tr:has(a[href="${address}"])`)
  assert.match(await row.innerText(), /23 h \d+ min left\s+A judge within 24 hours/)
  await row.locator('a').click()
  await isLightAndOpen(judge, `${address}/authorize`)
  // What is missing is told by its field, and nothing typed is lost.
  await judge.fill('#field-decisionReasons', 'The person was heard; each alternative was looked at.')
  await press(judge, 'main form.ob-form button')
  assert.match(await main(judge), /This step was not taken/)
  assert.equal(await judge.locator('#field-authorizedUntil').getAttribute('aria-invalid'), 'true')
  assert.match(await judge.inputValue('#field-decisionReasons'), /each alternative/)
  await isOpen(judge, 'the refused order')
  await judge.fill('#field-hearingAt', at(0))
  await judge.check('input[name=personHeard][value=in-room]', { force: true })
  await judge.check('input[name=interpreterPresent][value=yes]', { force: true })
  await judge.check('input[name=lawyerPresent][value=yes]', { force: true })
  await judge.fill('#field-authorizedUntil', at(100))
  await press(judge, 'main form.ob-form button')
  assert.match(await main(judge), /each alternative was looked at[\s\S]*signs it here with their passkey/)
  await isOpen(judge, 'the signing of the order')
  await press(judge, 'button[value=demonstration]')
  assert.match(await main(judge), /Done\. It is in the case/)
  assert.match(await main(judge), /Held on a judge’s order[\s\S]*4 days left · Detention ends by itself/)
  await isLightAndOpen(judge, address)
  await judge.goto(`${site.address}/cases/detention`)
  const left = await judge.locator(`tr:has(a[href="${address}"])`).innerText()
  assert.doesNotMatch(left, /A judge within 24 hours/)
})

test('of two officers at once the second is told, and keeps what was typed', async () => {
  const address = await stop(await officer('Nicat'))
  const judge = await officer('Gülnar')
  const other = await officer('Gülnar')
  for (const page of [judge, other]) await page.goto(site.address + address)
  await judge.fill('#field-decisionReasons', 'First.')
  await press(judge, `form[action$="/orderRelease"] button`)
  await other.fill('#field-decisionReasons', 'Second, and not lost.')
  await press(other, `form[action$="/orderRelease"] button`)
  assert.match(await main(other), /Somebody else has acted on this case/)
  assert.equal(await other.inputValue('#field-decisionReasons'), 'Second, and not lost.')
})

test('for a child no order is open, and the page says why and what it rests on', async () => {
  const address = await stop(await officer('Nicat'), { born: '2012' })
  const head = await officer('Elçin')
  await head.goto(site.address + address)
  const text = await main(head)
  assert.match(text, /What is not open, and why/)
  assert.match(text, /CMW\/C\/AZE\/CO\/3 36\(b\)/)
})

test('the name stands apart from the case, and is shown to those whose task needs it', async () => {
  const page = await checked('Nicat')
  const address = await stop(page)
  await isLightAndOpen(page, `${address}/name`)
  await page.fill('#field-name', 'Намуна Мисолов')
  await page.fill('#field-latin', 'Namuna Misolov')
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /The name is recorded/)
  await page.goto(`${site.address}${address}/name`)
  assert.match(await main(page), /Намуна Мисолов/)
  const { rowCount } = await (await ownerClient()).query(
    "select from firewall.access_record where kind = 'name' or purpose is not null and subject::text = $1",
    [address.split('/').at(-1)],
  )
  assert.ok((rowCount ?? 0) > 0)
})

test('a school does not find the case, nor that there are such cases', async () => {
  const address = await stop(await officer('Nicat'))
  const school = await officer('Zəhra')
  for (const path of [address, `${address}/slip`, '/cases/detention', '/cases/detention/open']) {
    const answer = await school.goto(site.address + path)
    assert.equal(answer?.status(), 404, path)
  }
})

test('a clinician notes the screening by the number on the slip, and reads nothing', async () => {
  const police = await officer('Nicat')
  const address = await stop(police)
  const number = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await main(police))?.[0] ?? ''
  const clinician = await officer('Könül')
  await clinician.goto(`${site.address}/cases`)
  await press(clinician, 'a[href="/cases/detention/by-number/noteScreening"]')
  await clinician.fill('#field-_number', 'nothing')
  await press(clinician, 'main form.ob-form button')
  assert.match(await main(clinician), /No case here has this number/)
  await clinician.fill('#field-_number', number.toLowerCase())
  await clinician.fill('#field-screenedAt', lately)
  await clinician.check('input[name=screenedBy][value=clinician]', { force: true })
  await press(clinician, 'main form.ob-form button')
  assert.match(await main(clinician), /Done\. It is in the case/)
  assert.equal((await clinician.goto(site.address + address))?.status(), 404)
})

test('a step of two people is proposed by the first and done by the second', async () => {
  const address = await stop(await officer('Nicat'))
  const head = await officer('Elçin')
  await head.goto(`${site.address}${address}/withdrawAsVoid`)
  await head.fill('#field-voidReason', 'Another person was meant.')
  await press(head, 'main form.ob-form button')
  // A serious act: invented people have no passkey, and a button that says so stands in its place.
  assert.match(await main(head), /Another person was meant[\s\S]*signs it here with their passkey/)
  await press(head, 'button[value=demonstration]')
  assert.match(await main(head), /A second person must confirm it/)
  const second = await officer('Səbuhi')
  await second.goto(site.address + address)
  assert.match(await main(second), /Another person was meant/)
  await press(second, 'button[value=confirm]')
  await press(second, 'button[value=demonstration]')
  assert.match(await main(second), /Done\. It is in the case/)
})

let owner: Awaited<ReturnType<typeof site.store.ownerClient>> | undefined
async function ownerClient() {
  owner ??= await site.store.ownerClient()
  return owner
}
test.after(() => owner?.end())

test('an officer explains a breach on the page of the case: the text stays typed until it is right, and the breach stays', async () => {
  const page = await checked('Nicat')
  const address = await stop(page)
  const owner = await site.store.ownerClient()
  // As the commit functions write one.
  await owner.query(
    `insert into immigration_enforcement.breach (procedure, case_id, rule, level, mode, found_at, state)
     values ('detention', $1, 'D4.hour', 'R', 'enforce', clock_timestamp(), 'recordedLate')`,
    [address.split('/').at(-1)],
  )
  await owner.end()
  await page.goto(site.address + address)
  await page.click('a[href*="/explain/"]')
  await isOpen(page, 'the form of an explanation')
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /There is a problem/)
  await page.fill('#field-text', 'The interpreter came on foot.')
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /Your explanation is kept with the breach/)
  assert.match(await main(page), /done, but recorded late/)
  await isLightAndOpen(page, address)
  assert.equal(await page.locator('a[href*="/met/"]').count(), 0, 'who was late does not say that it was in time')
  const judge = await officer('Gülnar')
  await judge.goto(site.address + address)
  await judge.click('a[href*="/met/"]')
  await judge.fill('#field-text', 'The log of the interpreter shows it.')
  await press(judge, 'main form.ob-form button')
  assert.match(await main(judge), /kept; recorded late/)
})
