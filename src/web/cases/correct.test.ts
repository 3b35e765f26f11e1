/** Officers correct what stands in a case: with a reason, beside what stood before, and never to the cost of a time that is owed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { visitor } from '../../../tests/visitor.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, codeInGroups, hashOfCode, newCode, viewCase } from '../../register/index.ts'
import { as, browser, isLightAndOpen, isOpen, main, one, press, see, site } from '../fixtures/desk.ts'

const duty = async (name: string) => {
  const rows = await see((tx) =>
    tx.selectFrom('account').select(['id', 'agency_role', 'office']).where('name', 'like', `${name}%`).execute(),
  )
  const { id, agency_role, office } = one(rows)
  return { as: 'officer', id, role: agency_role ?? '', office: office ?? '' } as const
}
const code = newCode()
const startedAt = Temporal.Now.instant().subtract({ minutes: 90 }).round('minute')
const atHome = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('Asia/Baku').toPlainDateTime().toString({ smallestUnit: 'minute' })

async function stopped(hash: Buffer | null = null): Promise<string> {
  const police = await duty('Nicat')
  const { caseId } = await carryOut(site.register, police, {
    ...asking({
      ...{ procedure: 'detention', kind: 'open', step: 'open' },
      facts: {
        ...{ libertyLostAt: startedAt.toString(), libertyLostPlace: 'AZ-BA', apprehendedBy: police.id, sex: 'male' },
        ...{ birthDateKnown: '1990', ageBasis: 'stated', accompaniedByChild: false, language: 'uz', nationality: 'UZ' },
      },
    }),
    code: hash,
  })
  return caseId
}
const seen = async (caseId: string) =>
  viewCase(site.register, { as: 'person', caseId }, { procedure: 'detention', caseId, purpose: 'own-data' })

test('an officer corrects a fact with a reason; officer and person read what it was, what it is, and why', async () => {
  const caseId = await stopped(hashOfCode(code))
  const address = `/cases/detention/${caseId}`
  const page = await browser('Nicat', { width: 320, javaScript: true })
  await isLightAndOpen(page, address)
  await press(page, `a[href="${address}/correct?fact=nationality"]`)
  await isOpen(page, 'the form of a correction')
  assert.match(await main(page), /Stands now:\s*Uzbekistan/)
  await page.selectOption('#field-nationality', 'KG')
  await press(page, 'main form.ob-form button')
  assert.match(await main(page), /Say why it is corrected/)
  assert.equal(await page.inputValue('#field-nationality'), 'KG', 'nothing chosen is lost')
  await isOpen(page, 'the refused correction')
  await page.fill('#field-_reasons', 'The passport was found.')
  await press(page, 'main form.ob-form button')
  const both = /It was:\s*Uzbekistan\s*It is now:\s*Kyrgyzstan[\s\S]*The passport was found/
  assert.match(await main(page), both)
  await isLightAndOpen(page, address)
  const person = visitor(site.address)
  await person.post('/case', { _code: codeInGroups(code) })
  const own = (await person.get('/case')).body.replaceAll(/<[^>]+>/g, ' ')
  assert.match(own, /It was:\s+Uzbekistan\s+It is now:\s+Kyrgyzstan[\s\S]*The passport was found/)
  const { facts, timeline } = await seen(caseId)
  assert.equal(facts.nationality, 'KG')
  assert.equal(timeline.length, 2)
})

test('several facts are corrected at once, chosen from those that the role may correct and no other', async () => {
  const caseId = await stopped()
  const police = await as('Nicat')
  const list = (await police.get(`/cases/detention/${caseId}/correct`)).body
  const offered = [...list.matchAll(/type="checkbox"[^>]* name="fact" value="([^"]+)"/g)].map(([, name]) => name ?? '')
  assert.ok(offered.includes('sex') && offered.includes('language'))
  const view = await viewCase(site.register, await duty('Nicat'), { procedure: 'detention', caseId, purpose: 'decide' })
  for (const name of offered) assert.ok(view.correctable.includes(name), name)
  const form = await police.get(`/cases/detention/${caseId}/correct?fact=sex&fact=language&fact=decisionReasons`)
  assert.ok(!form.body.includes('name="decisionReasons"'))
  const answer = await police.post(`/cases/detention/${caseId}/correct`, {
    ...{ _fact: ['sex', 'language'], sex: 'female', language: 'uz', _reasons: 'Written down wrongly.' },
    ...{ _key: randomUUID(), _event: '1' },
  })
  assert.equal(answer.status, 303)
  const last = (await seen(caseId)).timeline.at(-1)
  assert.deepEqual(last?.facts, { sex: 'female' }, 'what was left as it was is no correction')
})

test('the start of a time that is owed moves to an earlier moment; to a later one by a judge alone, and the page says so', async () => {
  const caseId = await stopped()
  const address = `/cases/detention/${caseId}/correct`
  const asked = (at: Temporal.Instant, event: number) => ({
    ...{ _fact: 'libertyLostAt', libertyLostAt: atHome(at), _reasons: 'The log of the car.', _key: randomUUID() },
    _event: String(event),
  })
  const police = await as('Nicat')
  await police.get(`${address}?fact=libertyLostAt`)
  const later = await police.post(address, asked(startedAt.add({ minutes: 30 }), 1))
  assert.equal(later.status, 422)
  assert.match(later.body, /moved to an earlier moment only\. A judge alone may set a later one/)
  assert.ok(later.body.includes(atHome(startedAt.add({ minutes: 30 }))), 'what was typed stands')
  assert.equal((await police.post(address, asked(startedAt.subtract({ minutes: 30 }), 1))).status, 303)
  const judge = await as('Gülnar')
  await judge.get(`${address}?fact=libertyLostAt`)
  assert.equal((await judge.post(address, asked(startedAt, 2))).status, 303)
  assert.equal((await seen(caseId)).facts.libertyLostAt, startedAt.toString())
})

test('whoever was second is told, keeps what was typed, and whoever does not read the case finds nothing to correct', async () => {
  const caseId = await stopped()
  const address = `/cases/detention/${caseId}/correct`
  const police = await as('Nicat')
  await police.get(`${address}?fact=sex`)
  const change = (sex: string) => ({ _fact: 'sex', sex, _reasons: `It is ${sex}.`, _key: randomUUID(), _event: '1' })
  assert.equal((await police.post(address, change('female'))).status, 303)
  const second = await police.post(address, { ...change('unknown'), _reasons: 'Mine, and not lost.' })
  assert.equal(second.status, 409)
  assert.match(second.body, /Somebody else has acted on this case/)
  assert.match(second.body, /Mine, and not lost\./)
  const school = await as('Zəhra')
  assert.equal((await school.get(address)).status, 404)
  assert.equal((await school.post(address, change('male'))).status, 404)
})
