/** A complaint never expires unread: whatever happens to it, in whatever order, on the database. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { choice, PROCEDURES, type Procedure, taking, within } from '../../procedures/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { noticesFor } from '../notices.ts'
import { actingAs, type Who } from '../register.ts'
import { viewCase } from '../view.ts'
import { eraseDue } from './erase.ts'

const DECLARED = PROCEDURES.find(({ name }) => name === 'complaint')
assert.ok(DECLARED)
/** With a clock that a word of the person starts and an answer stops, in every state. */
const waiting: Procedure = {
  ...DECLARED,
  safeguards: {
    ...DECLARED.safeguards,
    X: {
      ...{ cite: [], breach: 'R', tells: [] },
      rules: {
        answered: within(choice({ days: 700 }), {
          ...{ from: taking('tellFee'), until: taking('answerPerson'), clock: 'protective' },
        }),
      },
    },
  },
}

const store = await testStore()
const register = await wholeRegister(store, { procedures: [waiting] })
const owner = await store.ownerClient()
after(() => owner.end())
const officer: Who = { as: 'officer', id: randomUUID(), role: 'ombuds-officer', office: 'ombudsperson' }

/** One complaint, and what a lawyer would note of it on paper. */
class Story {
  readonly caseId: string
  event: number
  day = 0
  state: 'open' | 'closed' = 'open'
  unreadByOffice = true
  unreadByPerson = false
  clockRuns = false
  lastWritten = 0
  /** Day of the warning that stands: later than all that was written. */
  warned: number | null = null
  erased = false

  constructor(of: { readonly caseId: string; readonly event: number }) {
    this.caseId = of.caseId
    this.event = of.event
  }

  get person(): Who {
    return { as: 'person', caseId: this.caseId }
  }

  /** Some days go by, and the register looks. */
  async wait(days: number): Promise<void> {
    await owner.query('set session_replication_role = replica')
    const ago = `$1::uuid is not null and case_id = $1`
    const by = `make_interval(days => ${days})`
    for (const statement of [
      `update ombudsperson.event set asserted_at = asserted_at - ${by}, recorded_at = recorded_at - ${by} where ${ago}`,
      `update ombudsperson.complaint set opened_at = opened_at - ${by} where ${ago}`,
      `update ombudsperson.clock set started_at = started_at - ${by}, due_at = due_at - ${by}, stopped_at = stopped_at - ${by} where ${ago}`,
      `update ombudsperson.notice set at = at - ${by} where ${ago}`,
      `update firewall.access_record set at = at - ${by} where subject = $1`,
    ])
      await owner.query(statement, [this.caseId])
    await owner.query('set session_replication_role = origin')
    this.day += days
    await this.look()
  }

  async look(): Promise<void> {
    const notices = await owner.query(
      "select floor(extract(epoch from clock_timestamp() - max(at)) / 86400)::int as ago from ombudsperson.notice where case_id = $1 and rule = 'expiry' and run = $2",
      [this.caseId, this.event],
    )
    const { ago } = notices.rows[0]
    this.warned = ago === null ? null : this.day - ago
    await eraseDue(register, waiting)
    const { rows } = await owner.query('select erased from ombudsperson.complaint where case_id = $1', [this.caseId])
    this.erased = rows[0].erased
  }

  async step(
    who: Who,
    kind: 'take' | 'enter',
    step: string,
    facts: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const on = { caseId: this.caseId, event: this.event }
    const done = await carryOut(register, who, asking({ procedure: 'complaint', kind, step, on, facts }))
    this.event = done.event
    this.lastWritten = this.day
    if (who.as === 'person') this.unreadByOffice = true
    else this.unreadByPerson = true
  }

  async read(who: Who): Promise<void> {
    const purpose = who.as === 'person' ? 'own-data' : 'review'
    await viewCase(register, who, { procedure: 'complaint', caseId: this.caseId, purpose })
    if (who.as === 'person') this.unreadByPerson = false
    else this.unreadByOffice = false
  }

  mayGo(): boolean {
    const quiet = !this.unreadByOffice && !this.unreadByPerson && !this.clockRuns && this.state === 'closed'
    return quiet && this.day - this.lastWritten >= 365 && this.warned !== null && this.day - this.warned >= 60
  }
}

async function told(): Promise<Story> {
  const opening = asking({ procedure: 'complaint', kind: 'open', step: 'open', facts: { story: 'No wages.' } })
  return new Story(await carryOut(register, { as: 'person', caseId: randomUUID() }, opening))
}

