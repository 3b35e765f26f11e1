/**
 * The server or its database killed in the middle of saving an import: all of it is there, or none. Saving is held at
 * its last step by a lock, with everything else written and not yet committed; there the real process is killed.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ownerOf, postmasterOf, startServer, usedDataFolder } from '../../tests/server.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'

const SYMBOL = 'CMW/C/ISL/CO/1'
const INVENTED = `${SYMBOL}

Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Concluding observations on the first periodic report of Iceland

1. The Committee considered the report at its 1st meeting.

2. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour;

(b) Count the lanterns each year.

3. The Committee requests the State party to submit its second periodic report by 1 May 2031.
`

const data = await usedDataFolder()
const start = () => startServer({ env: { OBSERVANCE_DATA: data } })

/** Uploads the invented document and gives its draft. */
async function upload(person: Visitor, address: string): Promise<string> {
  await person.get('/import')
  const token = /name="form-token" value="([^"]+)"/.exec((await person.get('/import')).body)?.[1] ?? ''
  const form = new FormData()
  form.set('form-token', token)
  form.set('file', new File([INVENTED], 'observations.txt'))
  // Measured first: what comes without its length is refused.
  const body = new Response(form)
  const bytes = new Uint8Array(await body.arrayBuffer())
  const answer = await fetch(`${address}/import`, {
    method: 'POST',
    body: bytes,
    redirect: 'manual',
    headers: {
      'content-type': body.headers.get('content-type') ?? '',
      cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  assert.equal(answer.status, 303)
  return answer.headers.get('location') ?? ''
}

/** What there is of the document: itself with text, revisions, recommendations, dates, the draft, what history says of it. */
async function foundOf(owner: pg.Client): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select count(*) from followup.document where symbol = $1) as documents,
      (select count(*) from followup.document_revision r join followup.document d on d.id = r.document where d.symbol = $1) as revisions,
      (select count(*) from followup.recommendation r join followup.document d on d.id = r.document where d.symbol = $1) as recommendations,
      (select count(*) from followup.deadline l join followup.document d on d.id = l.document where d.symbol = $1) as dates,
      (select count(*) from followup.import_draft) as drafts,
      (select count(*) from followup.history where action = 'import.accept') as remembered`,
    [SYMBOL],
  )
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]))
}

const NOTHING = { documents: 0, revisions: 0, recommendations: 0, dates: 0, drafts: 1, remembered: 0 }

/** Begins to save, and gives the answer to come once the step is at its end and waits for the lock. */
async function saveUpToTheLock(
  person: Visitor,
  draft: string,
  owner: pg.Client,
): Promise<{ answer: Promise<number | null> }> {
  const page = await person.get(draft)
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
  await owner.query('begin; lock table followup.deadline in exclusive mode')
  const answer = person.post(`${draft}/accept`, { version }).then(
    ({ status }) => status,
    () => null, // the server was killed
  )
  const waits = `select from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'deadline' and not l.granted`
  while ((await owner.query(waits)).rowCount === 0) await sleep(20)
  return { answer }
}

test('an import is whole or not there at all, whether the server or the database is killed while it is saved', async (context) => {
  let server = await start()
  let person = visitor(server.address)
  await person.signIn('secretariat')
  const draft = await upload(person, server.address)

  await context.test('the server is killed', async () => {
    const owner = await ownerOf(data)
    const { answer } = await saveUpToTheLock(person, draft, owner)
    server.signal('SIGKILL')
    assert.equal(await answer, null)
    await owner.query('rollback')
    // The database notices on its own that nobody waits for the step any more.
    while (
      (await owner.query(`select from pg_stat_activity where query like '%deadline%' and usename = 'observance_web'`))
        .rowCount !== 0
    )
      await sleep(50)
    assert.deepEqual(await foundOf(owner), NOTHING)
    await owner.end()
  })

  await context.test('the database is killed', async () => {
    server = await start()
    person = visitor(server.address)
    await person.signIn('secretariat')
    const owner = await ownerOf(data)
    const { answer } = await saveUpToTheLock(person, draft, owner)
    process.kill(postmasterOf(data), 'SIGKILL')
    assert.equal(await answer, 503, 'the person is told that nothing was saved')
    await owner.end().catch(() => undefined)
    while ((await person.get('/obligations')).status !== 200) await sleep(200)
    const again = await ownerOf(data)
    assert.deepEqual(await foundOf(again), NOTHING)
    await again.end()
  })

  await context.test('and afterwards it is saved as if nothing had been', async () => {
    const page = await person.get(draft)
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ''
    assert.equal((await person.post(`${draft}/accept`, { version })).status, 303)
    const owner = await ownerOf(data)
    const { remembered, ...found } = (await foundOf(owner)) as { remembered: number }
    assert.deepEqual(found, { documents: 1, revisions: 1, recommendations: 3, dates: 1, drafts: 0 })
    assert.ok(remembered > 0)
    await owner.end()
  })
  server.signal('SIGTERM')
  assert.equal((await server.ended).code, 0)
})
