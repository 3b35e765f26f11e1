/** Whatever happened, and whoever turns out to be whom: nobody loses time by it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../../tests/store.ts'
import { orderWith, refuge } from '../../fixtures/ordered-away.ts'
import { type Case, officer, peopleOf } from '../../fixtures/people.ts'
import { wholeRegister } from '../../fixtures/whole-register.ts'
import { EAST, ENFORCED } from '../../judgement/fixtures/history.ts'
import { type CaseEvent, clocksOf, START_ANEW, stateAnew } from '../../judgement/index.ts'
import { projectionDifferences } from '../../rebuild/differences.ts'
import type { Who } from '../../register.ts'
import { discrepancies } from '../../watchdog.ts'
import { reportPerson, signReport } from './report.ts'

const store = await testStore()
const order = orderWith(null)
const register = await wholeRegister(store, { procedures: [order, refuge] })
const owner = await store.ownerClient()
after(() => owner.end())
const people = peopleOf(register, owner)
const auditor = officer('data-protection-auditor')

type Happens = readonly (readonly [step: string, by: 'border' | 'judge' | 'person'])[]
const HISTORIES: readonly Happens[] = [
  [],
  [['serve', 'border']],
  [
    ['serve', 'border'],
    ['appeal', 'person'],
  ],
  [
    ['serve', 'border'],
    ['appeal', 'person'],
    ['uphold', 'judge'],
  ],
  [
    ['serve', 'border'],
    ['appeal', 'person'],
    ['uphold', 'judge'],
    ['appeal', 'person'],
  ],
]
const cases = fc.array(
  fc.record({
    procedure: fc.constantFrom('order', 'refuge'),
    happens: fc.constantFrom(...HISTORIES),
    understood: fc.boolean(),
    second: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
)

async function play(of: Case, happens: Happens, understood: boolean): Promise<void> {
  for (const [step, by] of happens) {
    const who: Who = by === 'person' ? { as: 'person', caseId: of.caseId } : people[by]
    await people.take(who, of, step, step === 'serve' ? { understood } : {})
  }
}

test('any history, any assignment: no time that is owed gets later, none of the person gets earlier, and all who recompute agree', async () => {
  let anew = 0
  await fc.assert(
    fc.asyncProperty(cases, fc.integer({ min: 0, max: 2 }), async (wanted, times) => {
      const reported = await people.order()
      await play(reported, HISTORIES[times] ?? [], true)
      const all: Case[] = []
      for (const { procedure, happens, understood } of wanted) {
        const one = procedure === 'order' ? await people.order(reported) : await people.refuge(reported)
        if (procedure === 'order') await play(one, happens, understood)
        all.push(one)
      }
      const others = wanted.map(({ second }, index) => second || (index === 0 && !wanted.some((one) => one.second)))
      const before = new Map<string, Awaited<ReturnType<typeof people.clocks>>>()
      for (const one of [reported, ...all]) before.set(one.caseId, await people.clocks(one))
      const id = randomUUID()
      await reportPerson(register, people.border, {
        ...{ ...reported, purpose: 'decide', key: id, kind: 'split', otherNumber: null },
        reasons: 'Two people.',
      })
      const sides = Object.fromEntries([
        [reported.caseId, 'first'],
        ...all.map(({ caseId }, index) => [caseId, others[index] ? 'second' : 'first']),
      ])
      await signReport(register, auditor, { id, sides, reasons: 'Two.' })
      for (const one of [reported, ...all]) {
        const was = before.get(one.caseId) ?? []
        const is = await people.clocks(one)
        const of = (clocks: typeof was, kind: string) => clocks.filter((clock) => clock.kind === kind)
        assert.deepEqual(of(is, 'protective'), of(was, 'protective'))
        for (const clock of of(was, 'adverse').filter(({ stoppedAt }) => stoppedAt === null)) {
          const next = is.find(({ rule, run }) => rule === clock.rule && run === clock.run + 1)
          assert.ok(next !== undefined && next.startedAt > clock.startedAt && next.dueAt >= clock.dueAt)
          anew++
        }
      }
      assert.deepEqual(await discrepancies(register, order), [])
      assert.deepEqual(await discrepancies(register, refuge), [])
      assert.deepEqual(await projectionDifferences(register), [])
    }),
    { numRuns: Number(process.env.OBSERVANCE_SPLITS ?? 12) },
  )
  assert.ok(anew > 0)
})

/** Steps of an invented order, each where it is open; the end of the time to appeal when it is over. */
const walk = fc.array(fc.record({ pick: fc.nat(), hours: fc.integer({ min: 1, max: 2000 }) }), {
  minLength: 1,
  maxLength: 12,
})

