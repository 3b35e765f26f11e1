/** What names a thing of the country names one that there is: its regions, its places, its schools, its courts. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { officeId } from '../../countries/index.ts'
import { type Answered, caller, officerOf } from './fixtures/caller.ts'

const site = await testSite()
const anybody = caller(site.address)
const police = await officerOf(site.address, 'police-officer')
const district = await officerOf(site.address, 'education-officer')
const { body: listed } = await anybody.get('/api/demonstration/officers')
const account = listed.officers.find(({ role }: { role: string }) => role === 'police-officer').account

const apprehended = (facts: object = {}) =>
  police.post('/api/procedures/detention/cases', {
    facts: {
      libertyLostAt: Temporal.Now.instant().subtract({ minutes: 30 }).toString(),
      ...{ libertyLostPlace: 'AZ-BA', apprehendedBy: account, sex: 'male', birthDateKnown: '1990-05-17' },
      ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz', ...facts },
    },
  })
const reasons = ({ status, body }: Answered) => [
  status,
  body.refusals.map(({ rule, fact, params }: { rule: string; fact: string; params: { given?: string } }) =>
    [rule, fact, params.given].join(' '),
  ),
]

test('nobody loses their liberty in a region of another State, nor in one that there is not', async () => {
  for (const region of ['XX-YY', 'GE-TB', 'AZ-ZZZ'])
    assert.deepEqual(reasons(await apprehended({ libertyLostPlace: region })), [
      422,
      [`not-on-the-list libertyLostPlace ${region}`],
    ])
  for (const region of ['AZ-GA', 'border-zone', 'unknown'])
    assert.equal((await apprehended({ libertyLostPlace: region })).status, 201, region)
})

test('an officer who is none, or who has no part in a detention, has taken nobody’s liberty; a colleague may have', async () => {
  const { body } = await anybody.get('/api/demonstration/officers')
  const inRole = (role: string) => body.officers.find((one: { role: string }) => one.role === role).account
  for (const nobody of [randomUUID(), inRole('school-registrar'), inRole('education-officer')])
    assert.deepEqual(reasons(await apprehended({ apprehendedBy: nobody })), [
      422,
      [`not-on-the-list apprehendedBy ${nobody}`],
    ])
  for (const one of [account, inRole('border-officer'), inRole('sms-enforcement')])
    assert.equal((await apprehended({ apprehendedBy: one })).status, 201)
  const opened = await apprehended()
  const nobody = randomUUID()
  const of = `/api/procedures/detention/cases/${opened.body.case}`
  const corrected = await police.post(`${of}/corrections`, { facts: { apprehendedBy: nobody } }, { event: 1 })
  assert.deepEqual(reasons(corrected), [422, [`not-on-the-list apprehendedBy ${nobody}`]])
})

test('a place that is no place of detention holds nobody, and the refusal is told in words', async () => {
  for (const place of [randomUUID(), officeId('school-12'), officeId('police-baku')]) {
    const refused = await apprehended({ place })
    assert.deepEqual(reasons(refused)[0], 422)
    assert.ok(
      refused.body.refusals.some(
        (one: { rule: string; fact: string; words: string }) =>
          one.rule === 'not-on-the-list' && one.fact === 'place' && one.words.includes('Choose one of the list'),
      ),
      place,
    )
  }
  assert.equal((await apprehended({ place: officeId('place-baku') })).status, 201)
})

test('a woman found in a place for men alone is not recorded there as if it were fit; without the place her case opens', async () => {
  const refused = await apprehended({ sex: 'female', place: officeId('place-yevlakh') })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.refusals.map(({ safeguard }: { safeguard: string }) => safeguard),
    ['D12.womenApart'],
  )
  assert.equal((await apprehended({ sex: 'female', place: officeId('place-baku') })).status, 201)
  assert.equal((await apprehended({ sex: 'female' })).status, 201)
})

test('a child is placed in a school that there is, and asks for one', async () => {
  const asking = { language: 'uz', childName: 'Dilnoza', birthDateSaid: '2017', sex: 'female', level: 'primary' }
  const ask = (facts: object) =>
    anybody.post('/api/procedures/school-enrolment/cases', { facts: { ...asking, carerRelation: 'parent', ...facts } })
  const nowhere = randomUUID()
  assert.deepEqual(reasons(await ask({ school: nowhere })), [422, [`not-on-the-list school ${nowhere}`]])
  assert.deepEqual(reasons(await ask({ homeDistrict: 'TR-34' })), [422, ['not-on-the-list homeDistrict TR-34']])
  const { status, body } = await ask({ homeDistrict: 'AZ-BA' })
  assert.equal(status, 201)
  const place = (school: string) =>
    district.post(
      `/api/procedures/school-enrolment/cases/${body.case}/steps/place`,
      { facts: { school, startOn: Temporal.Now.plainDateISO('Asia/Baku').add({ days: 2 }).toString() } },
      { event: 1 },
    )
  assert.deepEqual(reasons(await place(nowhere)), [422, [`not-on-the-list school ${nowhere}`]])
  assert.equal((await place(officeId('school-31'))).status, 200)
})

test('the description lists the regions and places of the country, and no others', async () => {
  const { body } = await anybody.get('/api/openapi.json')
  const facts = body.components.schemas['detention.facts'].properties
  assert.ok(facts.libertyLostPlace.enum.includes('AZ-GA') && facts.libertyLostPlace.enum.includes('abroad'))
  assert.ok(!facts.libertyLostPlace.enum.includes('XX-YY') && facts.libertyLostPlace.anyOf === undefined)
  assert.deepEqual(facts.place.enum, ['place-baku', 'place-yevlakh'].map(officeId))
  assert.equal(facts.apprehendedBy.enum, undefined, 'officers are no list for everybody')
})
