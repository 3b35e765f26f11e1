/**
 * kill -9 of the server, of the database, of one of its processes and of all at once, while four people write. Every
 * command that was acknowledged is there afterwards, once; every other is wholly there or wholly absent.
 * OBSERVANCE_KILLS=200 runs as many rounds as the promise asks; a usual run does one round of each kind.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { boundOf } from '../../tests/bound.ts'
import { type Kill, killsOf, serverAfter } from '../../tests/killing.ts'
import { ownerOf, type ServerProcess, startServer, usedDataFolder } from '../../tests/server.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'

const data = await usedDataFolder()
const rounds = Number(process.env.OBSERVANCE_KILLS ?? 4)
const acknowledged = new Set<string>()
/** Rounds after which everything was there. */
let held = 0
let server: ServerProcess
let cookies = new Map<string, string>()
let obligation = ''

const start = () => startServer({ env: { OBSERVANCE_DATA: data } })

before(async () => {
  server = await start()
  const person = visitor(server.address)
  await person.signIn('secretariat')
  cookies = person.cookies
  const form = await person.get('/obligations/CMW.AZE.3.16(a)/measure')
  obligation = /name="obligations"[\s\S]*?([0-9a-f]{8}-[0-9a-f-]{27})/.exec(form.body)?.[1] ?? ''
  assert.notEqual(obligation, '')
})

after(async () => {
  server.signal('SIGTERM')
  await server.ended
})

const KILLS = killsOf(data, () => server, 'observance_web')

/** Saves measure after measure until told to stop; an answer that says "saved" is an acknowledgement, nothing else is. */
async function write(person: Visitor, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const title = `Written ${randomUUID()}`
    const fields = { title, obligations: obligation, state: 'planned', sharing: 'officials', institution: '' }
    const answer = await person.post('/obligations/CMW.AZE.3.16(a)/measure', fields).catch(() => null)
    if (answer?.status === 303 && /\/measures\//.test(answer.headers.get('location') ?? '')) acknowledged.add(title)
    else await sleep(20)
  }
}

async function person(): Promise<Visitor> {
  const one = visitor(server.address)
  for (const [name, value] of cookies) one.cookies.set(name, value)
  // Who came too often a moment ago has no form yet.
  while ((await one.get('/obligations/CMW.AZE.3.16(a)/measure')).status !== 200) await sleep(200)
  return one
}

/** Goes on with the server that is there after the kill, once pages are answered. */
async function backAgain(kill: Kill): Promise<void> {
  server = await serverAfter(kill, { data, server, start })
  while (
    !(await fetch(`${server.address}/obligations`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await sleep(50)
}

interface Found {
  readonly title: string
  readonly recorded: number
  readonly answers: number
}

async function found(): Promise<Found[]> {
  const owner = await ownerOf(data)
  const { rows } = await owner.query<Found>(`
    select title, (select count(*)::int from followup.history where object = measure.id::text and object_kind = 'measure') as recorded,
      (select count(*)::int from followup.measure_obligation where measure = measure.id) as answers
    from followup.measure where title like 'Written %'`)
  await owner.end()
  return rows
}

for (let round = 0; round < rounds; round++) {
  const kill = KILLS[round % KILLS.length]
  if (kill === undefined) continue
  test(`round ${round + 1}: ${kill.what} killed with -9 while four people write: what was acknowledged is there`, async () => {
    const acknowledgedBefore = acknowledged.size
    const stop = new AbortController()
    const writers = (await Promise.all([person(), person(), person(), person()])).map((one) => write(one, stop.signal))
    while (acknowledged.size < acknowledgedBefore + 5 + Math.random() * 20) await sleep(5)
    try {
      await kill.act()
      await sleep(100)
    } finally {
      stop.abort()
    }
    await Promise.all(writers)
    await backAgain(kill)
    const there = await found()
    const titles = there.map(({ title }) => title)
    assert.deepEqual(
      [...acknowledged].filter((title) => !titles.includes(title)),
      [],
    )
    assert.equal(new Set(titles).size, titles.length, 'nothing is there twice')
    assert.deepEqual(
      there.filter(({ recorded, answers }) => recorded < 1 || answers !== 1),
      [],
      'nothing is there in part',
    )
    held++
  })
}

after(() => {
  console.log(
    `kills under four writers of measures: ${rounds}, after ${held} of them nothing was lost and nothing there in part; acknowledged ${acknowledged.size}${held === rounds ? `: ${boundOf(rounds)}` : ''}`,
  )
})
