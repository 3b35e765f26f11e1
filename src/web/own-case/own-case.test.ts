/** People without an account: they begin, come back by code, act, see who looked; and nobody comes to another's case. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { type Answer, type Visitor, visitor } from '../../../tests/visitor.ts'
import { isAboutSomebody, PROCEDURES, wordsOf } from '../../procedures/index.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import {
  type CaseCode,
  carryOut,
  codeInGroups,
  hashOfCode,
  issueCode,
  newCode,
  stepNamed,
  viewCase,
  type Who,
} from '../../register/index.ts'

const site = await testSite()
const { register } = site
const officer = (role: string, office: string): Who => ({ as: 'officer', id: randomUUID(), role, office })
const officeOf = (agency: string) => register.offices.find((one) => one.agency === agency)?.code ?? assert.fail(agency)
const hoursAgo = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond').toString()

const POLICE = { as: 'officer', id: randomUUID(), role: 'police-officer', office: officeOf('interior') } as const

const SOMEBODY = {
  sex: 'male',
  birthDateKnown: '1990-05-17',
  ageBasis: 'documented',
  nationality: 'UZ',
  language: 'uz',
}
const OPENINGS: Readonly<Record<string, { who: () => Who; facts: object }>> = {
  detention: {
    who: () => POLICE,
    facts: {
      ...{ libertyLostAt: hoursAgo(1), libertyLostPlace: 'unknown', apprehendedBy: POLICE.id },
      ...{ ...SOMEBODY, accompaniedByChild: false },
    },
  },
  expulsion: {
    who: () => officer('sms-enforcement', officeOf('migration-service')),
    facts: {
      ...{ openedOn: hoursAgo(1), region: 'unknown', legalGround: 'overstay', sourceOfInformation: 'own-control' },
      ...{ ...SOMEBODY, statusBefore: 'unknown' },
    },
  },
  complaint: { who: () => ({ as: 'person', caseId: randomUUID() }), facts: { story: 'They took my passport.' } },
  'school-enrolment': {
    who: () => ({ as: 'person', caseId: randomUUID() }),
    facts: {
      ...{ language: 'fa', childName: 'Ö', birthDateSaid: '2017', sex: 'female', level: 'primary' },
      carerRelation: 'parent',
    },
  },
  'trafficking-identification': {
    who: () => ({ as: 'person', caseId: randomUUID() }),
    facts: { language: 'uz', signFrom: 'self', signs: ['documents-taken'], immediateDanger: false },
  },
}

async function opened(procedure: string): Promise<{ code: CaseCode; caseId: string; procedure: string }> {
  const { who, facts } = OPENINGS[procedure] ?? assert.fail(procedure)
  const code = newCode()
  const asked = asking({ procedure, kind: 'open', step: 'open', facts: { ...facts } })
  const { caseId } = await carryOut(register, who(), { ...asked, code: hashOfCode(code) })
  return { code, caseId, procedure }
}

async function arrived(code: CaseCode): Promise<Visitor> {
  const person = visitor(site.address)
  assert.equal((await person.post('/case', { _code: codeInGroups(code).toLowerCase() })).status, 303)
  return person
}

/** The hidden fields of the first form of the page in which the words stand. */
function fieldsBeside(page: Answer, words: string): { action: string; fields: Record<string, string> } {
  const form = page.body
    .split('<form')
    .slice(1)
    .find((part) => part.includes(words.replaceAll("'", '&#39;')))
  assert.ok(form, words)
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return { action, fields: Object.fromEntries(hidden.map(([, name, value]) => [name, value])) }
}
const button = (procedure: string, step: string) => wordsOf(procedure).steps[step]?.button ?? assert.fail(step)
const seen = (caseId: string, procedure: string) =>
  viewCase(register, { as: 'person', caseId }, { procedure, caseId, purpose: 'own-data' })

// A case about nobody has no code.
for (const { name } of PROCEDURES.filter(isAboutSomebody))
  test(`${name}: whoever has the code sees where it stands, and every step that is theirs now has its button`, async () => {
    const { code, caseId } = await opened(name)
    const person = await arrived(code)
    const page = await person.get('/case')
    assert.equal(page.status, 200)
    const view = await seen(caseId, name)
    assert.ok(page.body.includes(view.caseNumber))
    for (const { step, open, kind, missing } of view.prospects) {
      if (
        !open ||
        kind === 'open' ||
        missing.some((fact) => ['ref', 'file'].includes(view.procedure.facts[fact]?.is.kind ?? ''))
      )
        continue
      const { action, fields } = fieldsBeside(page, button(name, step))
      assert.equal(fields._step, step)
      if (action === '/case/step') {
        const form = await person.post('/case/step', fields)
        assert.equal(form.status, 200, step)
        for (const fact of stepNamed(view.procedure, step)?.needs ?? [])
          assert.ok(form.body.includes(`name="${fact}`) || view.facts[fact] !== undefined, `${step} asks for ${fact}`)
      }
    }
    assert.ok(page.body.length < 100_000)
  })

