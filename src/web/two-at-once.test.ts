/**
 * Two people open the same form and both save. The second is shown what the first saved beside what they typed, has
 * lost nothing, and saves by a second click. Every form that carries a version is tried, whichever there are.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Asker, asker } from '../../tests/asker.ts'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { type Form, formsOf, walk } from '../../tests/walk.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const secretary = asker(site, 'secretariat')
const officer = asker(site, 'official')
const found = new Map<string, { readonly who: Asker; readonly form: Form }>()

/** What is to be chosen where words alone save nothing. */
const CHOICES: Readonly<Record<string, readonly [Record<string, string>, Record<string, string>]>> = {
  'POST /indicators/:name/benchmark': [
    { target: '41', reason: 'Earlierword' },
    { target: '43', reason: 'Laterword' },
  ],
  'POST /calendar/deadlines/:code/move': [{ state: 'drafting' }, { state: 'consulting' }],
  'POST /calendar/deadlines/:code/date': [{ due_on: '2031-01-02' }, { due_on: '2031-03-04' }],
}

/** Forms that carry a version and are no writing: steps of an import or an approval, each with a test of its own. */
const STEPS =
  /^POST \/(?:import|reports\/:id\/(?:request|approve|freeze|share)$|obligations\/:code\/validate$)|\/(?:close|reopen|end|share|withdraw|hand-over)$/

before(async () => {
  await prepare()
  for (const who of [secretary, officer])
    for (const [name, forms] of (await walk(who, site.routes, 3)).forms) {
      if (STEPS.test(name)) continue
      const form = forms.find(({ fields }) => fields.some(([field, value]) => field === 'version' && value !== ''))
      if (form !== undefined && !found.has(name)) found.set(name, { who, form })
    }
})

/** An answer to change. */
async function prepare(): Promise<void> {
  const rounds = (await secretary.get('/consultations')).body
  const round = /\/consultations\/[0-9a-f-]{36}/.exec(rounds)?.[0] ?? ''
  const link = /href="([^"]+\/answer)"/.exec((await secretary.get(round)).body)?.[1] ?? ''
  const [form] = formsOf((await secretary.get(link)).body).filter(({ action }) => action === link)
  const answered = { ...Object.fromEntries(form?.fields ?? []), answer: 'Thank you.', taken_up: 'no' }
  assert.equal((await secretary.post(link, Object.entries(answered))).status, 303)
}

test('the forms that people write in carry a version', () => {
  const names = [...found.keys()]
  for (const path of [
    '/measures/:id/edit',
    '/consultations/:id/change',
    '/reports/:id/frame',
    '/reports/:id/answers/:code',
  ])
    assert.ok(names.includes(`POST ${path}`), `${path} in ${names.join(', ')}`)
  for (const path of [
    '/obligations/:code/edit',
    '/evidence/:id/edit',
    '/indicators/:name/benchmark',
    '/people/:id/change',
  ])
    assert.ok(names.includes(`POST ${path}`), `${path} in ${names.join(', ')}`)
  assert.ok(names.includes('POST /consultations/:id/contributions/:contribution/answer'))
})

test('of two who save the same, the second sees both, loses nothing, and saves by a second click', async () => {
  for (const [name, { who, form }] of found) {
    const [first, second] = CHOICES[name] ?? [written(form, 'Earlierword'), written(form, 'Laterword')]
    const page = await who.get(form.action)
    const opened = formsOf(page.body).find(
      ({ action, fields }) => action === form.action && fields.some(([field]) => field === 'version'),
    )
    assert.ok(opened !== undefined && Object.keys(second).length > 0, `${name} has words to write`)
    const saved = await who.post(form.action, filled(opened, first))
    assert.equal(saved.status, 303, `${name}: the first is saved: ${alertOf(saved.body)}`)
    const late = await who.post(form.action, filled(opened, second))
    assert.equal(late.status, 409, `${name}: the second is told`)
    for (const word of [...Object.values(first), ...Object.values(second)].filter(
      (value) => !/word$/.test(value) || !(name in CHOICES),
    ))
      assert.ok(says(late.body, wordOf(form, word)), `${name} shows "${word}": ${alertOf(late.body)}`)
    const [again] = formsOf(late.body).filter(({ action }) => action === form.action)
    assert.ok(again !== undefined, `${name} keeps its form`)
    const chosen = await who.post(form.action, filled(again, {}))
    assert.equal(chosen.status, 303, `${name}: a second click saves: ${alertOf(chosen.body)}`)
    const now = await who.get(form.action)
    if (!(name in CHOICES) && Object.values(second).includes('Laterword'))
      assert.ok(now.body.includes('Laterword'), `${name} holds what was chosen`)
  }
})

test('of two who save at the very same moment one is told, and saves by a second click', async () => {
  for (const [name, { who, form }] of found) {
    if (name.startsWith('POST /calendar/') || form.written.length === 0) continue
    const page = await who.get(form.action)
    const opened = formsOf(page.body).find(
      ({ action, fields }) => action === form.action && fields.some(([field]) => field === 'version'),
    )
    assert.ok(opened !== undefined, name)
    const words = ['Earlierword', 'Laterword'] as const
    const answers = await Promise.all(
      words.map((word, at) =>
        who.post(form.action, filled(opened, CHOICES[name]?.[at] ?? renamed(written(form, word), at))),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 409], name)
    const told = answers.find(({ status }) => status === 409)
    const [again] = formsOf(told?.body ?? '').filter(({ action }) => action === form.action)
    assert.ok(again !== undefined, `${name} keeps its form`)
    assert.equal((await who.post(form.action, filled(again, {}))).status, 303, `${name}: a second click saves`)
  }
})

/** Other words than those of the test before. */
function renamed(values: Record<string, string>, at: number): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}${at}`]))
}

/** The first field for words, with a word of its own; where there is none, another choice of the first list. */
function written(form: Form, word: 'Earlierword' | 'Laterword'): Record<string, string> {
  const field = form.written.find((name) => name !== 'symbol') ?? form.written[0]
  if (field !== undefined) return { [field]: word }
  const other = form.list?.options.at(word === 'Earlierword' ? -1 : -2)
  return form.list === null || other === undefined ? {} : { [form.list.name]: other[0] }
}

/** Invented people confirm what others sign: where nothing is signed, nobody looks at it. */
function filled({ fields }: Form, values: Readonly<Record<string, string>>): [string, string][] {
  const kept = fields.filter(([name]) => !(name in values))
  const confirmed = ['_signature', 'demonstration'] satisfies [string, string]
  return [...kept.map(([name, value]): [string, string] => [name, value]), ...Object.entries(values), confirmed]
}

/** What a list calls it. */
function wordOf({ list }: Form, value: string): string {
  return list?.options.find(([code]) => code === value)?.[1] ?? value
}

/** A state or a day may be shown in words. */
function says(body: string, value: string): boolean {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  return (
    body.toLowerCase().includes(value) || body.includes(value) || (day !== null && body.includes(`${Number(day[3])} `))
  )
}

function alertOf(body: string): string {
  return (/role="alert"[\s\S]*?<\/(?:div|ul)>/.exec(body)?.[0] ?? body.slice(0, 300)).replaceAll(/<[^>]+>/g, ' ')
}