/** What can happen; each is left out where the procedure does not offer it. */
const HAPPENS: Readonly<Record<string, (story: Story) => Promise<void>>> = {
  write: (story) => story.step(story.person, 'enter', 'write', { message: 'More.' }),
  fee: async (story) => {
    await story.step(story.person, 'enter', 'tellFee')
    story.clockRuns = true
  },
  answer: async (story) => {
    await story.step(officer, 'enter', 'answerPerson', { firstAnswer: 'We look into it.' })
    story.clockRuns = false
  },
  close: async (story) => {
    if (story.state === 'closed') return
    await story.step(story.person, 'take', 'withdraw')
    story.state = 'closed'
    story.clockRuns = false // an end stops every clock; one may start after it
  },
  reopen: async (story) => {
    if (story.state === 'open') return
    await story.step(officer, 'take', 'goOnOfOwnMotion')
    story.state = 'open'
  },
  officeReads: (story) => story.read(officer),
  personReads: (story) => story.read(story.person),
}

const history = fc.record({
  events: fc.array(
    fc.record({ what: fc.constantFrom(...Object.keys(HAPPENS)), days: fc.constantFrom(1, 1, 30, 61, 310, 900) }),
    { maxLength: 4 },
  ),
  // What would end it, or leaves one thing open.
  ending: fc.subarray(['close', 'fee', 'officeReads', 'personReads'], { minLength: 3 }),
})
/** A warning comes within the first, an end not before the third. */
const LONG = [310, 61, 61, 400]

test('whatever happens, a complaint goes only when all is read, no clock runs, it is closed for a year and the person was warned sixty days before; then it does go', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ events, ending }) => {
      const story = await told()
      for (const { what, days } of [...events, ...ending.map((one) => ({ what: one, days: 1 }))]) {
        await story.wait(1)
        await HAPPENS[what]?.(story)
        await story.wait(days)
        if (story.erased) return assert.ok(story.mayGo(), JSON.stringify({ ...story, after: what }))
      }
      for (const days of LONG) {
        await story.wait(days)
        if (story.erased) return assert.ok(story.mayGo(), JSON.stringify(story))
      }
      for (const what of ['answer', 'close', 'officeReads', 'personReads']) {
        await story.wait(1)
        await HAPPENS[what]?.(story)
      }
      for (const days of [310, 57]) {
        await story.wait(days)
        assert.equal(story.erased, false, 'not before the warning is sixty days old')
      }
      await story.wait(15)
      assert.equal(story.erased, true, 'what is read, quiet and warned of does go')
      assert.ok(story.mayGo())
    }),
    { numRuns: 20 },
  )
})

/** Closed, all of it read by both. */
async function closed(): Promise<Story> {
  const story = await told()
  for (const what of ['answer', 'close', 'officeReads', 'personReads']) {
    await story.wait(1)
    await HAPPENS[what]?.(story)
  }
  return story
}
const warnings = async (who: Who) => (await noticesFor(register, who)).filter(({ rule }) => rule === 'expiry')

test('the person hears the warning at the next contact, once; nobody else hears it, and nobody calls for it by hand', async () => {
  const [story, other] = [await closed(), await closed()]
  await story.wait(320)
  await story.look()
  assert.equal((await warnings(story.person)).length, 1)
  assert.deepEqual(await warnings(other.person), [])
  assert.deepEqual(await warnings(officer), [])
  const call = sql`select ombudsperson.warn_complaint()`
  await assert.rejects(actingAs(register, officer, (tx) => call.execute(tx)))
})

test('what is written after the warning stops it, and asks for another warning', async () => {
  const story = await closed()
  await story.wait(320)
  await HAPPENS.write?.(story)
  await story.wait(900)
  assert.equal(story.erased, false, 'unread by the Ombudsperson')
  await story.read(officer)
  await story.wait(30)
  assert.equal(story.erased, false, 'read, and the person not warned for sixty days')
  await story.wait(70)
  assert.equal(story.erased, true)
})

test('an answer that the person has not read keeps it, however long; an opening for a step is no reading', async () => {
  const story = await closed()
  await HAPPENS.answer?.(story)
  await story.wait(4000)
  assert.equal(story.erased, false)
  await HAPPENS.write?.(story) // opens the file to judge the step, and shows nothing
  await story.wait(1)
  await story.read(officer)
  await story.wait(4000)
  await story.wait(100)
  assert.equal(story.erased, false)
})

test('at the person’s word it goes at once, unread and unwarned; also where its time is over and it waits', async () => {
  for (const days of [1, 900]) {
    const story = await told()
    await story.wait(1)
    await HAPPENS.close?.(story)
    await story.wait(days)
    assert.equal(story.erased, false)
    await story.step(story.person, 'enter', 'askErasure')
    await story.look()
    assert.equal(story.erased, true, `${days}`)
  }
})
