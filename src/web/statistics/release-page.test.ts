/** From a released figure to what proves it, and to what it is for: links and words that a reader needs, and none of code. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { becomeSequencer, logSettings, sequence, verifyBundle } from '../../ledger/index.ts'
import { account, addRecords } from '../../statistics/fixtures/records.ts'
import { releaseAll } from '../../statistics/fixtures/release-all.ts'
import { computeTable, takeReadyTexts } from '../../statistics/index.ts'
import { feedIndicators } from './feed.ts'
import { openStatistics } from './index.ts'

const site = await testSite()
const pack = await loadPack(packFolder('AZE'))
const statistics = openStatistics({ ...site, country: { pack } })
const owner = await site.store.ownerClient()
const folder = mkdtempSync(join(tmpdir(), 'obs-release-'))
after(async () => {
  await owner.end()
  rmSync(folder, { recursive: true })
})
const [maker, reviewer] = [await account(site.store, 'Rena'), await account(site.store, 'Samir')]
const today = Temporal.Now.plainDateISO(pack.timeZone)
/** Of a quarter that is over in a year that is not: its figures are provisional. */
const before = today.subtract({ months: 3 })
const quarter = { year: before.year, number: Math.ceil(before.month / 3) }
const period = `${quarter.year}-Q${quarter.number}`
const time = (sex: string, met: boolean) => ({
  ...{ moment: 'due', period_start: `${quarter.year}-${String(quarter.number * 3 - 1).padStart(2, '0')}-01` },
  ...{ rule: 'D3.judge', run: 1, mode: 'enforce', met, sex },
})
await addRecords(site.store, 'detention_clock', [
  ...Array.from({ length: 90 }, () => time('male', true)),
  ...Array.from({ length: 40 }, () => time('female', true)),
  ...Array.from({ length: 20 }, () => time('male', false)),
  ...Array.from({ length: 15 }, () => time('female', false)),
])
const TABLE = 'detention-review'
await takeReadyTexts(statistics, maker, TABLE)
const morning = today.toZonedDateTime({ timeZone: pack.timeZone, plainTime: '08:00' }).toInstant()
const [made] = await releaseAll(
  statistics,
  { maker, reviewer, today, morning },
  [{ table: TABLE, period }],
  (tx, table) => feedIndicators(tx, statistics, table, assert.fail),
)
assert.equal(made?.run.state, 'gated', JSON.stringify(made?.run.findings))
const anyone = visitor(site.address)
await anyone.get('/language/en?back=/')
const { body } = await anyone.get(`/tables/${TABLE}`)
const release = /\/releases\/([^/]+)\//.exec(body)?.[1] ?? ''

test('a released table leads to the obligations that it answers and to the indicators that follow, and says its signs and periods in words', () => {
  assert.match(body, /href="\/obligations\/36\(c\)\(iii\)"/)
  assert.match(body, /href="\/indicators\/detention-reviewed-within-24h"/)
  assert.match(body, new RegExp(`${quarter.year}, quarter ${quarter.number}`))
  if (quarter.year === today.year) assert.match(body, /Signs in this table: [^<]*\[p\] provisional/)
})

test('whoever keeps a file of a release can prove that the log has held its fingerprint since, and after a withdrawal too', async () => {
  const path = `/releases/${release}/proof/${TABLE}`
  assert.ok(body.includes(`href="${path}"`))
  assert.equal((await anyone.get(path)).status, 409, 'no tree is signed yet')
  assert.ok(await becomeSequencer(owner, 'register'))
  await sequence(owner, logSettings('register', { dataFolder: folder, key: site.store.key, authority: undefined }))
  const proof = await anyone.get(path)
  assert.equal(proof.status, 200)
  const { files = {} } = verifyBundle(proof.body).record as { files?: Record<string, string> } // as putOut wrote it
  const csv = await fetch(`${site.address}/releases/${release}/${TABLE}.csv`)
  const fingerprint = createHash('sha256')
    .update(new Uint8Array(await csv.arrayBuffer()))
    .digest('hex')
  assert.equal(fingerprint, files[`${TABLE}.csv`])
  assert.ok(body.includes(fingerprint), 'the page shows it')
  assert.equal((await anyone.get(`/releases/${release}/proof/detention-persons`)).status, 404)

  await owner.query("set observance.actor = 'system:test'")
  await owner.query(
    "update followup.table_release set withdrawn_at = now(), withdrawn_why = 'Wrong.' where table_name = $1",
    [TABLE],
  )
  await owner.query("update followup.table_run set state = 'withdrawn' where id = $1", [made.run.id])
  const withdrawn = await anyone.get(`/tables/${TABLE}?release=${release}`)
  assert.ok(withdrawn.body.includes(`href="${path}"`))
  assert.equal((await anyone.get(`/releases/${release}/${TABLE}.csv`)).status, 404)
  assert.equal((await anyone.get(path)).status, 200)
})

test('cases and per cent are never drawn on one scale: one measure at a time, whichever the address asks for', async () => {
  const drawn = async (query: string) =>
    /<svg[\s\S]*?<\/svg>/.exec((await anyone.get(`/tables/${TABLE}?release=${release}${query}`)).body)?.[0] ?? ''
  const [counts, share] = [await drawn(''), await drawn('&measure=SHARE_IN_TIME')]
  assert.match(share, />[78]\d( \[p\])?</)
  assert.doesNotMatch(share, />1\d\d( \[p\])?</)
  assert.notEqual(counts, share)
  assert.equal(await drawn('&measure=x%22'), counts)
})

test('a statistician reads categories and not their codes, and what waits for a second look stands first on the workbench', async () => {
  const statistician = visitor(site.address)
  await statistician.signIn('Rəna Örnəkova')
  await statistician.get('/language/en?back=/')
  const run = (await statistician.get(`/tables/runs/${made.run.id}`)).body
  assert.match(run, /Sex: Women and girls/)
  assert.match(run, /Within the time limit: Yes/)
  assert.doesNotMatch(run.replace(/href="[^"]*"/g, ''), /IN_TIME|\bSEX\b|_T\b/)
  assert.doesNotMatch((await statistician.get('/tables/workbench')).body, /Waits for a review/)
  const again = await computeTable(statistics, maker, { table: TABLE, period }, today)
  const { body: workbench } = await statistician.get('/tables/workbench')
  assert.match(workbench, new RegExp(`Waits for a review[\\s\\S]{0,300}/tables/runs/${again.id}"`))
})
