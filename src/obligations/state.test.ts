/** The stored state of an obligation is what its facts earn, after whatever happened in whatever order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { Conflict, Invalid, NotFound, StepRefused } from '../store/index.ts'
import { Assessment, assess } from './assessment.ts'
import { answerClaim, claimCompletion } from './completion.ts'
import { decisionOn, redecide } from './decision.ts'
import { EvidenceEdit, editEvidence, evidenceAsForm } from './evidence.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { Benchmark, setBenchmark } from './indicator.ts'
import { indicatorsOf } from './indicator-list.ts'
import { attach, detach } from './obligation-group.ts'

const store = await testStore()
const pack = sotoland()
// A target that the coordinating body may move.
pack.indicators = Object.fromEntries(
  Object.entries(pack.indicators).map(([name, one]) => [
    name,
    { ...one, benchmark: { value: 50, from: 'coordinating-body' as const } },
  ]),
)
await load(store, pack)
const people = await settle(store)
const { act, read, id, accept, addEvidence, type } = stepsOf(store, people)
const obligation = await id('12(a)')
const evidence = [await addEvidence('12(a)', 'officials'), await addEvidence('12(a)', 'own')]

interface Facts {
  readonly decisions: readonly string[]
  readonly evidence: readonly string[]
  readonly claims: readonly (string | null)[]
  readonly grades: readonly string[]
}

/** The rule of DESIGN.md once more, in other words than the database's. */
function earned(facts: Facts, standings: readonly string[]): string {
  if (facts.decisions.length === 0) return 'proposed'
  if (!facts.decisions.some((decision) => decision !== 'not-accepted')) return 'declined'
  const last = facts.claims.at(-1)
  if (last === undefined || last === 'returned') return 'open'
  if (last === null) return 'awaiting-validation'
  const low = facts.grades.findLastIndex((grade) => 'CDE'.includes(grade))
  const good = facts.grades.findLastIndex((grade) => 'AB'.includes(grade))
  const met =
    facts.evidence.some((audience) => audience === 'public' || audience === 'officials') &&
    standings.every((one) => one === 'at-target' || one === 'context') &&
    low <= good
  return met ? 'completed' : 'reopened'
}

async function check() {
  const { facts, state, indicators } = await read(people.focal, async (tx) => {
    const { rows } = await sql<Facts>`select
      array(select d.decision from followup.obligation_recommendation l join followup.decision d on d.recommendation = l.recommendation where l.obligation = ${obligation}) as decisions,
      array(select e.audience::text from followup.evidence_obligation l join followup.evidence e on e.id = l.evidence where l.obligation = ${obligation}) as evidence,
      array(select v.answer from followup.validation v where v.obligation = ${obligation} order by v.claimed_at) as claims,
      array(select a.grade from followup.assessment a where a.obligation = ${obligation} and a.assessor = 'committee' order by a.given_on, a.entered_at) as grades`.execute(
      tx,
    )
    const stored = await tx
      .selectFrom('obligation')
      .select('state')
      .where('id', '=', obligation)
      .executeTakeFirstOrThrow()
    return { facts: rows[0] as Facts, state: stored.state, indicators: await indicatorsOf(tx, obligation) } // one row, always
  })
  assert.equal(
    state,
    earned(
      facts,
      indicators.map((one) => one.standing),
    ),
  )
  return state
}

// Decided, so that attaching and detaching it moves the state.
await accept('12(b)')
const other = await read(people.focal, (tx) =>
  tx.selectFrom('recommendation').select('id').where('address', '=', '12(b)').executeTakeFirstOrThrow(),
)

