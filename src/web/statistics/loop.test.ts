/**
 * The loop, closed: cases go through the register (one of them in a browser), two statisticians release a table in another,
 * and in a third the obligation is watched. Its figure, its state, the report and the matrix follow, and nobody types one.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import excel from 'exceljs'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { type Actor, carryOut } from '../../register/index.ts'
import { countPeriod } from '../../register/statistics/count-period.ts'
import { titlesOf } from '../../statistics/index.ts'
import { asReader, systemReader } from '../../store/index.ts'
import { main, press } from '../fixtures/at-page.ts'
import { openStatistics, releaseNow } from './index.ts'

const INDICATOR = 'detention-reviewed-within-24h'
const TABLE = 'detention-review'
const CODE = 'CMW.AZE.3.36(c)(ii)'
const OBLIGATION = `/obligations/${encodeURIComponent(CODE)}`

const site = await testSite()
const statistics = openStatistics({ ...site, country: { pack: await loadPack(packFolder('AZE')) } })
const detention = site.register.procedures.find(({ name }) => name === 'detention') ?? assert.fail()
const owner = await site.store.ownerClient()
after(() => owner.end())
const [police, judge] = await Promise.all([officer('nicat@police.example'), officer('gulnar@court.example')])
const inBaku = Temporal.Now.zonedDateTimeISO('Asia/Baku')
const anHourAgo = inBaku.subtract({ minutes: 70 })
/** The middle of the last quarter that is over. */
const then = inBaku.subtract({ months: ((inBaku.month - 1) % 3) + 2 }).with({ day: 15 })
const quarter = `${then.year}-Q${Math.ceil(then.month / 3)}`

async function officer(email: string): Promise<Actor> {
  const { id, agency_role, office } = await asReader(site.store.web, systemReader('test'), (tx) =>
    tx.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirstOrThrow(),
  )
  return { as: 'officer', id, role: agency_role ?? '', office: office ?? '' }
}

async function browser(who: string | null): Promise<Page> {
  const page = await newPage()
  if (who !== null) {
    await page.goto(`${site.address}/sign-in`)
    await press(page, `tr:has-text("${who}") button`)
  }
  await page.goto(`${site.address}/language/en?back=/`)
  return page
}

