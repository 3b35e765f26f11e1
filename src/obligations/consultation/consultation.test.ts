/** Consultation: rounds, contributions, answers; and what is said to the Committee alone stays between the two. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { publicViewer, type Role, readerOf, type Viewer } from '../../firewall/index.ts'
import {
  asActor,
  asOperator,
  asReader,
  Conflict,
  Invalid,
  NotFound,
  StepRefused,
  systemReader,
  type Tx,
} from '../../store/index.ts'
import {
  answerContribution,
  changeRound,
  contribute,
  contributions,
  type NewContribution,
  openRound,
  round,
  rounds,
} from './index.ts'

const store = await testStore()
const today = Temporal.PlainDate.from('2026-05-10')
const people = new Map<string, Viewer>()
let report = ''
let roundId = ''

before(async () => {
  await asOperator(store, systemReader('test'), 'test', async (tx) => {
    await tx
      .insertInto('institution')
      .values(['HUB', 'MIN', 'OMB', 'WATCH'].map((code) => ({ code, name: `{"en":"The ${code}"}` })))
      .execute()
    await tx
      .insertInto('organization')
      .values(['NGO', 'UNION'].map((code) => ({ code, name: `The ${code}`, kind: 'ngo' })))
      .execute()
    await add(tx, 'Sec', 'secretariat', 'HUB')
    await add(tx, 'Off', 'official', 'MIN')
    await add(tx, 'Omb', 'nhri', 'OMB')
    await add(tx, 'Watch', 'nhri', 'WATCH')
    await add(tx, 'Ngo', 'civil-society', 'NGO')
    await add(tx, 'Union', 'civil-society', 'UNION')
    await add(tx, 'Com', 'committee', null)
    people.set('Pub', publicViewer('en'))
    const document = await tx
      .insertInto('document')
      .values({ symbol: 'CMW/C/SOT/CO/2', body: 'CMW', state: 'SOT', title: 'T' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const row = await tx
      .insertInto('report')
      .values({ kind: 'periodic', title: 'Draft', document: document.id, word_limit: 10, audience: 'officials' })
      .returning('id')
      .executeTakeFirstOrThrow()
    report = row.id
    await tx
      .insertInto('report_version')
      .values([1, 2].map((number) => ({ report, number, content: '{}', words: 0, saved_by: 'x' })))
      .execute()
  })
  roundId = await as('Sec', (tx, sec) =>
    openRound(tx, sec, {
      title: 'Spring round',
      report,
      opens_on: '2026-05-01',
      closes_on: '2026-05-31',
      answers_due_on: '2026-06-30',
    }),
  )
})

async function add(tx: Tx, name: string, role: Role, place: string | null): Promise<void> {
  const belongs = role === 'civil-society' ? { organization: place } : { institution: place }
  const { id } = await tx
    .insertInto('account')
    .values({ name, email: `${name}@example.org`, role, ...belongs })
    .returning('id')
    .executeTakeFirstOrThrow()
  people.set(name, { account: id, name, role, institution: null, organization: null, language: 'en', ...belongs })
}
const viewer = (name: string) => people.get(name) ?? assert.fail(name)
const as = <T>(who: string, work: (tx: Tx, viewer: Viewer) => Promise<T>) =>
  asActor(store.web, readerOf(viewer(who)), 'consultation', (tx) => work(tx, viewer(who)))
const read = <T>(who: string, work: (tx: Tx) => Promise<T>) => asReader(store.web, readerOf(viewer(who)), work)
const say = (who: string, body: string, audience: NewContribution['audience'], on = today) =>
  as(who, (tx, viewer) => contribute(tx, viewer, { round: roundId, body, audience }, { today: on }))
const answer = (who: string, contribution: string, version?: number) =>
  as(who, (tx, viewer) =>
    answerContribution(tx, viewer, {
      contribution,
      answer: 'Thank you.',
      taken_up: 'in-part',
      ...(version === undefined ? {} : { version }),
    }),
  )
const refusedAs = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const EVERYBODY = ['Sec', 'Off', 'Omb', 'Ngo', 'Union', 'Com', 'Pub']

/** Everything that a reader is shown of contributions which say `word`, by every route there is. */
async function traces(who: string, word: string) {
  return read(who, async (tx) => {
    const count = async (query: ReturnType<typeof sql<{ n: number }>>) => (await query.execute(tx)).rows[0]?.n ?? 0
    const like = `%${word}%`
    const listed = await contributions(tx, { round: roundId })
    return {
      list: listed.rows.filter(({ body }) => body.includes(word)).length,
      row: await count(sql`select count(*)::int as n from followup.contribution where body like ${like}`),
      search: await count(sql`select count(*)::int as n from followup.search(${word}, null, 50, 0)`),
      history: await count(sql`select count(*)::int as n from followup.history where details::text like ${like}`),
    }
  })
}
const NOTHING = { list: 0, row: 0, search: 0, history: 0 }