const STEPS: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
  accept: () => accept('12(a)'),
  redecide: (n) =>
    act(people.secretary, 'recommendation.decide', async (tx) => {
      const { recommendation } = await tx
        .selectFrom('obligation_recommendation')
        .select('recommendation')
        .where('obligation', '=', obligation)
        .where('recommendation', '<>', other.id)
        .executeTakeFirstOrThrow()
      const now = await decisionOn(tx, recommendation)
      const decision = n % 4 === 0 ? 'not-accepted' : 'accepted'
      await redecide(
        tx,
        people.secretary,
        {
          recommendation,
          decision,
          decided_on: '2024-01-01',
          decided_by: 'x',
          reason: 'y',
          version: now?.version ?? 0,
        },
        TODAY,
      )
    }),
  value: (n) =>
    type(
      'lamps-lit',
      String(2020 + (n % 5)),
      n % 7 === 0 ? null : String((n * 13) % 101),
      evidence[0] ?? '',
      n % 3 === 0 ? 'own' : 'officials',
    ),
  goodValue: () => type('lamps-lit', '2025', '100', evidence[0] ?? ''),
  target: (n) =>
    act(people.secretary, 'indicator.benchmark', async (tx) => {
      const { version } = await tx
        .selectFrom('indicator')
        .select('version')
        .where('name', '=', 'lamps-lit')
        .executeTakeFirstOrThrow()
      await setBenchmark(
        tx,
        people.secretary,
        Benchmark.parse({
          name: 'lamps-lit',
          version,
          reason: 'decided',
          ...(n % 6 === 0 ? {} : { target: String((n * 17) % 101) }),
        }),
      )
    }),
  grade: (n) =>
    act(people.secretary, 'assessment.give', (tx) =>
      assess(
        tx,
        people.secretary,
        Assessment.parse({
          obligation,
          assessor: 'committee',
          grade: 'ABCDE'[n % 5],
          reasons: 'x',
          given_on: '2026-01-01',
          source: 's',
        }),
        TODAY,
      ),
    ),
  share: (n) =>
    act(people.focal, 'evidence.edit', async (tx) => {
      const form = await evidenceAsForm(tx, evidence[n % 2] ?? '')
      const input = EvidenceEdit.parse({
        id: form?.id,
        version: form?.version,
        title: 'x',
        obligations: [obligation],
        sharing: n % 4 < 2 ? 'own' : 'officials',
      })
      await editEvidence(tx, people.focal, input)
    }),
  claim: () =>
    act(people.focal, 'completion.claim', (tx) => claimCompletion(tx, people.focal, { obligation, statement: 'Done' })),
  answer: (n) =>
    act(people.validator, 'completion.answer', async (tx) => {
      const open = await tx.selectFrom('validation').selectAll().where('answer', 'is', null).executeTakeFirst()
      if (open === undefined) throw new NotFound()
      await answerClaim(tx, people.validator, {
        id: open.id,
        version: open.version,
        answer: n % 3 === 0 ? 'returned' : 'validated',
        reasons: 'x',
      })
    }),
  group: (n) =>
    act(people.secretary, 'recommendation.attach', (tx) =>
      (n % 2 === 0 ? attach : detach)(tx, people.secretary, { obligation, recommendation: other.id }),
    ),
}

/** Runs first, so that no state is left to chance. */
const THROUGH_ALL_STATES = ['accept', 'target:3', 'goodValue', 'claim', 'answer:1', 'grade:3', 'redecide:0'].map(
  (step) => {
    const [name = '', n = '1'] = step.split(':')
    return { step: name, n: Number(n) }
  },
)

const refusals = [StepRefused, Invalid, NotFound, Conflict]

test('after any steps of anybody, the stored state is the state that the facts earn', async (t) => {
  const seen = new Map<string, number>()
  const names = [...Object.keys(STEPS), 'goodValue', 'claim', 'claim', 'answer', 'answer']
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step: fc.constantFrom(...names), n: fc.nat(40) }), { minLength: 4, maxLength: 16 }),
      async (steps) => {
        for (const { step, n } of steps) {
          await STEPS[step]?.(n).catch((error: unknown) => {
            if (!refusals.some((kind) => error instanceof kind)) throw error
          })
          const state = await check()
          seen.set(state, (seen.get(state) ?? 0) + 1)
        }
      },
    ),
    { numRuns: 40, endOnFailure: true, examples: [[THROUGH_ALL_STATES]] },
  )
  t.diagnostic(JSON.stringify(Object.fromEntries(seen)))
  for (const state of ['open', 'awaiting-validation', 'completed', 'reopened', 'declined'])
    assert.ok(seen.has(state), `${state} was reached`)
})