async function signedIn(who: string) {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

const [ofOfficer, ofJudge, ofStatistician, ofReviewer, watcher] = await Promise.all(
  ['Nicat', 'Gülnar', 'Rəna Örnəkova', 'Sevil Yoxlanova', null].map(browser),
)

/** Opened in the register, and released by the judge where `reviewed`. Nobody has to do with more people than in a day's work. */
async function detained(many: number, { reviewed }: { readonly reviewed: boolean }): Promise<void> {
  const [officers, judges] = [police, judge].map((one) =>
    Array.from({ length: Math.ceil(many / 15) }, (): Actor => ({ ...one, id: randomUUID() })),
  )
  for (let at = 0; at < many; at += 1) {
    const [officerNow = police, judgeNow = judge] = [officers, judges].map((some) => some?.[Math.floor(at / 15)])
    const facts = {
      ...{
        libertyLostAt: anHourAgo.toInstant().toString(),
        libertyLostPlace: 'AZ-BA',
        nationality: 'UZ',
        language: 'uz',
      },
      ...{ apprehendedBy: officerNow.id, sex: at % 4 === 0 ? 'female' : 'male', ageBasis: 'documented' },
      ...{ birthDateKnown: '1990-05-17', accompaniedByChild: false, needsInterpreter: true },
    }
    const opening = asking({ procedure: 'detention', kind: 'open', step: 'open', facts })
    const { caseId, event } = await carryOut(site.register, officerNow, opening)
    if (!reviewed) continue
    const releasing = { on: { caseId, event }, facts: { decisionReasons: 'No ground was shown.' } }
    await carryOut(
      site.register,
      judgeNow,
      asking({ procedure: 'detention', kind: 'take', step: 'orderRelease', ...releasing }),
    )
  }
}

/** Moves what is open now into that quarter, as if the time since had gone by, and lets the register count its periods. */
async function timeGoesBy(): Promise<void> {
  const hours = Math.round(inBaku.since(then).total('hours'))
  await owner.query('set session_replication_role = replica')
  const ago = `- interval '${hours} hours'`
  const lately =
    "(select case_id from immigration_enforcement.detention where liberty_lost_at > now() - interval '1 day')"
  for (const moved of [
    `clock set started_at = started_at ${ago}, stopped_at = stopped_at ${ago}, due_at = due_at ${ago}`,
    `event set recorded_at = recorded_at ${ago}`,
    `detention set opened_at = opened_at ${ago}, liberty_lost_at = liberty_lost_at ${ago}`,
  ])
    await owner.query(`update immigration_enforcement.${moved} where case_id in ${lately}`)
  await owner.query('delete from statistics.period_counted')
  await owner.query('set session_replication_role = origin')
  assert.ok((await countPeriod(site.register, detention)) > 0)
}

/** Computed by one, reviewed by the other, released on its day. Both at their own browsers. */
async function release(): Promise<string> {
  const page = ofStatistician ?? assert.fail()
  await page.goto(`${site.address}/tables/workbench`)
  await page.fill(`#p-${TABLE}`, quarter)
  await press(page, `form:has(input[value="${TABLE}"]) button`)
  const computed = await main(page)
  assert.match(computed, /Another statistician reviews it/)
  const run = page.url().split('?')[0] ?? ''
  await page.goto(`${site.address}/tables/metadata/${TABLE}`)
  await press(page, `form[action="/tables/metadata/${TABLE}"] button`)
  const second = ofReviewer ?? assert.fail()
  await second.goto(`${run}/review`)
  for (const question of ['harm', 'recognition', 'coarser'])
    await second.fill(`textarea[name=${question}]`, 'Looked at: the groups are large.')
  await second.check('input[name=no_harm]', { force: true })
  await press(second, 'main form.ob-form button')
  const told: string[] = []
  // Whatever day the calendar announces.
  const later = Temporal.Now.instant().add({ hours: 24 * 32 })
  assert.equal(await releaseNow(statistics, later, (line) => told.push(line)), 1)
  assert.deepEqual(told, [])
  return computed
}

const watched = async () => {
  const page = watcher ?? assert.fail()
  await page.goto(site.address + OBLIGATION)
  return main(page)
}

test('a case goes through its states in a browser: taken, and before a judge within the day', async () => {
  const page = ofOfficer ?? assert.fail()
  await page.goto(`${site.address}/cases/detention/open`)
  await page.fill('#field-libertyLostAt', anHourAgo.toPlainDateTime().toString({ smallestUnit: 'minute' }))
  for (const [name, value] of Object.entries({ language: 'uz', libertyLostPlace: 'AZ-BA', nationality: 'UZ' }))
    await page.selectOption(`#field-${name}`, value)
  for (const [name, value] of Object.entries({ sex: 'female', ageBasis: 'stated', accompaniedByChild: 'no' }))
    await page.check(`input[name=${name}][value=${value}]`, { force: true })
  await page.check('input[name=apprehendedBy]', { force: true })
  await page.fill('#field-birthDateKnown', '1990')
  await press(page, 'main form.ob-form button')
  const address = (await page.locator('.ob-trail a').last().getAttribute('href')) ?? ''
  const atCourt = ofJudge ?? assert.fail()
  await atCourt.goto(site.address + address)
  await atCourt.fill('#field-decisionReasons', 'No ground was shown for this person.')
  await press(atCourt, 'form[action$="/orderRelease"] button')
  assert.match(await main(atCourt), /Done\. It is in the case/)
})

test('nobody types a figure that a table brings, not even by sending the form from elsewhere', async () => {
  const person = await signedIn('Aygün Sınaqlı')
  assert.doesNotMatch((await person.get(`/indicators/${INDICATOR}`)).body, /Enter a value/)
  const { rows } = await owner.query<{ id: string }>('select id from followup.evidence limit 1')
  await person.get(`/indicators/${INDICATOR}/value`)
  const typed = { period: quarter, value: '100', evidence: rows[0]?.id ?? '', sharing: 'public', note: '' }
  const answer = await person.post(`/indicators/${INDICATOR}/value`, typed)
  assert.ok(answer.status >= 400, `${answer.status}`)
  assert.match(answer.body, /come from a released table/)
})

test('the release of the table brings the figure to the obligation, beside its benchmark, with table, release and cells', async () => {
  await detained(105, { reviewed: true })
  await timeGoesBy()
  // One obligation that this figure alone decides.
  await owner.query("set observance.actor = 'system:test'")
  await owner.query(
    'delete from followup.obligation_indicator where obligation = (select id from followup.obligation where code = $1)',
    [CODE],
  )
  await owner.query(
    'insert into followup.obligation_indicator select id, $2 from followup.obligation where code = $1',
    [CODE, INDICATOR],
  )
  await release()
  const text = await watched()
  assert.match(
    text,
    new RegExp(
      `100 %\\s*${then.year}, ${['first', 'second', 'third', 'fourth'][Math.ceil(then.month / 3) - 1]} quarter`,
    ),
  )
  assert.match(
    text,
    /computed from the table “Detentions reviewed by a judge within the time limit”, release \d{4}-\d{2}/,
  )
  const page = watcher ?? assert.fail()
  await press(page, `a[href^="/tables/${TABLE}?release="]`)
  assert.match(await main(page), /small random amount/)
  await page.goto(`${site.address}/indicators/${INDICATOR}`)
  assert.match(
    await main(page),
    /formula 1: Time limits \(Within the time limit: Yes\); Time limits \(The whole\)/,
    'the cells, in words',
  )
})

test('the figure at its target lets the obligation be completed, and a later release that falls short reopens it', async () => {
  const [focal, validator] = [await signedIn('Aygün Sınaqlı'), await signedIn('Elena Primerova')]
  const { rows } = await owner.query<{ id: string }>('select id from followup.obligation where code = $1', [CODE])
  const obligation = rows[0]?.id ?? ''
  await focal.get(`${OBLIGATION}/evidence`)
  const proof = { title: 'Order on duty judges', url: 'https://gazette.example/1', sharing: 'public' }
  assert.equal((await focal.post(`${OBLIGATION}/evidence`, { ...proof, obligations: obligation })).status, 303)
  await focal.get(`${OBLIGATION}/claim`)
  assert.equal(
    (await focal.post(`${OBLIGATION}/claim`, { obligation, statement: 'Every review is on time.' })).status,
    303,
  )
  const form = await validator.get(`${OBLIGATION}/validate`)
  const [id, version] = ['id', 'version'].map(
    (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form.body)?.[1],
  )
  const answer = { id: id ?? '', version: version ?? '', answer: 'validated' }
  assert.equal((await validator.post(`${OBLIGATION}/validate`, answer)).status, 303)
  assert.match(await watched(), /awaiting validation to completed/)

  await detained(30, { reviewed: false })
  await timeGoesBy()
  // Provisional figures are not revised while their year runs: what was wrong is withdrawn first.
  const again = ofStatistician ?? assert.fail()
  await again.goto(`${site.address}/tables/${TABLE}`)
  await press(again, `a[href^="/tables/withdraw/${TABLE}/"]`)
  await again.fill('textarea[name=reason]', 'Cases were entered late.')
  await press(again, 'main form.ob-form button')
  assert.match(await main(again), /Withdrawn\s*Cases were entered late/)
  const meanwhile = await watched()
  assert.match(meanwhile, /no figure: withdrawn on \d+ \w+ \d{4}/)
  assert.match(meanwhile, /completed to reopened[\s\S]{0,200}was withdrawn on/)
  assert.match(await drafted(), /no figure: withdrawn on \d+ \w+ \d{4}/)
  assert.match(await release(), /Against the last release of this period \d+ of \d+ figures change/)
  const text = await watched()
  assert.match(text, /completed to reopened/)
  assert.match(text, /release \d{4}-\d{2}\.2/)
})

/** What a new draft of the follow-up information says. */
async function drafted(): Promise<string> {
  const secretary = await signedIn('secretariat')
  const begin = /href="(\/reports\/new\?deadline=[^"]+)"/.exec(
    (await secretary.get('/calendar/deadlines/CAL-1')).body,
  )?.[1]
  const chosen = /name="deadline" value="([^"]+)" checked/.exec((await secretary.get(begin ?? '')).body)?.[1]
  const made = await secretary.post('/reports/new', { deadline: chosen ?? '', title: randomUUID(), language: 'en' })
  return (await secretary.get(new URL(made.headers.get('location') ?? '', site.address).pathname)).body
}

