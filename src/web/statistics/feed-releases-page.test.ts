/** Figures of the releases themselves, told by the rounds of the server though nothing is released, as anybody reads them: beside their benchmark, exact, with the way to the calendar. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { findIndicator, packObligationCode } from '../../obligations/index.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'
import { openStatistics, startReleasing } from './index.ts'

const site = await testSite()
const pack = await loadPack(packFolder('AZE'))
const now = Temporal.Now.instant()
const last = now.toZonedDateTimeISO(pack.timeZone).subtract({ days: 31 }).year - 1
const rounds = startReleasing(openStatistics({ ...site, country: { pack } }), assert.fail)
const isTold = () =>
  asReader(site.store.web, PUBLIC_READER, async (tx) => (await findIndicator(tx, 'required-tables-released')).latest)
for (let tries = 0; tries < 300 && (await isTold()) === null; tries++) await setTimeout(100)
await rounds.stop()
const anyone = visitor(site.address)
const read = async (path: string, language: string) => {
  await anyone.get(`/language/${language}?back=/`)
  const { status, body } = await anyone.get(path)
  assert.equal(status, 200, path)
  return body
}

test('the share of the required tables that are out stands on the obligation beside its benchmark, with the way to the calendar', async () => {
  const obligation = pack.obligations.find(({ indicators }) => indicators.includes('required-tables-released'))
  const code = packObligationCode(pack, obligation ?? assert.fail())
  const body = await read(`/obligations/${encodeURIComponent(code)}`, 'en')
  const row = /required-tables-released · [\s\S]*?<\/tr>/.exec(body)?.[0] ?? assert.fail()
  assert.match(row, new RegExp(`>0 %<span class="ob-code">${last}`))
  assert.match(row, /href="\/tables\/calendar">[^<]+<\/a>/)
  assert.match(row, />100 %</)
})

test('the page of the indicator says that it is exact and follows from the calendar, and names each group in the reader’s language', async () => {
  const path = '/indicators/required-tables-released'
  const english = await read(path, 'en')
  assert.match(english, /it is exact; nobody enters it/)
  assert.match(english, /Migrant workers in an irregular situation/)
  assert.doesNotMatch(english, /Enter a value/)
  assert.match(await read(path, 'az'), /Qayıdanlar[\s\S]*?0/)
  assert.match(await read(path, 'ar'), /العائدون/)
})

test('trafficking tables are named one by one, also the one that no register is kept for', async () => {
  const body = await read('/indicators/trafficking-tables-on-schedule', 'en')
  for (const id of ['TIP-1', 'TIP-2', 'TIP-3']) assert.match(body, new RegExp(`>${id}<`))
})

test('of completeness by dimension it is said why nothing is told', async () => {
  assert.match(await read('/indicators/dimension-completeness', 'en'), /No released table counts whole records/)
})
