/**
 * What civil society says to the Committee alone: on no page, list, count, search, history, file or feed of anybody else
 * does anything change. The same said to officials changes them, so that the comparison is known to see.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Asker, asker } from '../../tests/asker.ts'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { formsOf, walk } from '../../tests/walk.ts'
import type { Role } from '../firewall/index.ts'

const site = await testSite({
  now: () => Temporal.Instant.from('2026-11-24T09:00:00Z'),
  limits: WITHOUT_LIMITS,
})
const by = new Map<Role, Asker>()
const as = (role: Role): Asker => {
  const known = by.get(role) ?? asker(site, role)
  by.set(role, known)
  return known
}
const WORD = 'Nightwatchword'
const OTHERS: readonly Role[] = ['public', 'secretariat', 'official', 'nhri']
const pages = new Map<Role, readonly string[]>()
let round = ''

before(async () => {
  const secretary = as('secretariat')
  const [form] = formsOf((await secretary.get('/consultations/new')).body).filter(
    ({ list, written }) => written.includes('title') || list !== null,
  )
  const report = /name="report"[^>]*value="([0-9a-f-]{36})"|<option value="([0-9a-f-]{36})"/.exec(
    (await secretary.get('/consultations/new')).body,
  )
  const values = {
    title: 'Autumn round',
    opens_on: '2026-11-20',
    closes_on: '2026-12-10',
    answers_due_on: '2026-12-31',
  }
  const opened = await secretary.post('/consultations/new', [
    ...(form?.fields ?? []).filter(([name]) => !(name in values) && name !== 'report'),
    ...Object.entries({ ...values, report: report?.[1] ?? report?.[2] ?? '' }),
  ])
  round = (opened.headers.get('location') ?? '').split('?')[0] ?? ''
  assert.match(round, /^\/consultations\/[0-9a-f-]{36}$/)
  for (const role of OTHERS) {
    const walked = await walk(as(role), site.routes)
    pages.set(
      role,
      [
        ...new Set([
          ...walked.pages.values(),
          round,
          '/calendar/own.ics',
          `/search?q=${WORD}`,
          '/history?kind=contribution',
          '/calendar?kind=answers-due',
          '/obligations/CMW.AZE.3.16(a)',
        ]),
      ].filter(isStill),
    )
  }
})

/** What answers the same to the same question: not a file that is recorded as it is made, nor the way out, nor a form with a new code in it each time. */
function isStill(path: string): boolean {
  return !/\.csv|\.xlsx|\/word$|^\/evidence\/|^\/sign-out|^\/language|^\/complaint|^\/start/.test(path)
}

async function shown(role: Role): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const path of pages.get(role) ?? []) answers.set(path, still((await as(role).get(path)).body))
  return answers
}

/** Form tokens differ with each answer, and so does the moment at which a feed was made. */
function still(body: string): string {
  return body.replaceAll(/name="form-token" value="[^"]*"/g, '').replaceAll(/DTSTAMP:\S+/g, '')
}

async function contribute(audience: 'committee' | 'officials'): Promise<void> {
  const form = formsOf((await as('civil-society').get(`${round}/contribute`)).body).find(({ action }) =>
    action.endsWith('/contribute'),
  )
  const fields = { body: `They fear the ${WORD}.`, audience, obligation: form?.list?.options[0]?.[0] ?? '' }
  const kept = (form?.fields ?? []).filter(([name]) => !(name in fields))
  assert.equal(
    (await as('civil-society').post(`${round}/contribute`, [...kept, ...Object.entries(fields)])).status,
    303,
  )
}

test('on no page of anybody else anything changes', async () => {
  const earlier = new Map(await Promise.all(OTHERS.map(async (role) => [role, await shown(role)] as const)))
  await contribute('committee')
  for (const role of OTHERS) {
    const now = await shown(role)
    assert.ok(now.size > 10, `${role} has pages`)
    for (const [path, body] of now) {
      assert.equal(body, earlier.get(role)?.get(path), `${path} has changed for ${role}`)
      assert.ok(
        !body.replaceAll(`q=${WORD}`, '').replaceAll(`value="${WORD}"`, '').includes(`the ${WORD}`),
        `${path} for ${role}`,
      )
    }
  }
})

test('nor does any file of theirs hold it', async () => {
  for (const role of ['secretariat', 'official', 'nhri'] as const)
    for (const path of ['/history.csv', '/history.csv?kind=contribution', '/calendar/own.ics'])
      assert.ok(!(await as(role).get(path)).body.includes(WORD), `${path} for ${role}`)
})

test('who said it and the Committee read it, and no answer of the State can be given to it', async () => {
  assert.ok((await as('civil-society').get(round)).body.includes(WORD))
  const { body } = await as('committee').get(round)
  assert.ok(body.includes(WORD))
  for (const role of ['committee', 'civil-society'] as const)
    assert.ok(!(await as(role).get('/calendar?kind=answers-due')).body.includes('Autumn round'), 'no answer is due')
  const id = /id="c([0-9a-f-]{36})"/.exec(body)?.[1] ?? ''
  const address = `${round}/contributions/${id}/answer`
  assert.equal((await as('secretariat').get(address)).status, 404)
  assert.equal(
    (
      await as('secretariat').post(address, [
        ['contribution', id],
        ['answer', 'We know.'],
        ['taken_up', 'no'],
      ])
    ).status,
    404,
  )
})

test('the same said to officials is seen at once: the comparison would have told', async () => {
  const earlier = await shown('secretariat')
  await contribute('officials')
  const now = await shown('secretariat')
  const changed = [...now].filter(([path, body]) => body !== earlier.get(path)).map(([path]) => path)
  for (const path of [
    round,
    '/consultations',
    '/history?kind=contribution',
    `/search?q=${WORD}`,
    '/calendar?kind=answers-due',
  ])
    assert.ok(changed.includes(path), `${path} in ${changed.join(' ')}`)
})
