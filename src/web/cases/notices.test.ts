/** What an office is told, on its page: who hears it, who has read it, and what is never told there. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { visitor } from '../../../tests/visitor.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, codeInGroups, hashOfCode, newCode, noticesFor, type Who } from '../../register/index.ts'
import { as, browser, isLightAndOpen, main, press, site } from '../fixtures/desk.ts'

const officeOf = (agency: string) =>
  site.register.offices.find((one) => one.agency === agency)?.code ?? assert.fail(agency)
const officer = (role: string, agency: string): Who & { readonly as: 'officer' } => ({
  as: 'officer',
  id: randomUUID(),
  role,
  office: officeOf(agency),
})
const enforcement = officer('sms-enforcement', 'migration-service')
const code = newCode()

async function detained(hash: Buffer | null = null): Promise<string> {
  const now = Temporal.Now.instant().round('millisecond').toString()
  const { caseId } = await carryOut(site.register, enforcement, {
    ...asking({
      ...{ procedure: 'detention', kind: 'open', step: 'open' },
      facts: {
        ...{ libertyLostAt: now, libertyLostPlace: 'unknown', apprehendedBy: enforcement.id, sex: 'male' },
        ...{
          birthDateKnown: '1990',
          ageBasis: 'documented',
          accompaniedByChild: false,
          language: 'uz',
          nationality: 'UZ',
        },
      },
    }),
    code: hash,
  })
  // Money asked of somebody who is held: never allowed, so it is a breach at once.
  await carryOut(
    site.register,
    { as: 'person', caseId },
    asking({ procedure: 'detention', kind: 'enter', step: 'tellCharge', on: { caseId, event: 1 } }),
  )
  return caseId
}

test('a breach stands on the page of the office that answers for it, with its case, until somebody there has read it', async () => {
  const caseId = await detained(hashOfCode(code))
  const head = await browser('Elçin', { width: 320, javaScript: true })
  await isLightAndOpen(head, '/cases')
  assert.match(await main(head), /Notices \d+ unread/)
  await isLightAndOpen(head, '/cases/notices')
  const item = `li:has(a[href="/cases/detention/${caseId}"])`
  const before = await head.locator(item).count()
  assert.ok(before > 0)
  assert.match((await head.locator(item).first().textContent()) ?? '', /Not kept|For your information/)
  await press(head, `${item} button`)
  assert.match(await main(head), /you have read it/)
  assert.equal(await head.locator(item).count(), before - 1)
})

test('pressed twice, or for a notice of somebody else, the answer is the same, and what others have not read stays', async () => {
  const caseId = await detained()
  const ombuds = officer('ombuds-officer', 'ombudsperson')
  const [theirs] = (await noticesFor(site.register, ombuds)).filter((one) => one.caseId === caseId)
  assert.ok(theirs)
  const head = await as('Elçin')
  const answers = []
  for (const id of [theirs.id, randomUUID(), 'x']) {
    await head.get('/cases/notices')
    answers.push((await head.post('/cases/notices', { notice: `detention/${id}` })).headers.get('location'))
  }
  assert.deepEqual([...new Set(answers)], ['/cases/notices?done=notice.gone'])
  assert.ok((await noticesFor(site.register, ombuds)).some(({ id }) => id === theirs.id))
})

test('of a complaint neither number nor hour stands on the page of those who hear of it', async () => {
  const who = { as: 'person', caseId: randomUUID() } as const
  const { caseId } = await carryOut(
    site.register,
    who,
    asking({ procedure: 'complaint', kind: 'open', step: 'open', facts: { story: 'Words.', stillAtRisk: 'yes-now' } }),
  )
  const owner = await site.store.ownerClient()
  await owner.query(
    `insert into ombudsperson.notice (procedure, case_id, rule, about, whom, level, at) values ('complaint', $1, 'C3.aDay', 'alarm', 'ombuds-officer', 'R', '2026-11-23T21:47:00Z')`,
    [caseId],
  )
  const { rows } = await owner.query('select case_number from ombudsperson.complaint where case_id = $1', [caseId])
  await owner.end()
  const page = await (await as('Səbuhi')).get('/cases/notices')
  assert.match(page.body, new RegExp(`/ombudsperson/${caseId}`))
  assert.ok(!page.body.includes(rows[0].case_number))
  assert.ok(!page.body.includes('1:47'))
})

test('the person reads what they were told on their own case, and says once that they have read it', async () => {
  const person = visitor(site.address)
  assert.equal((await person.post('/case', { _code: codeInGroups(code) })).status, 303)
  const told = (body: string) => [...body.matchAll(/name="_notice" value="([^"]+)"/g)].map(([, id]) => id ?? '')
  const page = await person.get('/case')
  const [first = assert.fail('nothing was told')] = told(page.body)
  const pass = /name="_pass" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  assert.equal((await person.post('/case/notice', { _pass: 'another', _notice: first })).status, 403)
  for (const _ of [1, 2])
    assert.equal(
      (await person.post('/case/notice', { _pass: pass, _notice: first })).headers.get('location'),
      '/case#told',
    )
  assert.equal((await person.post('/case/notice', { _pass: pass, _notice: 'x' })).status, 303)
  assert.ok(!told((await person.get('/case')).body).includes(first))
})