test('what is said to the Committee alone is seen by who said it and by the Committee, and by nobody else on any route', async () => {
  const before = await Promise.all(
    EVERYBODY.map(async (who) => (await read(who, (tx) => round(tx, roundId, { asOf: today }))).contributions),
  )
  await say('Ngo', 'They were afraid of the nightwatch.', 'committee')
  const seen = new Map(await Promise.all(EVERYBODY.map(async (who) => [who, await traces(who, 'nightwatch')] as const)))
  for (const who of ['Sec', 'Off', 'Omb', 'Union', 'Pub']) assert.deepEqual(seen.get(who), NOTHING, who)
  assert.deepEqual(seen.get('Ngo'), { ...NOTHING, list: 1, row: 1, search: 1 })
  assert.deepEqual(seen.get('Com'), { list: 1, row: 1, search: 1, history: 1 })
  const after = await Promise.all(
    EVERYBODY.map(async (who) => (await read(who, (tx) => round(tx, roundId, { asOf: today }))).contributions),
  )
  assert.deepEqual(
    after.map((count, index) => count - (before[index] ?? 0)),
    [0, 0, 0, 1, 0, 1, 0],
  )
  for (const who of EVERYBODY)
    assert.equal((await read(who, (tx) => round(tx, roundId, { asOf: today }))).unanswered, 0, who)
})

test('the human rights institution speaks for itself, to the Committee alone too', async () => {
  await say('Omb', 'Our visit found a lockeddoor.', 'committee')
  assert.equal((await traces('Omb', 'lockeddoor')).list, 1)
  for (const who of ['Sec', 'Off', 'Ngo', 'Pub']) assert.deepEqual(await traces(who, 'lockeddoor'), NOTHING, who)
})

test('the first word of the human rights institution to the Committee alone changes nothing that the State can count', async () => {
  const counted = (who: string) =>
    read(who, async (tx) => {
      const { rows } = await sql<{ n: number }>`select (select count(*) from followup.history)::int
        + (select count(*) from followup.organization)::int + (select count(*) from followup.contribution)::int as n`.execute(
        tx,
      )
      return rows[0]?.n
    })
  const before = await Promise.all(['Sec', 'Off'].map(counted))
  await say('Watch', 'The nightwatch was named to us.', 'committee')
  assert.deepEqual(await Promise.all(['Sec', 'Off'].map(counted)), before)
})

test('what is said to officials is not seen by other organizations, and what is public is seen by all', async () => {
  await say('Ngo', 'A quiet word on timetables.', 'officials')
  const seeing = async (word: string) => {
    const seen = await Promise.all(EVERYBODY.map(async (who) => ((await traces(who, word)).list > 0 ? who : '')))
    return seen.filter((who) => who !== '').join()
  }
  assert.equal(await seeing('timetables'), 'Sec,Off,Ngo')
  await say('Union', 'An open word on handrails.', 'public')
  assert.equal(await seeing('handrails'), EVERYBODY.join())
})

test('officials and the secretariat do not contribute, and nobody does outside the days of the round', async () => {
  await assert.rejects(say('Sec', 'x', 'public'), refusedAs('not-your-task'))
  await assert.rejects(say('Off', 'x', 'public'), refusedAs('not-your-task'))
  await assert.rejects(say('Ngo', 'x', 'public', Temporal.PlainDate.from('2026-04-30')), refusedAs('round-not-open'))
  await assert.rejects(say('Ngo', 'x', 'public', Temporal.PlainDate.from('2026-06-01')), refusedAs('round-not-open'))
  await say('Ngo', 'On the last day.', 'public', Temporal.PlainDate.from('2026-05-31'))
})

test('nobody contributes in the name of another organization, not even past the command', async () => {
  const forge = as('Ngo', (tx) =>
    tx
      .insertInto('contribution')
      .values({ round: roundId, organization: 'UNION', body: 'x', audience: 'public' })
      .execute(),
  )
  await assert.rejects(forge, NotFound)
})

