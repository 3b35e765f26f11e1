/**
 * P9 over HTTP: two officers remove somebody while a third says what stops it: the person appeals, the person asks for asylum, anybody
 * sees a sign of trafficking. Whichever comes first, nobody departs once that is acknowledged; and a sign or a wish is always taken.
 * OBSERVANCE_HISTORIES gives how many rounds of each are played.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { boundOf } from '../../../tests/bound.ts'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import { loginOf } from '../../firewall/index.ts'
import { round } from '../../register/index.ts'
import type { Heard, Speaker } from './fixtures/outsider.ts'
import { type Case, minutesAgo, PASSING, stage } from './fixtures/play.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const owner = await site.store.ownerClient()
after(() => owner.end())
/** One who does not wait long for what another command holds. */
await owner.query(
  `alter role ${loginOf('ombuds-officer')} in database ${owner.escapeIdentifier(owner.database ?? '')} set lock_timeout = 300`,
)
const { officer, officers, apprehend, beforeDeparture, personOf } = await stage(site.address)
const { enforcement, head, border, ombuds } = officers
const second = await officer('border-officer')
/** A long form sees more people than an hour allows an officer. */
const unseen = () => owner.query('delete from firewall.person_seen')
const ROUNDS = Number(process.env.OBSERVANCE_HISTORIES ?? 4)
const DEPARTURE = { removedTo: 'GE', removalHow: 'escorted', costBorneBy: 'State' }

/** What the law makes happen by itself: the rounds that the running server makes each second. */
const settled = async () => {
  while ((await round(site.register)) > 0);
}
/** Nobody departs between ten in the evening and six in the morning, whatever else is decided. */
const isNight = () => {
  const { hour } = Temporal.Now.zonedDateTimeISO('Asia/Baku')
  return hour >= 22 || hour < 6
}

type Act = () => Promise<Heard>
interface Crossing {
  readonly removals: readonly [Heard, Heard]
  readonly third: Heard
}

/** Two removals and something else at once; each order of arrival has its turns. */
async function crossing(turn: number, one: Case, third: Act): Promise<Crossing> {
  const on = { in: { case: one.id }, event: one.event, facts: DEPARTURE, more: PASSING }
  const acts: readonly Act[] = [() => border('expulsion.remove', on), () => second('expulsion.remove', on), third]
  const heard: Promise<Heard>[] = []
  for (let n = 0; n < 3; n++) heard[(n + turn) % 3] = (acts[(n + turn) % 3] as Act)() // one of three
  const [first, other, last] = (await Promise.all(heard)) as [Heard, Heard, Heard]
  const removals = [first, other] as const
  for (const { status, body } of removals)
    assert.ok([200, 412, 422].includes(status), `a removal was answered ${status} ${JSON.stringify(body)}`)
  assert.ok(removals.filter(({ status }) => status === 200).length <= 1, 'one person is removed once')
  return { removals, third: last }
}

test(`two officers remove while the person appeals, ${ROUNDS} times: one of the three is first, and no removal follows an appeal`, async () => {
  const won = { appeal: 0, removal: 0 }
  for (let turn = 0; turn < ROUNDS; turn++) {
    await unseen()
    const { one, person } = await beforeDeparture()
    const appeal = () => person('ownCase.appealFurther', { event: one.event })
    const { removals, third } = await crossing(turn, one, appeal)
    const done = [...removals, third].filter(({ status }) => status === 200).length
    if (!isNight()) assert.equal(done, 1, `${[...removals, third].map(({ status }) => status)}`)
    const { timeline } = await one.read(ombuds)
    const steps: readonly string[] = timeline.map(({ step }: { step: string }) => step)
    assert.ok(!(steps.includes('remove') && steps.includes('appealFurther')))
    won[steps.includes('remove') ? 'removal' : 'appeal']++
    if (one.state === 'appealed') assert.equal((await one.attempt(border, 'remove', DEPARTURE)).status, 422)
  }
  console.log(
    `two removals against an appeal, ${ROUNDS} times: the appeal was first ${won.appeal} times, a removal ${won.removal} times; ${boundOf(ROUNDS)}`,
  )
})

const sign = (who: Speaker, one: Case, key = randomUUID()) =>
  who('trafficking-identification.open', {
    ...{ key, facts: { language: 'uz', signFrom: 'border-service', signs: ['threats'], immediateDanger: true } },
    more: { person: { of: { procedure: 'expulsion', case: one.id } } },
  })

/** The person is held as well, and says there, with the code of that case, that they want asylum. */
async function wish(one: Case): Promise<Act> {
  const known = { person: { of: { procedure: 'expulsion', case: one.id } } }
  const facts = { libertyLostAt: minutesAgo(5), newFacts: 'To be brought to the border.' }
  const held = await apprehend(facts, known, border)
  const person = await personOf(held, border)
  return () => person('ownCase.claimAsylum', { event: held.event })
}

for (const [what, isDone, prepare] of [
  [
    'a sign of trafficking is seen',
    201,
    (one, turn) => () => sign([border, head, enforcement][turn % 3] as Speaker, one),
  ],
  ['the person asks for asylum', 200, wish],
] as const satisfies readonly (readonly [string, number, (one: Case, turn: number) => Act | Promise<Act>])[])
  test(`two officers remove while ${what}, ${ROUNDS} times: it is always taken, and nobody departs once it is acknowledged`, async () => {
    let stopped = 0
    for (let turn = 0; turn < ROUNDS; turn++) {
      await unseen()
      const { one } = await beforeDeparture()
      const act = await prepare(one, turn)
      const { removals, third } = await crossing(turn, one, act)
      assert.equal(third.status, isDone, JSON.stringify(third.body))
      const again = await one.attempt(border, 'remove', DEPARTURE, PASSING)
      assert.notEqual(again.status, 200, 'asked after it was acknowledged')
      const removed = removals.find(({ status }) => status === 200)
      if (removed === undefined) stopped++
      else assert.ok(removed.from < third.till, 'it had been asked before')
      await settled()
      await one.read(ombuds)
      assert.equal(one.state, removed === undefined ? 'suspended' : 'removed')
    }
    console.log(
      `two removals while ${what}, ${ROUNDS} times: none was refused, and it stopped ${stopped}; ${boundOf(ROUNDS)}`,
    )
  })

test('whoever meets others who save the same is told to send it again, and under the same key it is done once', async () => {
  const { one } = await beforeDeparture()
  const key = randomUUID()
  await owner.query('begin')
  await owner.query(
    `insert into immigration_enforcement.hold_gate as g (pseudonym, hold)
     select pseudonym, 'removalSuspended' from immigration_enforcement.expulsion where case_id = $1
     on conflict (pseudonym, hold) do update set steps = g.steps`,
    [one.id],
  )
  const busy = await sign(ombuds, one, key)
  assert.equal(busy.status, 503, JSON.stringify(busy.body))
  assert.deepEqual([busy.body.refusals[0].rule, busy.headers.get('retry-after')], ['busy', '1'])
  await owner.query('rollback')
  const [taken, twice] = [await sign(ombuds, one, key), await sign(ombuds, one, key)]
  assert.deepEqual([taken.status, twice.body.case], [201, taken.body.case])
  const { holds } = await one.read(head)
  assert.ok(holds.some(({ hold }: { hold: string }) => hold === 'removalSuspended'))
})