function events(moves: readonly { readonly pick: number; readonly hours: number }[]): readonly CaseEvent[] {
  let at = Temporal.Instant.from('2027-03-01T10:00:00Z')
  let state = 'told'
  const all: CaseEvent[] = [event(1, 'open', null, 'told', at)]
  for (const { pick, hours } of moves) {
    at = at.add({ hours })
    const open = Object.entries(order.transitions).filter(
      ([name, { from }]) => from !== 'any-open' && from.includes(state) && (name !== 'becomeFinal' || isOver(all, at)),
    )
    const [name, transition] = open[pick % Math.max(open.length, 1)] ?? []
    if (name === undefined || transition === undefined) break
    all.push(event(all.length + 1, name, state, transition.to, at))
    state = transition.to
  }
  return all
}

const isOver = (all: readonly CaseEvent[], at: Temporal.Instant) =>
  clocksOf(order, ENFORCED, EAST, all, at).some(({ stepDue }) => stepDue === 'becomeFinal')

function event(no: number, step: string, from: string | null, to: string, at: Temporal.Instant): CaseEvent {
  const by = step === 'becomeFinal' || step === START_ANEW ? 'system' : step === 'appeal' ? 'person' : 'judge'
  return {
    ...{ no, step, from, to, assertedAt: at, recordedAt: at, version: null },
    kind: step === START_ANEW ? 'person' : step === 'open' ? 'open' : 'take',
    actor: { role: by, id: null, office: null },
    facts: step === 'serve' ? { understood: true } : step === 'open' ? { toldAt: at.toString() } : {},
  }
}

test('wherever in a history two people are parted, what is owed stays, what may be lost is lost later, and an end that came is undone', () => {
  let undone = 0
  fc.assert(
    fc.property(walk, fc.integer({ min: 1, max: 2000 }), (moves, hours) => {
      const before = events(moves)
      const last = before.at(-1) as CaseEvent
      if (order.states[last.to as keyof typeof order.states] === 'final') return
      const at = last.recordedAt.add({ hours })
      const to = stateAnew(order, before) ?? ''
      if (to !== last.to) undone++
      const parted = [...before, event(before.length + 1, START_ANEW, last.to, to, at)]
      const was = clocksOf(order, ENFORCED, EAST, before, at)
      const is = clocksOf(order, ENFORCED, EAST, parted, at)
      const said = (kind: string, clocks: typeof was) =>
        clocks.filter((clock) => clock.kind === kind).map((clock) => JSON.stringify(clock))
      assert.deepEqual(said('protective', is), said('protective', was))
      const lastEnd = (clocks: typeof was) =>
        Math.max(0, ...clocks.filter(({ kind }) => kind === 'adverse').map(({ dueAt }) => dueAt.epochMilliseconds))
      assert.ok(lastEnd(is) >= lastEnd(was))
      for (const clock of is.filter(({ kind, stoppedAt }) => kind === 'adverse' && stoppedAt === null))
        assert.equal(clock.startedAt.toString(), at.toString(), 'from the time recorded')
      assert.ok(!['final', 'executing'].includes(to), 'an order that became final is open to appeal again')
    }),
    { numRuns: 500 },
  )
  assert.ok(undone > 0)
})