test('the draft of the report and the matrix quote the figure with its table and release, and it is that of the released cells', async () => {
  const [{ release: name, document } = assert.fail()] = await owner
    .query(
      'select release, document from followup.table_release where table_name = $1 order by issued_at desc limit 1',
      [TABLE],
    )
    .then(({ rows }) => rows)
  const counted = (at: string) =>
    document.cells.find(
      (cell: { measure: string; at: Record<string, string> }) =>
        cell.measure === 'EVENTS' && cell.at.IN_TIME === at && cell.at.SEX === '_T',
    ).value
  const figure = Math.round((100 * counted('YES')) / counted('_T'))
  assert.ok(figure > 60 && figure < 90, `${figure}`)

  const row = new RegExp(
    `Detention reviewed within 24h[\\s\\S]{0,800}?${figure}[\\s\\S]{0,300}?${quarter}[\\s\\S]{0,300}?${titlesOf(TABLE)?.en}[^<]*${name}`,
  )
  assert.match(await drafted(), row)

  const response = await fetch(`${site.address}/reports/matrix.xlsx`)
  const book = new excel.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const cells: string[] = []
  book.worksheets[0]?.eachRow((line) => line.eachCell(({ value }) => cells.push(String(value))))
  assert.ok(cells.some((cell) => cell.includes(`${INDICATOR}: ${figure} / 100 percent (${quarter}; ${TABLE} ${name})`)))
})