test('somebody detained asks a judge with one press; pressed twice it is one event; and the judge has a day', async () => {
  const { code, caseId, procedure } = await opened('detention')
  const person = await arrived(code)
  const { action, fields } = fieldsBeside(await person.get('/case'), button(procedure, 'applyToJudge'))
  assert.equal(action, '/case/do')
  const answers = await Promise.all([person.post(action, fields), person.post(action, fields)])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  )
  const { timeline, clocks } = await seen(caseId, procedure)
  assert.equal(timeline.filter(({ step }) => step === 'applyToJudge').length, 1)
  assert.ok(clocks.some(({ rule, standing }) => rule.startsWith('D8') && standing === 'running'))
  assert.match((await person.get('/case?done')).body, /Judge asked by the person/)
})

test('a form that lacks something comes back with a sentence and everything typed, and nothing is saved', async () => {
  const { code, caseId, procedure } = await opened('school-enrolment')
  const person = await arrived(code)
  const { fields } = fieldsBeside(await person.get('/case'), button(procedure, 'changeContact'))
  const form = fieldsBeside(await person.post('/case/step', fields), button(procedure, 'changeContact'))
  const refused = await person.post(form.action, { ...form.fields, contactWay: '', contactValue: 'AA 1234567 <b>' })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /value="AA 1234567 &lt;b&gt;"/)
  assert.match(refused.body, /what looks like the number of a document/)
  assert.equal((await seen(caseId, procedure)).event, 1)
})

test('what was typed while the session ended is there again once the code is shown', async () => {
  const { code, procedure } = await opened('school-enrolment')
  const person = await arrived(code)
  const { fields } = fieldsBeside(await person.get('/case'), button(procedure, 'changeContact'))
  const form = fieldsBeside(await person.post('/case/step', fields), button(procedure, 'changeContact'))
  person.cookies.clear()
  const ended = await person.post(form.action, { ...form.fields, contactWay: 'phone', contactValue: '+994 50 123' })
  assert.equal(ended.status, 403)
  const { fields: kept } = fieldsBeside(ended, '_code')
  const again = await person.post('/case', { ...kept, _code: code })
  assert.equal(again.status, 200)
  assert.match(again.body, /value="\+994 50 123"/)
})

test('the session of one code shows and changes its own case alone, whatever is posted', async () => {
  const [mine, other] = [await opened('school-enrolment'), await opened('trafficking-identification')]
  const person = await arrived(mine.code)
  const [own, theirs] = [await seen(mine.caseId, mine.procedure), await seen(other.caseId, other.procedure)]
  for (const path of ['/case', '/case/copy', '/case/looks']) {
    const page = await person.get(path)
    assert.equal(page.status, 200)
    assert.ok(!page.body.includes(theirs.caseNumber) && !page.body.includes(other.caseId), path)
  }
  const { fields } = fieldsBeside(await person.get('/case'), button(mine.procedure, 'cancel'))
  const tried = { ...fields, _key: randomUUID(), _event: '1', caseId: other.caseId, procedure: other.procedure }
  await person.post('/case/do', { ...tried, _step: 'leave' })
  assert.equal((await seen(other.caseId, other.procedure)).event, theirs.event)
  // The token of another session is no token here.
  const stranger = await arrived(other.code)
  assert.equal((await stranger.post('/case/do', fields)).status, 403)
  assert.equal(own.event, (await seen(mine.caseId, mine.procedure)).event)
})

test('a new code counts once it was written down; from then on the old one and its sessions open nothing', async () => {
  const { code } = await opened('detention')
  const [person, thief] = [await arrived(code), await arrived(code)]
  const page = await person.get('/case/code')
  const shown = /govuk-heading-m" dir="ltr">([^<]+)</.exec(page.body)?.[1]?.replaceAll('&#39;', "'") ?? ''
  assert.equal((await thief.get('/case/looks')).status, 200)
  const { action, fields } = fieldsBeside(page, 'written it down')
  assert.equal((await person.post(action, fields)).status, 303)
  assert.match((await person.get('/case')).body, /Who looked at your case/)
  assert.doesNotMatch((await thief.get('/case')).body, /Who looked at your case/)
  const after = visitor(site.address)
  assert.equal((await after.post('/case', { _code: code })).status, 422)
  assert.equal((await after.post('/case', { _code: shown })).status, 303)
})

test('a wrong, an unknown and an ended code have one answer, to the byte; a slip of the pen is told apart', async () => {
  const { code, caseId, procedure } = await opened('detention')
  await issueCode(register, { as: 'person', caseId }, { procedure, caseId, bearer: 'person' })
  const answer = async (typed: string) => {
    const { status, body } = await visitor(site.address).post('/case', { _code: typed })
    return { status, body: body.replaceAll(typed, 'CODE') }
  }
  assert.deepEqual(await answer(newCode()), await answer(code))
  const slip = await answer(`${code.slice(0, 24)}${code.at(-1) === '0' ? '1' : '0'}`)
  assert.equal(slip.status, 422)
  assert.match(slip.body, /a letter is wrong/)
})

