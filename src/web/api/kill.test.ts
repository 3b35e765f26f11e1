/**
 * P1, P3, P11 for the registers: kill -9 of the server, of the database, of one of its processes and of all at once, while four
 * officers write through the API. Every command that was acknowledged is there afterwards, once, and can be read; every other is
 * wholly there or wholly absent, with its clocks, its entry in the ledger, its key and its access record; and sent again with the
 * same key it is done once. OBSERVANCE_KILLS=200 runs as many rounds as the promise asks.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { boundOf } from '../../../tests/bound.ts'
import { type Kill, killsOf, serverAfter } from '../../../tests/killing.ts'
import { ownerOf, type ServerProcess, startServer, usedDataFolder } from '../../../tests/server.ts'
import { type Caller, caller } from './fixtures/caller.ts'

const data = await usedDataFolder()
const rounds = Number(process.env.OBSERVANCE_KILLS ?? 4)
const CASES = '/api/procedures/detention/cases'
let server: ServerProcess
let police = ''
let tokens: readonly string[] = []

interface Command {
  readonly key: string
  readonly path: string
  readonly event: number | undefined
  readonly body: object
}
const acknowledged: { readonly case: string; readonly event: number; readonly key: string }[] = []
/** Rounds after which everything was there. */
let held = 0
const unanswered: (Command & { readonly token: string })[] = []

const start = () => startServer({ env: { OBSERVANCE_DATA: data } })
const officer = (token: string): Caller => caller(server.address, `Bearer ${token}`)

before(async () => {
  server = await start()
  const anybody = caller(server.address)
  const { body } = await anybody.get('/api/demonstration/officers')
  const { account } = body.officers.find(({ role }: { role: string }) => role === 'police-officer')
  police = account
  const sessions = [1, 2, 3, 4].map(() => anybody.post('/api/demonstration/sessions', { account }))
  tokens = (await Promise.all(sessions)).map(({ body: session }) => session.token)
})

after(async () => {
  server.signal('SIGTERM')
  await server.ended
})

const KILLS = killsOf(data, () => server, 'observance_police_officer')

const lately = () => Temporal.Now.instant().subtract({ minutes: 20 }).round('second').toString()
const opening = (): Command => ({
  ...{ key: randomUUID(), path: CASES, event: undefined },
  body: {
    facts: {
      ...{
        libertyLostAt: lately(),
        libertyLostPlace: 'AZ-BA',
        apprehendedBy: police,
        sex: 'male',
        language: 'uz',
      },
      ...{ birthDateKnown: '1990', ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false },
    },
  },
})
const telling = (id: string): Command => ({
  ...{ key: randomUUID(), path: `${CASES}/${id}/steps/tellRights`, event: 1 },
  body: { facts: { rightsToldAt: lately(), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true } },
})

/** These officers open more cases than an hour allows. While the database is killed nobody can be made new. */
async function unseen(): Promise<void> {
  const owner = await ownerOf(data).catch(() => null)
  await owner?.query('delete from firewall.person_seen').catch(() => undefined)
  await owner?.end().catch(() => undefined)
}

