/**
 * The invented cases: every state of every procedure, by the logins of those who act, and nothing that the safeguards refuse.
 * Then the registers' stops of the README's tour, which shows them.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { picture } from '../../tests/picture.ts'
import { testSite } from '../../tests/site.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'
import { loadDemonstrationCases, loadPack, packFolder } from '../countries/index.ts'
import { LOGS, logSettings, selfCheck } from '../ledger/index.ts'
import { isAboutSomebody, PROCEDURES, wordPaths, wordsOf } from '../procedures/index.ts'
import { codeInGroups, demonstrationCode, registerRecords, round } from '../register/index.ts'
import { compartmentsOf } from '../register/install.ts'
import { sqlName } from '../register/tables/names.ts'
import { discrepancies } from '../register/watchdog.ts'
import { bearerOf } from './complaint/bearer.ts'
import { playCasesOnce } from './demonstration-cases.ts'

const site = await testSite()
const pack = await loadPack(packFolder('AZE'))
const owner = await site.store.ownerClient()
after(() => owner.end())
const play = () => playCasesOnce({ ...site, pack }, new AbortController().signal)

// As two processes that start at once.
const began = performance.now()
const left = (await Promise.all([play(), play()])).flat()
const seconds = (performance.now() - began) / 1000
await round(site.register)

const { hour } = Temporal.Now.zonedDateTimeISO(pack.timeZone)
/** Nobody is removed at night: then that one case waits. */
const isNight = hour >= 22 || hour < 6

interface Step {
  readonly procedure: string
  readonly case_id: string
  readonly to_state: string
}
const steps = async () =>
  (
    await owner.query<Step>(
      compartmentsOf(PROCEDURES)
        .map((one) => `select procedure, case_id, to_state, no from ${sqlName(one)}.event`)
        .join(' union all ')
        .concat(' order by case_id, no'),
    )
  ).rows

test('every step of every case is taken, but for a removal at night', (context) => {
  context.diagnostic(`played in ${seconds.toFixed(0)} s`)
  assert.deepEqual(
    left.map(({ key, step }) => `${key} ${step}`),
    isNight ? ['exp-removed remove'] : [],
  )
})

/** Nobody is refused recognition sooner than thirty days after their sign was recorded: no play gets there in a minute. */
const AFTER_THIRTY_DAYS = ['notIdentified', 'inReview', 'closedNotIdentified']

test('in every state of every procedure a case stands; but for what takes thirty days by the database’s clock; what the law leaves at once, one has passed', async () => {
  const taken = await steps()
  const passed = new Set(taken.map(({ procedure, to_state }) => `${procedure} ${to_state}`))
  const last = new Map(taken.map(({ procedure, case_id, to_state }) => [case_id, `${procedure} ${to_state}`]))
  const standing = new Set(last.values())
  const all = PROCEDURES.flatMap(({ name, states }) => Object.keys(states).map((state) => `${name} ${state}`))
  const empty = all.filter((state) => !standing.has(state))
  assert.deepEqual(empty, [
    ...(isNight ? ['expulsion removed'] : []),
    ...['sign', ...AFTER_THIRTY_DAYS].map((state) => `trafficking-identification ${state}`),
  ])
  assert.ok(passed.has('trafficking-identification sign'))
})

test('clocks are as the events have them, and each log agrees with every record', async () => {
  for (const procedure of PROCEDURES) assert.deepEqual(await discrepancies(site.register, procedure), [])
  const dataFolder = mkdtempSync(join(tmpdir(), 'demonstration-'))
  after(() => rmSync(dataFolder, { recursive: true }))
  for (const log of LOGS) {
    const settings = logSettings(log, { dataFolder, key: site.store.key, authority: undefined })
    assert.deepEqual(await selfCheck(owner, settings, registerRecords(site.register)), [], log)
  }
})

test('a play that broke off goes on where it was: what has been played is not played again', async () => {
  const before = (await steps()).length
  await owner.query("delete from register.installed where name = 'demonstration cases'")
  assert.deepEqual(
    (await play()).map(({ key }) => key),
    isNight ? ['exp-removed'] : [],
  )
  assert.equal((await steps()).length, before)
})

