/** Who acts is known to the database by a ticket that only the application can make. P19, P22 of the reliability promises. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { AND_COMMIT, type Tx } from '../store/index.ts'
import { ANNA, BORIS, buildTwoWalls, ROLES } from './fixtures/two-walls.ts'
import { openFirewall } from './index.ts'

const store = await testStore()
const firewall = await openFirewall(store, ROLES)
await buildTwoWalls(store)

const hearings = async (tx: Tx) =>
  (await sql<{ note: string }>`select note from court.hearing order by note`.execute(tx)).rows.map(({ note }) => note)
const ticketIn = async (tx: Tx) =>
  (await sql<{ t: string }>`select current_setting('observance.ticket') as t`.execute(tx)).rows[0]?.t ?? ''
const present = (tx: Tx, ticket: string) => sql`select set_config('observance.ticket', ${ticket}, true)`.execute(tx)
const whoIn = async (tx: Tx) =>
  (await sql`select firewall.officer() as officer, firewall.role_id() as role, firewall.office() as office`.execute(tx))
    .rows[0]

test('the database knows who acts, and shows a judge the hearings of their own court alone', async () => {
  assert.deepEqual(await firewall.asOfficer(ANNA, whoIn), { officer: ANNA.id, role: 'judge', office: 'court-1' })
  assert.deepEqual(await firewall.asOfficer(ANNA, hearings), ['of court one', 'of nobody yet'])
  assert.deepEqual(await firewall.asOfficer(BORIS, hearings), ['of court two'])
})

test('the system and a person act under logins of their own', async () => {
  assert.deepEqual(await firewall.asSystem(whoIn), {
    officer: '00000000-0000-0000-0000-000000000000',
    role: 'system',
    office: null,
  })
  const { rows } = await firewall.asPerson(ANNA.id, (tx) =>
    sql`select session_user::text as me, firewall.role_id() as role`.execute(tx),
  )
  assert.deepEqual(rows, [{ me: 'observance_person', role: 'person' }])
})

test('the watchdog cannot write', async () => {
  await assert.rejects(
    firewall.asWatchdog((tx) => sql`select firewall.raise_alarm('quota', null, null)`.execute(tx)),
    /read-only transaction/,
  )
})

test('a ticket that was changed by one character names nobody, and shows nothing', async () => {
  await firewall.asOfficer(ANNA, async (tx) => {
    const ticket = await ticketIn(tx)
    const parts = ticket.split('|')
    const code = parts.at(-1) ?? ''
    const forged = [
      ticket.replace('court-1', 'court-2'),
      ticket.replace(ANNA.id, BORIS.id),
      ticket.replace('judge', 'system'),
      ticket.replace(
        code,
        code.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      ),
      ticket.replace(code, ''),
      ticket.replace(code, code.toUpperCase().replace(/^.*$/, 'x'.repeat(64))),
      ticket.replace('|', ''),
      code,
      `|||${code}`,
      `${ticket}|`,
      `|${ticket}`,
      '',
      '||||',
      'null',
    ]
    for (const one of forged) {
      await present(tx, one)
      assert.deepEqual(await whoIn(tx), { officer: null, role: null, office: null }, one)
      assert.deepEqual(await hearings(tx), [], one)
    }
    await present(tx, ticket)
    assert.equal((await hearings(tx)).length, 2)
  })
})

test("a colleague's ticket is worth nothing on another connection, nor under another login", async () => {
  await firewall.asOfficer(BORIS, async (boris) => {
    const stolen = await ticketIn(boris)
    for (const other of [ANNA, { ...ANNA, role: 'sms-enforcement' }])
      await firewall.asOfficer(other, async (tx) => {
        await present(tx, stolen)
        assert.deepEqual(await whoIn(tx), { officer: null, role: null, office: null })
      })
  })
})

test('a ticket of an earlier backend with the same process number names nobody', async () => {
  const owner = await store.ownerClient()
  await firewall.asOfficer(ANNA, async (tx) => {
    assert.equal((await hearings(tx)).length, 2)
    const { rows: mine } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    // Others of the login may be open beside it: they stay as they are.
    const pid = mine[0]?.pid ?? assert.fail()
    await owner.query(`create table public.kept as select * from firewall.backend where pid = ${pid}`)
    // As if this backend had begun since: then its key is another.
    await owner.query('update firewall.backend set started_at = started_at + 1, inner_pad = outer_pad where pid = $1', [
      pid,
    ])
    assert.deepEqual(await whoIn(tx), { officer: null, role: null, office: null })
    const { rows } = await owner.query('select id from firewall.ticket_secret order by made_at limit 1')
    await sql`select firewall.enter(${rows[0].id})`.execute(tx)
    assert.equal((await hearings(tx)).length, 2)
  })
  const { rows } = await owner.query(
    'select from firewall.backend b join public.kept k using (pid, login, started_at, inner_pad, outer_pad)',
  )
  assert.equal(rows.length, 1, 'the key follows from the backend alone')
  await owner.query('drop table public.kept')
  await owner.end()
})

test('entering again, with another secret or none, changes nothing', async () => {
  const owner = await store.ownerClient()
  const { rows } = await owner.query(
    "insert into firewall.ticket_secret (id, inner_pad, outer_pad) select 'another', inner_pad, outer_pad from firewall.ticket_secret limit 1 returning id",
  )
  await firewall.asOfficer(ANNA, async (tx) => {
    await sql`select firewall.enter(${rows[0].id})`.execute(tx)
    assert.equal((await hearings(tx)).length, 2)
    await assert.rejects(sql`select firewall.enter('no-such-secret')`.execute(tx), /no such secret/)
  })
  await owner.query("delete from firewall.ticket_secret where id = 'another'")
  await owner.end()
})

const LEAVING = `select set_config('observance.left', 'over', false), set_config('search_path', 'court', false), pg_advisory_lock(77)`
const ENDINGS: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'as any other': (tx) => sql.raw(LEAVING).execute(tx),
  'in the packet that commits': (tx) => sql.raw(`${LEAVING} ${AND_COMMIT}`).execute(tx),
  'after its transaction has been committed': async (tx) => {
    await sql.raw(`select 1 ${AND_COMMIT}`).execute(tx)
    await sql.raw(LEAVING).execute(tx)
  },
  'and fails in the packet that commits': async (tx) => {
    await sql.raw(LEAVING).execute(tx)
    await sql.raw(`select 1 / 0 ${AND_COMMIT}`).execute(tx)
  },
}
for (const [how, leave] of Object.entries(ENDINGS))
  test(`what a query sets for its session does not meet the next officer on the connection: asked ${how}`, async () => {
    await firewall
      .asOfficer(ANNA, async (tx) => {
        await sql`select 1`.execute(tx) // what opens a transaction goes with its first query
        await leave(tx)
      })
      .catch((error) => assert.match(String(error), /division by zero/))
    for (let i = 0; i < 4; i++) {
      const { rows } = await firewall.asOfficer(BORIS, (tx) =>
        sql`select coalesce(current_setting('observance.left', true), '') as l, current_setting('search_path') as path`.execute(
          tx,
        ),
      )
      assert.deepEqual(rows, [{ l: '', path: 'pg_catalog' }])
    }
    const owner = await store.ownerClient()
    const { rows } = await owner.query("select from pg_locks where locktype = 'advisory' and objid = 77")
    await owner.end()
    assert.equal(rows.length, 0)
  })

test('two processes on one database, each with its own secret, both work', async () => {
  const other = await openFirewall(store, ROLES)
  for (const one of [firewall, other, firewall]) assert.equal((await one.asOfficer(ANNA, hearings)).length, 2)
})

test('more at once than there are connections wait for their turn, whatever their role', async () => {
  const all = Array.from({ length: 60 }, (_, index) => ({ ...ANNA, role: ROLES[index % ROLES.length] ?? 'judge' }))
  const answers = await Promise.all(all.map((officer) => firewall.asOfficer(officer, whoIn)))
  assert.equal(answers.filter((who) => who !== undefined).length, 60)
})

test('an officer, a role or an office that would blur the ticket is refused', async () => {
  for (const odd of [
    { ...ANNA, office: 'court-1|x' },
    { ...ANNA, id: `${ANNA.id}|judge` },
  ])
    await assert.rejects(firewall.asOfficer(odd, whoIn), /no field of a ticket/)
  await assert.rejects(firewall.asOfficer({ ...ANNA, role: 'king' }, whoIn), /no officer role with a login/)
})