test('who speaks for the person comes with a code of their own and acts under their own name, until the person ends it', async () => {
  const { code, caseId, procedure } = await opened('detention')
  const person = await arrived(code)
  const form = fieldsBeside(await person.get('/case/representative'), 'name="name"')
  const nameless = await person.post(form.action, { ...form.fields, contact: 'at the bakery' })
  assert.equal(nameless.status, 422)
  assert.match(nameless.body, /value="at the bakery"/)
  const named = await person.post(form.action, { ...form.fields, name: 'Aunt', relation: 'family' })
  const theirs = /govuk-heading-m" dir="ltr">([^<]+)</.exec(named.body)?.[1] ?? assert.fail('no code')
  const aunt = visitor(site.address)
  assert.equal((await aunt.post('/case', { _code: theirs })).status, 303)
  const { action, fields } = fieldsBeside(await aunt.get('/case'), button(procedure, 'applyToJudge'))
  assert.equal((await aunt.post(action, fields)).status, 303)
  assert.equal((await seen(caseId, procedure)).timeline.at(-1)?.actor.role, 'representative')
  assert.match((await person.get('/case/looks')).body, /Whoever speaks for the person/)
  const end = fieldsBeside(await person.get('/case/representative'), 'End this now')
  assert.equal((await person.post(end.action, end.fields)).status, 303)
  assert.doesNotMatch((await aunt.get('/case')).body, /Who looked at your case/)
})

test('a child’s school place is asked for with six answers; sent twice it is one case and one code', async () => {
  const parent = visitor(site.address)
  const page = await parent.get('/start?what=school-enrolment')
  const form = fieldsBeside(page, 'childName')
  const answers = {
    ...form.fields,
    language: 'fa',
    childName: 'Ö',
    birthDateSaid: '2017',
    sex: 'female',
    level: 'primary',
  }
  const missing = await parent.post('/start', answers)
  assert.equal(missing.status, 422)
  assert.match(missing.body, /value="Ö"/)
  const whole = { ...answers, carerRelation: 'parent' }
  const [first, second] = [await parent.post('/start', whole), await parent.post('/start', whole)]
  const codeIn = ({ body }: Answer) => /govuk-heading-m" dir="ltr">([^<]+)</.exec(body)?.[1] ?? assert.fail(body)
  assert.equal(codeIn(first), codeIn(second))
  const number = ({ body }: Answer) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)?.[0]
  assert.equal(number(first), number(second))
  assert.equal((await parent.post('/case', { _code: codeIn(first) })).status, 303)
  assert.match((await parent.get('/case')).body, /Ö/)
  for (const word of ['nationality', 'passport', 'visa', 'permit', 'migration'])
    assert.ok(!page.body.toLowerCase().includes(`name="${word}`), word)
})

test('whoever gives a sign about somebody else gets no code; whoever gives it about themselves does', async () => {
  const form = fieldsBeside(await visitor(site.address).get('/start'), 'trafficking-identification')
  const one = visitor(site.address)
  const page = await one.post(form.action, form.fields)
  assert.match(page.body, /<title>Information<\/title>/)
  const { fields } = fieldsBeside(page, 'signFrom')
  const sign = { language: 'uz', signFrom: 'other', signs: 'documents-taken', immediateDanger: 'no' }
  assert.equal((await one.post('/start', { ...fields, ...sign })).status, 422)
  const other = await one.post('/start', { ...fields, ...sign, _about: 'other' })
  assert.equal(other.status, 200)
  assert.doesNotMatch(other.body, /dir="ltr">[0-9A-Z]{5} /)
  const own = await one.post('/start', { ...fields, ...sign, _key: randomUUID(), signFrom: 'self', _about: 'me' })
  assert.match(own.body, /dir="ltr">[0-9A-Z]{5} /)
})

test('nothing but the session is kept: no cookie before the code, none after leaving, and no code or case in an address', async () => {
  const { code } = await opened('detention')
  const person = visitor(site.address)
  await person.get('/start')
  await person.get('/case')
  assert.deepEqual([...person.cookies.keys()], [])
  const entered = await person.post('/case', { _code: code })
  assert.equal(entered.headers.get('location'), '/case')
  const [cookie = ''] = entered.headers.getSetCookie()
  for (const part of [/HttpOnly/i, /SameSite=Strict/i]) assert.match(cookie, part)
  assert.doesNotMatch(cookie, /max-age|expires/i)
  const out = await person.get('/case/exit')
  assert.equal(out.status, 303)
  assert.deepEqual([...person.cookies.keys()], [])
  assert.doesNotMatch((await person.get('/case')).body, /Who looked/)
})