/** Sends it; null where no answer came, or none that says whether it was done. */
async function sent(
  token: string,
  { path, body, key, event }: Command,
): Promise<{ case: string; event: number } | null> {
  const answer = await officer(token)
    .post(path, body, { key, ...(event === undefined ? {} : { event }) })
    .catch(() => null)
  if (answer === null || answer.status >= 500) return null
  if (answer.status === 429) {
    await unseen()
    return sent(token, { path, body, key, event })
  }
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`)
  return answer.body
}

/** Opens case after case and tells the rights in each, until told to stop. */
async function write(token: string, stopped: AbortSignal): Promise<void> {
  const act = async (command: Command) => {
    const done = await sent(token, command)
    if (done === null) {
      unanswered.push({ ...command, token })
      await sleep(20)
    } else acknowledged.push({ case: done.case, event: done.event, key: command.key })
    return done
  }
  while (!stopped.aborted) {
    const opened = await act(opening())
    if (opened !== null && !stopped.aborted) await act(telling(opened.case))
  }
}

/** Goes on with the server that is there after the kill, once it answers. */
async function backAgain(kill: Kill): Promise<void> {
  server = await serverAfter(kill, { data, server, start })
  const isThere = () =>
    fetch(`${server.address}/api/offices`).then(
      async (answer) => answer.ok && (await officer(tokens[0] ?? '').get(CASES)).status === 200,
      () => false,
    )
  while (!(await isThere())) await sleep(50)
}

/** What is there in part: an event that lacks something of its transaction, or something without its event. */
const PARTIAL = `
  select 'no row of the case' as lacks, e.case_id, e.no from immigration_enforcement.event e
    where e.procedure = 'detention' and not exists (select from immigration_enforcement.detention d where d.case_id = e.case_id)
  union all select 'another number', d.case_id, d.event_no from immigration_enforcement.detention d
    where d.event_no <> (select max(no) from immigration_enforcement.event e where e.case_id = d.case_id)
  union all select 'no event', d.case_id, 0 from immigration_enforcement.detention d
    where not exists (select from immigration_enforcement.event e where e.case_id = d.case_id and e.no = 1)
  union all select 'no clock ' || r.rule, e.case_id, e.no from immigration_enforcement.event e, (values ('D3.judge'), ('D4.hour')) r (rule)
    where e.procedure = 'detention' and e.no = 1 and not exists (
      select from immigration_enforcement.clock c where c.case_id = e.case_id and c.rule = r.rule)
  union all select 'a clock that stopped without its step', c.case_id, 0 from immigration_enforcement.clock c
    where c.rule = 'D4.hour' and c.stopped_at is not null and not exists (
      select from immigration_enforcement.event e where e.case_id = c.case_id and e.no > 1)
  union all select 'not once in the ledger', e.case_id, e.no from immigration_enforcement.event e
    where 1 <> (select count(*) from ledger.entry l where l.id = e.entry) + (select count(*) from ledger.leaf l where l.entry = e.entry)
  union all select 'no access record', e.case_id, e.no from immigration_enforcement.event e
    where e.no > 1 and e.officer is not null and not exists (
      select from firewall.access_record a where a.subject = e.case_id and a.officer = e.officer)`

for (let round = 0; round < rounds; round++) {
  const kill = KILLS[round % KILLS.length]
  if (kill === undefined) continue
  test(`P1, P3: round ${round + 1}: ${kill.what} killed with -9 while four officers write: what was acknowledged is there, the rest whole or not at all`, async () => {
    const before = acknowledged.length
    const stop = new AbortController()
    await unseen()
    const writers = tokens.map((token) => write(token, stop.signal))
    while (acknowledged.length < before + 5 + Math.random() * 20) await sleep(5)
    try {
      await kill.act()
      await sleep(100)
    } finally {
      stop.abort()
    }
    await Promise.all(writers)
    await backAgain(kill)
    await compare()
    held++
  })
}

async function compare(): Promise<void> {
  const owner = await ownerOf(data)
  const partial = await owner.query(PARTIAL)
  assert.deepEqual(partial.rows, [], 'nothing is there in part')
  const { rows } = await owner.query<{ key: string; case_id: string; no: number }>(
    'select key, case_id, no from immigration_enforcement.event',
  )
  const there = new Map(rows.map(({ key, case_id, no }) => [key, `${case_id} ${no}`]))
  const lost = acknowledged.filter((one) => there.get(one.key) !== `${one.case} ${one.event}`)
  assert.deepEqual(lost, [], 'nothing that was acknowledged is lost')
  // Sent again with the same key: done once, whether it had been done or not.
  for (const command of unanswered.splice(0)) {
    const had = there.get(command.key)
    const done = await sent(command.token, command)
    assert.ok(done !== null)
    if (had !== undefined) assert.equal(`${done.case} ${done.event}`, had)
    acknowledged.push({ case: done.case, event: done.event, key: command.key })
  }
  await owner.end()
  await unseen()
  for (const one of acknowledged.slice(-3)) {
    const read = await officer(tokens[0] ?? '').get(`${CASES}/${one.case}?purpose=review`)
    assert.equal(read.body.facts?.nationality, 'UZ', 'its key is there too')
  }
}

after(() => {
  console.log(
    `kills under four writers of register commands: ${rounds}, after ${held} of them nothing was lost and nothing there in part; acknowledged ${acknowledged.length}${held === rounds ? `: ${boundOf(rounds)}` : ''}`,
  )
})
