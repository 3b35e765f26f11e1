/** Letters: one a day a person, with what they have to hear and nothing that they may not, and sent by real SMTP. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { mailServer } from '../../../tests/mail.ts'
import { testStore } from '../../../tests/store.ts'
import { type Role, readerOf } from '../../firewall/index.ts'
import { asActor, asOperator, asReader, systemReader, type Tx } from '../../store/index.ts'
import { letterTo, myLetters, sendLetters, smtpPost, writeDigests } from './index.ts'

const store = await testStore()
const today = Temporal.PlainDate.from('2026-11-24')
const everything = {
  ...systemReader('test'),
  audiences: ['public', 'officials', 'institution:MIN', 'committee', 'organization:NGO'],
}
const act = <T>(work: (tx: Tx) => Promise<T>) => asOperator(store, everything, 'test', work)
const translate = (key: string, data: Readonly<Record<string, string | number>>, language: string) =>
  `[${language}] ${key} ${Object.values(data).join(' ')}`.trim()
const write = (day = today) =>
  asActor(store.system, systemReader('digest'), 'digest', (tx) => writeDigests(tx, { today: day, translate }))
const ids = new Map<string, string>()
const idOf = (name: string) => ids.get(name) ?? assert.fail(name)

before(async () => {
  await act(async (tx) => {
    await tx
      .insertInto('institution')
      .values([
        { code: 'HUB', name: '{"en":"Hub"}' },
        { code: 'MIN', name: '{"en":"Ministry"}' },
      ])
      .execute()
    await tx.insertInto('organization').values({ code: 'NGO', name: 'Friends', kind: 'ngo' }).execute()
    for (const [name, role, institution] of [
      ['Sec', 'secretariat', 'HUB'],
      ['Foc', 'official', 'MIN'],
      ['Alt', 'official', 'MIN'],
      ['Val', 'official', 'MIN'],
      ['Hed', 'official', 'MIN'],
      ['Out', 'official', 'HUB'],
    ] as const)
      ids.set(name, await account(tx, name, role, institution))
    await tx
      .insertInto('post')
      .values([
        { institution: 'MIN', post: 'focal-point', account: idOf('Foc') },
        { institution: 'MIN', post: 'alternate', account: idOf('Alt') },
        { institution: 'MIN', post: 'validator', account: idOf('Val') },
        { institution: 'MIN', post: 'head', account: idOf('Hed') },
      ])
      .execute()
    const measure = (title: string, ends_on: string, responsible?: string) => ({
      title,
      ends_on,
      institution: 'MIN',
      audience: 'institution:MIN',
      responsible: responsible ?? null,
    })
    await tx
      .insertInto('measure')
      .values([
        measure('Soon', '2026-12-20'),
        measure('Far', '2027-06-01'),
        measure('Late by 15', '2026-11-09'),
        // Responsible is somebody of another institution, from before the draft was taken back.
        measure('Not yours', '2026-11-30', idOf('Out')),
      ])
      .execute()
    await tx
      .insertInto('deadline')
      .values({ code: 'D-1', what: 'Report', owed_to: 'CMW', due_on: '2026-12-01', source: 's' })
      .execute()
  })
  await claimAndContributions()
})

async function account(tx: Tx, name: string, role: Role, institution: string): Promise<string> {
  const row = await tx
    .insertInto('account')
    .values({ name, role, institution, email: `${name}@example.org`, language: name === 'Sec' ? 'az' : 'en' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function claimAndContributions(): Promise<void> {
  await act(async (tx) => {
    const { id } = await tx
      .insertInto('obligation')
      .values({ code: 'X.1', summary: 'Shelters', kind: 'practice', urgency: 'ordinary' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('participation').values({ obligation: id, institution: 'MIN', part: 'lead' }).execute()
    await tx
      .insertInto('validation')
      .values({ obligation: id, claimed_by: idOf('Foc'), statement: 'Done' })
      .execute()
    const document = await tx
      .insertInto('document')
      .values({ symbol: 'CMW/C/SOT/CO/2', body: 'CMW', state: 'SOT', title: 'T' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const report = await tx
      .insertInto('report')
      .values({ kind: 'periodic', title: 'Draft', document: document.id, word_limit: 10, audience: 'officials' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('report_version')
      .values({ report: report.id, number: 1, content: '{}', words: 0, saved_by: 'x' })
      .execute()
    const round = await tx
      .insertInto('consultation_round')
      .values({ title: 'Round', report: report.id, number: 1, opens_on: '2026-11-01', closes_on: '2026-11-20' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('contribution')
      .values([
        { round: round.id, organization: 'NGO', body: 'Openly', audience: 'public' },
        { round: round.id, organization: 'NGO', body: 'For the Committee', audience: 'committee' },
      ])
      .execute()
  })
}

const lettersOf = (name: string) =>
  asReader(store.web, { actor: idOf(name), audiences: ['public'], language: 'en' }, (tx) => myLetters(tx))

test('each hears once a day what is theirs to hear, and nobody hears nothing', async () => {
  assert.equal(await write(), 4)
  const body = async (name: string) => (await lettersOf(name)).map((letter) => letter.body).join()
  assert.equal(
    await body('Foc'),
    [
      '[en] letter.greeting Foc',
      `[en] letter.section.overdue 1\n- [en] letter.overdue.measure ${await keyOf('Late by 15')} Late by 15 2026-11-09 15`,
      `[en] letter.section.due 1\n- [en] letter.due.measure ${await keyOf('Soon')} Soon 2026-12-20 26`,
      '[en] letter.closing',
    ].join('\n\n'),
  )
  assert.match(await body('Alt'), /Late by 15/)
  assert.doesNotMatch(await body('Alt'), /Soon/)
  assert.match(await body('Val'), /letter\.validation\.claim X\.1 Shelters/)
  assert.doesNotMatch(await body('Val'), /Late by 15/)
  assert.match(await body('Sec'), /\[az\] letter\.due\.deadline D-1 Report 2026-12-01 7/)
  assert.deepEqual(await lettersOf('Hed'), [], 'nothing is 42 days late yet')
  assert.deepEqual(await lettersOf('Out'), [], 'a draft that they may not see is no news')
})

async function keyOf(title: string): Promise<string> {
  const row = await asReader(store.web, everything, (tx) =>
    tx.selectFrom('measure').select('id').where('title', '=', title).executeTakeFirstOrThrow(),
  )
  return row.id
}

test('the secretariat hears of contributions to answer, and not that some went to the Committee alone', async () => {
  const [letter] = await lettersOf('Sec')
  assert.match(letter?.body ?? '', /letter\.contributions\.contributions \S+ Round 1$/m)
})

test('written again on the same day, by whichever process, there is still one letter', async () => {
  assert.deepEqual(await Promise.all([write(), write()]), [0, 0])
  const tomorrow = today.add({ days: 1 })
  const [first, second] = await Promise.all([write(tomorrow), write(tomorrow)])
  assert.equal(first + second, 4)
})

test('a letter of many lines stays short and says how many more there are', () => {
  const tidings = Array.from({ length: 50 }, (_, n) => ({
    account: 'x',
    section: 'due' as const,
    what: 'measure' as const,
    data: { n },
  }))
  const { body, subject } = letterTo({ name: 'Ada', language: 'en' }, tidings, translate)
  assert.equal(body.split('\n- ').length - 1, 41)
  assert.match(body, /letter\.more 10/)
  assert.equal(subject, '[en] letter.subject 50 0')
})

const mail = await mailServer()
mail.refused.add('foc@example.org')

test('letters go out by SMTP; one that is refused keeps its reason, is tried again and goes out once', async () => {
  const { post, close } = await smtpPost(mail.url, 'observance@example.org')
  assert.deepEqual(await sendLetters(store.system, post), { sent: 6, failed: 2 })
  const failed = (await lettersOf('Foc'))[0]
  assert.deepEqual([failed?.sentAt, failed?.attempts], [null, 1])
  assert.match(failed?.lastError ?? '', /no such person/)
  mail.refused.clear()
  const outcomes = await Promise.all([sendLetters(store.system, post), sendLetters(store.system, post)])
  assert.equal(
    outcomes.reduce((sum, { sent }) => sum + sent, 0),
    2,
  )
  assert.deepEqual(
    (await lettersOf('Foc')).map(({ attempts, lastError, sentAt }) => [attempts, lastError, sentAt !== null]),
    [
      [2, null, true],
      [2, null, true],
    ],
  )
  assert.equal(mail.taken.length, 8)
  assert.ok(
    mail.taken.some((text) => /^To: Val@example\.org$/m.test(text) && /^Auto-Submitted: auto-generated$/m.test(text)),
  )
  close()
})

test('without a server the letters stay in the outbox, with the reason', async () => {
  await write(today.add({ days: 2 }))
  const { post, close } = await smtpPost('smtp://127.0.0.1:1', 'observance@example.org')
  const { sent, failed } = await sendLetters(store.system, post)
  assert.deepEqual([sent, failed], [0, 4])
  assert.match((await lettersOf('Val'))[0]?.lastError ?? '', /ECONNREFUSED/)
  close()
})

test('nothing is sent to an account that has closed since the letter was written', async () => {
  await act((tx) => sql`update followup.account set closed_at = now() where name = 'Sec'`.execute(tx))
  const asked: string[] = []
  await sendLetters(store.system, async ({ to }) => void asked.push(to))
  assert.ok(asked.length > 0 && !asked.includes('Sec@example.org'))
})

test('nobody reads another person’s letters', async () => {
  const other = await asReader(
    store.web,
    readerOf({
      account: idOf('Out'),
      name: 'Out',
      role: 'secretariat',
      institution: 'HUB',
      organization: null,
      language: 'en',
    }),
    (tx) => tx.selectFrom('letter').selectAll().execute(),
  )
  assert.deepEqual(other, [])
})
