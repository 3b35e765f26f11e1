/** Plans: nobody's edit is lost, nobody's draft is seen, nothing waits for itself. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import type { Viewer } from '../firewall/index.ts'
import { Conflict, Invalid, NotFound, StepRefused } from '../store/index.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { Measure, measureAsForm, saveMeasure } from './measure.ts'
import { MeasureFilter, measuresOf, measureTimeline } from './measure-list.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, read, id } = stepsOf(store, people)
const shared = await id('12(a)')
const migrationOnly = await id('14.TWO')
const justiceOnly = await id('12(b)')

const save = (viewer: Viewer, fields: Record<string, unknown>) =>
  act(viewer, 'measure.save', (tx) =>
    saveMeasure(
      tx,
      viewer,
      Measure.parse({ title: 'Light the lamps', obligations: [shared], sharing: 'officials', ...fields }),
    ),
  )
const form = (measure: string, viewer = people.focal) => read(viewer, (tx) => measureAsForm(tx, measure))
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const field = (name: string, rule: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.some((one) => one.field === name && one.rule === rule)

test('one measure answers many obligations, and each shows it', async () => {
  const measure = await save(people.focal, { obligations: [shared, migrationOnly] })
  for (const obligation of [shared, migrationOnly]) {
    const plan = await read(people.focal, (tx) => measuresOf(tx, obligation, TODAY))
    assert.deepEqual(plan.find((one) => one.id === measure)?.obligations, ['CMW.SOT.2.12(a)', 'CMW.SOT.2.14.TWO'])
  }
})

test('the second of two people who save the same measure is shown what the first one wrote', async () => {
  const measure = await save(people.focal, {})
  await save(people.validator, { id: measure, version: 1, title: 'Light all lamps' })
  await assert.rejects(save(people.focal, { id: measure, version: 1, title: 'Light some lamps' }), (error) => {
    assert.ok(error instanceof Conflict)
    assert.equal(error.current.title, 'Light all lamps')
    assert.equal(error.current.version, 2)
    return true
  })
  assert.equal((await form(measure))?.title, 'Light all lamps')
})

test('a draft is its institution’s alone, to read and to write', async () => {
  const draft = await save(people.focal, { sharing: 'own' })
  assert.equal(await form(draft, people.justice), undefined)
  await assert.rejects(save(people.justice, { id: draft, version: 1 }), NotFound)
  assert.ok(await form(draft, people.validator), 'a colleague sees it')
})

test('nobody plans for an obligation in which their institution takes no part', async () => {
  await assert.rejects(save(people.focal, { obligations: [shared, justiceOnly] }), refused('not-your-task'))
  await assert.rejects(save(people.union, {}), (error) => error instanceof Invalid || refused('not-your-task')(error))
  const measure = await save(people.justice, { obligations: [justiceOnly] })
  await assert.rejects(save(people.focal, { id: measure, version: 1, obligations: [shared] }), refused('not-your-task'))
})

test('the secretariat plans for another institution only where that one can see it', async () => {
  await assert.rejects(
    save(people.secretary, { institution: 'JUS', sharing: 'own', obligations: [justiceOnly] }),
    field('sharing', 'draft-of-another'),
  )
  assert.ok(await save(people.secretary, { institution: 'JUS', obligations: [justiceOnly] }))
})

test('days that run backwards and people of another house are refused', async () => {
  await assert.rejects(
    save(people.focal, { starts_on: '2026-02-01', ends_on: '2026-01-01' }),
    field('ends_on', 'ends-before-it-starts'),
  )
  await assert.rejects(
    save(people.focal, { responsible: people.justice.account }),
    field('responsible', 'of-another-institution'),
  )
})

test('the time line narrows to what touches its days, and says what is late', async () => {
  const late = await save(people.focal, { starts_on: '2026-01-01', ends_on: '2026-11-23', state: 'under-way' })
  const due = await save(people.focal, { starts_on: '2026-01-01', ends_on: '2026-11-24', state: 'under-way' })
  const timeline = (filter: Record<string, string>) =>
    read(people.focal, (tx) => measureTimeline(tx, MeasureFilter.parse(filter), { limit: 50, offset: 0, today: TODAY }))
  const { rows } = await timeline({ from: '2026-11-01', until: '2026-12-01' })
  assert.deepEqual(
    rows.map((one) => [one.id, one.overdue]),
    [
      [late, true],
      [due, false],
    ],
  )
  assert.deepEqual(
    (await timeline({ overdue: 'yes' })).rows.map((one) => one.id),
    [late],
  )
  assert.equal((await timeline({ obligation: 'CMW.SOT.2.12(b)', overdue: 'yes' })).total, 0)
})

test('whatever is made to wait for whatever, no measure ever waits for itself', async () => {
  const measures: string[] = []
  for (let n = 0; n < 5; n++) measures.push(await save(people.focal, {}))
  const step = fc.record({ of: fc.nat(4), on: fc.uniqueArray(fc.nat(4), { maxLength: 3 }) })
  const waits = new Map<number, readonly number[]>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { of, on } of steps) {
        const now = await form(measures[of] ?? '')
        const saved = save(people.focal, {
          id: measures[of],
          version: now?.version,
          depends_on: on.map((index) => measures[index]),
        })
        const circular = on.some((target) => reaches(new Map([...waits, [of, []]]), target, of))
        if (circular) await assert.rejects(saved, refused('circular-dependency'))
        else {
          await saved
          waits.set(of, on)
        }
        assert.deepEqual(
          (await form(measures[of] ?? ''))?.depends_on,
          (waits.get(of) ?? []).map((index) => measures[index] ?? '').toSorted(),
        )
      }
    }),
    { numRuns: 25 },
  )
})

function reaches(waits: ReadonlyMap<number, readonly number[]>, from: number, target: number): boolean {
  return from === target || (waits.get(from) ?? []).some((next) => reaches(waits, next, target))
}
