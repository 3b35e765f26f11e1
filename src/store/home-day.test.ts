/** A day begins at midnight where the State is, whatever zone the host of the database keeps. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, type Reader, systemReader, type Tx } from './index.ts'

const store = await testStore()
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, systemReader('test'), 'test', work)
const CONSULTED: Reader = { actor: 'public', audiences: ['public', 'consultation'], language: 'en' }
/** Fourteen hours before the middle line of days, and twelve behind it: in one of them it is not the day of UTC. */
const FAR = ['Pacific/Kiritimati', 'Etc/GMT+12'] as const
let report = ''
let round = ''

before(async () => {
  await act(async (tx) => {
    const document = await tx
      .insertInto('document')
      .values({ symbol: 'CMW/C/SOT/CO/2', body: 'CMW', state: 'SOT', title: 'T' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const made = await tx
      .insertInto('report')
      .values({ kind: 'periodic', title: 'Draft', document: document.id, word_limit: 10, audience: 'officials' })
      .returning('id')
      .executeTakeFirstOrThrow()
    report = made.id
    await tx
      .insertInto('report_version')
      .values({ report, number: 1, content: '{}', words: 0, saved_by: 'x' })
      .execute()
    const opened = await tx
      .insertInto('consultation_round')
      .values({ title: 'R', report, number: 1, opens_on: '2020-01-01', closes_on: '2099-01-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    round = opened.id
  })
})

async function liveIn(timeZone: string): Promise<void> {
  await act((tx) =>
    sql`insert into followup.home (time_zone) values (${timeZone})
      on conflict (single) do update set time_zone = excluded.time_zone`.execute(tx),
  )
}

/** What somebody who is asked sees of a round that opens on this day: its version, and what it is about. */
async function seenOpening(day: Temporal.PlainDate): Promise<readonly [number, number]> {
  await act((tx) =>
    tx.updateTable('consultation_round').set({ opens_on: day.toString() }).where('id', '=', round).execute(),
  )
  return asReader(store.web, CONSULTED, async (tx) => {
    const versions = await tx.selectFrom('report_version').select('number').where('report', '=', report).execute()
    const { rows } = await sql`select * from followup.consulted_report(${round}::uuid)`.execute(tx)
    return [versions.length, rows.length]
  })
}

for (const timeZone of FAR)
  test(`in ${timeZone} a round opens when its day begins there, and not a day before`, async () => {
    await liveIn(timeZone)
    // Both readings of the clock on one day: at the stroke of midnight it is tried again.
    for (let tries = 0; ; tries++) {
      const today = Temporal.Now.plainDateISO(timeZone)
      const [on, before] = [await seenOpening(today), await seenOpening(today.add({ days: 1 }))]
      if (!Temporal.Now.plainDateISO(timeZone).equals(today) && tries < 3) continue
      assert.deepEqual(on, [1, 1], 'on its day')
      assert.deepEqual(before, [0, 0], 'on the day before')
      return
    }
  })

test('an answer kept in memory is not given across midnight at home', async () => {
  const { MOMENT } = await import('./memory.ts')
  for (const timeZone of FAR) {
    await liveIn(timeZone)
    const { rows } = await act((tx) => sql<{ moment: string }>`${sql.raw(MOMENT)}`.execute(tx))
    assert.match(rows[0]?.moment ?? '', new RegExp(` ${Temporal.Now.plainDateISO(timeZone)}$`))
  }
})

test('a time zone that does not exist is refused', async () => {
  await assert.rejects(liveIn('Mars/Olympus'))
})