test('each contribution gets one recorded answer; a second answerer is shown the first one’s', async () => {
  const id = await say('Union', 'Please count the ladders.', 'public')
  const unanswered = () => read('Sec', async (tx) => (await contributions(tx, { standing: 'unanswered' })).total)
  const open = await unanswered()
  await assert.rejects(answer('Off', id), refusedAs('not-your-task'))
  await answer('Sec', id)
  assert.equal(await unanswered(), open - 1)
  await assert.rejects(answer('Sec', id), (error) => error instanceof Conflict && error.current.answer === 'Thank you.')
  await answer('Sec', id, 1)
  await assert.rejects(answer('Sec', id, 1), Conflict)
  const shown = (await read('Pub', (tx) => contributions(tx, { standing: 'answered' }))).rows[0]
  assert.deepEqual(
    [shown?.answer?.takenUp, shown?.answer?.by, shown?.answer?.version, shown?.organizationName],
    ['in-part', 'Sec', 2, 'The UNION'],
  )
})

test('the answer to a quiet word is as quiet as the word', async () => {
  const { rows } = await read('Sec', (tx) => contributions(tx, { round: roundId }))
  const quiet = rows.find(({ audience }) => audience === 'officials')
  await answer('Sec', quiet?.id ?? '')
  const answers = (who: string) =>
    read(who, (tx) =>
      tx
        .selectFrom('contribution_answer')
        .select('contribution')
        .where('contribution', '=', quiet?.id ?? '')
        .execute(),
    )
  assert.deepEqual(
    [(await answers('Ngo')).length, (await answers('Union')).length, (await answers('Pub')).length],
    [1, 0, 0],
  )
})

test('a contribution to the Committee alone cannot be answered, and does not exist for who tries', async () => {
  const { id } = await read('Com', (tx) =>
    tx.selectFrom('contribution').select('id').where('audience', '=', 'committee').limit(1).executeTakeFirstOrThrow(),
  )
  await assert.rejects(answer('Sec', id), NotFound)
  await assert.rejects(answer('Com', id), refusedAs('not-your-task'))
  await assert.rejects(answer('Sec', crypto.randomUUID()), NotFound)
})

test('what was said is not changed afterwards', async () => {
  await assert.rejects(
    as('Ngo', (tx) => sql`update followup.contribution set body = 'other'`.execute(tx)),
    /permission denied/,
  )
})

test('a round puts out the latest version, has its days in order, and is the secretariat’s', async () => {
  const open = (change: object, who = 'Sec') =>
    as(who, (tx, viewer) =>
      openRound(tx, viewer, { title: 'R', report, opens_on: '2026-07-01', closes_on: '2026-07-31', ...change }),
    )
  const invalidAt = (field: string) => (error: unknown) =>
    error instanceof Invalid && error.problems[0]?.field === field
  assert.equal((await read('Pub', (tx) => round(tx, roundId, { asOf: today }))).number, 2)
  await assert.rejects(open({ closes_on: '2026-06-30' }), invalidAt('closes_on'))
  await assert.rejects(open({ answers_due_on: '2026-07-30' }), invalidAt('answers_due_on'))
  await assert.rejects(open({ number: 3 }), NotFound)
  await assert.rejects(open({}, 'Off'), refusedAs('not-your-task'))
  const id = await open({ number: 1 })
  const list = await read('Pub', (tx) => rounds(tx, { asOf: today }))
  assert.deepEqual(
    list.map((one) => [one.id === id, one.number, one.standing]),
    [
      [true, 1, 'not-open-yet'],
      [false, 2, 'open'],
    ],
  )
})

test('the days of a round are moved by version', async () => {
  const move = () =>
    as('Sec', (tx, sec) =>
      changeRound(tx, sec, {
        id: roundId,
        version: 1,
        title: 'Spring round',
        opens_on: '2026-05-01',
        closes_on: '2026-06-15',
      }),
    )
  await move()
  await assert.rejects(move(), (error) => error instanceof Conflict && error.current.closes_on === '2026-06-15')
  assert.equal(
    (await read('Pub', (tx) => round(tx, roundId, { asOf: Temporal.PlainDate.from('2026-06-15') }))).standing,
    'open',
  )
  await assert.rejects(
    read('Pub', (tx) => round(tx, 'nothing', { asOf: today })),
    NotFound,
  )
})