test('whoever complains comes back to the conversation by their code', async () => {
  const bearer = await bearerOf(site.register, { code: demonstrationCode('complainant') })
  assert.equal(bearer?.view.state, 'received')
})

test('the sign-in page shows with which codes one comes as a person, and parts officers by agency', async () => {
  const anybody = visitor(site.address)
  await anybody.get('/language/en?back=/')
  const { body } = await anybody.get('/sign-in')
  for (const name of ['detained', 'school-mother', 'complainant'])
    assert.ok(body.includes(codeInGroups(demonstrationCode(name))), name)
  for (const agency of ['courts', 'ombudsperson', 'migration-service'])
    assert.ok(body.includes(`id="agency-${agency}"`))
  assert.match(body, /Judge/)
})

/** What a page says, without what says of itself that it is in another language, without words that people wrote, and codes. */
function said(body: string): string {
  return (
    body
      .replace(/^[\s\S]*?<main[^>]*>/, '')
      .replaceAll(/<(code|svg|script|textarea)[\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/<(span|bdi|a|p|div)[^>]*(?:lang=|dir="auto")[^>]*>[\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/JavaScript|JPEG/g, ' ') // names that are the same in every language
      .replaceAll(/<option[\s\S]*?<\/option>/g, ' ')
      .replaceAll(/<[^>]+>/g, ' ')
      // Codes, numbers of cases, and where the site is.
      .replaceAll(/https?:\S+|\b[0-9A-Z*~$=]{3,5}(?:[- ][0-9A-Z*~$=]{3,5})+/g, ' ')
      .replaceAll(/&[a-z#0-9]+;/g, ' ')
      .replaceAll(/\s+/g, ' ')
  )
}

const DECLARED = PROCEDURES.flatMap(({ name }) => [...wordPaths(wordsOf(name)).values()]).filter((word) =>
  /[a-z] [a-z]/i.test(word),
)
const bare = (word: string) => word.replace(/\{.*/, '').trim()

/** Declared English on a page, and in a script of another alphabet any word in Latin letters. */
function english(language: string, body: string): readonly string[] {
  const text = said(body)
  const declared = DECLARED.filter((word) => bare(word).length > 8 && text.includes(bare(word)))
  const latin = language === 'az' ? [] : (text.match(/\b[A-Za-z]{4,}(?: [A-Za-z]+)*/g) ?? [])
  return [...new Set([...declared, ...latin, ...(body.match(/<span lang="en"[\s\S]*?<\/span>/g) ?? [])])]
}

/** The pages of the steps that stand on the own case as buttons: looked at, not taken. */
async function* stepPages(person: Visitor, body: string): AsyncGenerator<readonly [string, string]> {
  for (const form of body.split('<form').slice(1)) {
    if (!form.includes('action="/case/step"')) continue
    const fields = Object.fromEntries(
      [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value ?? '']),
    )
    yield [Object.values(fields).join(' ').slice(-40), (await person.post('/case/step', fields)).body]
  }
}

test('on the own case of everybody in the demonstration not one word is left in English, in each language', async () => {
  const { cases } = await loadDemonstrationCases(packFolder('AZE'), pack)
  const walked = new Map<string, number>()
  const left: string[] = []
  for (const one of cases) {
    if (one.procedure === 'complaint') continue
    const person = visitor(site.address)
    const entered = await person.post('/case', { _code: codeInGroups(demonstrationCode(one.comesAs ?? one.key)) })
    if (entered.status !== 303) continue
    const before = walked.get(one.procedure) ?? 0
    walked.set(one.procedure, before + 1)
    for (const language of ['az', 'ar', 'ru']) {
      await person.get(`/language/${language}?back=/case`)
      const look = (path: string, body: string) => {
        assert.match(body, new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`), path)
        left.push(...english(language, body).map((word) => `${language} ${one.key} ${path}: ${word}`))
      }
      const { body } = await person.get('/case')
      look('/case', body)
      if (before > 1) continue
      for (const path of ['/case/looks', '/case/copy', '/case/code', '/case/representative'])
        look(path, (await person.get(path)).body)
      for await (const [name, page] of stepPages(person, body)) look(name, page)
    }
  }
  assert.deepEqual(
    [...walked.keys()].toSorted(),
    PROCEDURES.filter(isAboutSomebody)
      .map(({ name }) => name)
      .filter((name) => name !== 'complaint')
      .toSorted(),
  )
  assert.deepEqual(left, [])
})

test('what is begun without an account, and the complaint, speak each language', async () => {
  const left: string[] = []
  for (const language of ['az', 'ar', 'ru']) {
    const person = visitor(site.address)
    await person.get(`/language/${language}?back=/start`)
    const pages = [
      ...['/start', '/start?what=school-enrolment', '/case', '/complaint', '/complaint/case'].map(
        async (path) => [path, (await person.get(path)).body] as const,
      ),
      (async () => ['sign', (await person.post('/start', { _what: 'trafficking-identification' })).body] as const)(),
      (async () =>
        [
          'talk',
          (await person.post('/complaint/case', { code: codeInGroups(demonstrationCode('complainant')) })).body,
        ] as const)(),
    ]
    for (const page of pages) {
      const [path, body] = await page
      assert.match(body, new RegExp(`<html lang="${language}"`), path)
      left.push(...english(language, body).map((word) => `${language} ${path}: ${word}`))
    }
  }
  assert.deepEqual(left, [])
})

async function signedIn(email: string, width?: number): Promise<Page> {
  const page = await newPage(width === undefined ? {} : { width })
  await page.goto(`${site.address}/sign-in`)
  const { rows } = await owner.query('select id from followup.account where email = $1', [email])
  await page.locator(`form:has(input[value="${rows[0].id}"]) button`).click()
  await page.goto(`${site.address}/language/en?back=/cases`)
  return page
}

test('tour, the judge at night: on a telephone, who is held and how many hours are left', async () => {
  const page = await signedIn('gulnar@court.example', 360)
  await page.goto(`${site.address}/cases/detention`)
  assert.match((await page.textContent('main')) ?? '', /overdue|left/)
  await picture(page, 'judge-queue')
})

test('tour, the officer: a case says what is missing, what is forbidden and why, and what comes next', async () => {
  const page = await signedIn('elchin@migration.example')
  await page.goto(`${site.address}/cases/detention`)
  await page.locator('main table a').first().click()
  assert.match((await page.textContent('main')) ?? '', /What you can do now[\s\S]*What is not open, and why/)
  await picture(page, 'case')
})

test('tour, the detained person: their case by its code, in Arabic, with who looked', async () => {
  const page = await newPage({ width: 360 })
  await page.goto(`${site.address}/language/ar?back=/case`)
  await page.fill('#field-code', codeInGroups(demonstrationCode('detained')))
  await page.locator('form:has(#field-code) button').click()
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  assert.ok((await page.locator('a[href="/case/looks"]').count()) > 0)
  // Of all that the person can do, the judge comes first.
  assert.equal(await page.locator('form[action^="/case/"] input[name=_step]').first().inputValue(), 'applyToJudge')
  await picture(page, 'own-case-arabic')
})

test('tour, the Ombudsperson: every breach as it was found', async () => {
  const { rows } = await owner.query("select email from followup.account where agency_role = 'ombuds-officer'")
  const page = await signedIn(rows[0].email)
  await page.goto(`${site.address}/oversight`)
  assert.ok((await page.locator('main table tr').count()) > 3)
  await picture(page, 'breaches')
})

test('tour, anybody: what safeguards there are and which the law holds up; and a complaint without an account', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/language/en?back=/safeguards`)
  assert.match((await page.textContent('main')) ?? '', /safeguard/i)
  await picture(page, 'safeguards')
  await page.goto(`${site.address}/complaint`)
  assert.match((await page.textContent('main')) ?? '', /Write down your code/)
})
