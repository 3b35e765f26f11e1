/** People through the pages: accounts, posts, hand-over, who answers for what; two at once; and who finds none of it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { testSite } from '../../tests/site.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'
import { asActor, asReader, systemReader, type Tx } from '../store/index.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OBLIGATION = '/obligations/CMW.AZE.3.16(a)'

const see = <T>(work: (tx: Tx) => Promise<T>) => asReader(site.store.web, systemReader('test'), work)
const one = <T>(rows: readonly T[]): T => rows[0] ?? assert.fail('there is none')

/** Who holds a post of an institution in the demonstration. */
const holder = (institution: string, post: string) =>
  see(async (tx) =>
    one(
      await tx
        .selectFrom('post as p')
        .innerJoin('account as a', 'a.id', 'p.account')
        .select(['a.id', 'a.name', 'p.version'])
        .where('p.institution', '=', institution)
        .where('p.post', '=', post)
        .execute(),
    ),
  )

async function as(who: string): Promise<Visitor> {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

async function browser(who: string, options: { width?: number; javaScript?: boolean } = {}): Promise<Page> {
  const page = await newPage(options)
  await page.goto(`${site.address}/sign-in`)
  await press(page, `tr:has-text("${who}") button`)
  await page.goto(`${site.address}/language/en?back=/`)
  return page
}

/** Follows a link or sends a form, and waits for the page that answers. */
async function press(page: Page, what = 'main form button'): Promise<void> {
  const answered = page.waitForEvent('domcontentloaded')
  await page.locator(what).first().click()
  await answered
}

const main = async (page: Page) => (await page.textContent('main')) ?? ''

/** A person of the migration service beside the invented ones. */
async function add(name: string, institution = 'SMS'): Promise<string> {
  const { id } = await asActor(site.store.web, systemReader('test'), 'account.open', (tx) =>
    tx
      .insertInto('account')
      .values({ name, email: `${name.replaceAll(' ', '.')}@example.org`, role: 'official', institution })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

let closed = ''
before(async () => {
  closed = await add('Gone Away')
  await asActor(site.store.web, systemReader('test'), 'account.close', (tx) =>
    tx.updateTable('account').set({ closed_at: Temporal.Now.instant().toString() }).where('id', '=', closed).execute(),
  )
})

test('the secretariat opens an account, and a wrong choice keeps what was typed', async () => {
  const page = await browser('secretariat')
  await press(page, 'nav.ob-nav >> text=People')
  await press(page, 'text=Open an account')
  await page.fill('[name=name]', 'Lale New')
  await page.fill('[name=email]', 'lale.new@example.org')
  await press(page)
  assert.match(await main(page), /There is a problem/)
  assert.equal(await page.inputValue('[name=name]'), 'Lale New')
  await page.selectOption('[name=institution]', 'SMS')
  await press(page)
  assert.match(await main(page), /The account is open\.[\s\S]*lale\.new@example\.org[\s\S]*Nothing is in their hands/)
  await page.goto(`${site.address}/people?institution=SMS&role=official`)
  assert.match(await main(page), /Lale New/)
  await page.goto(`${site.address}/people?institution=SMS&role=nhri`)
  assert.doesNotMatch(await main(page), /Lale New/)
})

test('a focal point leaves: everything passes to the successor in one step and the account closes', async () => {
  const leaver = await holder('SMS', 'focal-point')
  const successor = await add('Successor Sevda')
  await asActor(site.store.web, systemReader('test'), 'participation.assign', (tx) =>
    tx
      .updateTable('participation')
      .set({ focal_point: leaver.id })
      .where('institution', '=', 'SMS')
      .where('part', '=', 'lead')
      .execute(),
  )
  const page = await browser('secretariat')
  await page.goto(`${site.address}/people/${leaver.id}`)
  await press(page, 'text=Close the account')
  assert.match(page.url(), /hand-over/, 'no dead end')
  const said = await main(page)
  assert.match(said, /still holds work[\s\S]*This passes on[\s\S]*Focal point[\s\S]*Named for \d+ obligation/)
  assert.equal(await page.locator('[value=close]').isChecked(), true)
  if (await page.locator('select[name=to]').count()) await page.selectOption('select[name=to]', successor)
  else await page.check(`input[name=to][value="${successor}"]`)
  await press(page)
  assert.match(await main(page), /Everything has passed on, and the account is closed[\s\S]*Focal point/)
  assert.match(page.url(), new RegExp(successor))
  assert.equal((await holder('SMS', 'focal-point')).id, successor)
  const left = await see((tx) =>
    tx.selectFrom('participation').select('obligation').where('focal_point', '=', leaver.id).execute(),
  )
  assert.deepEqual(left, [])
  await page.goto(`${site.address}/people/${leaver.id}`)
  assert.match(await main(page), /closed[\s\S]*Nothing is in their hands[\s\S]*/)
  await press(page, 'text=Open the account again')
  await press(page)
  assert.match(await main(page), /The account is open again/)
})

test('an official of another institution finds no people page of it', async () => {
  const { id } = await holder('SMS', 'focal-point')
  const other = await as('MIA')
  const none = await other.get('/people/00000000-0000-4000-8000-000000000000')
  const paths = [
    `/people/${id}`,
    `/people/${id}/hand-over`,
    `/people/${id}/change`,
    '/people?institution=SMS',
    '/people/posts/SMS/alternate',
    '/people/new',
    '/decisions',
    `${OBLIGATION}/assign`,
    `${OBLIGATION}/edit`,
    `${OBLIGATION}/split`,
    `${OBLIGATION}/group`,
  ]
  const bare = (body: string) =>
    body.replaceAll(/name="form-token" value="[^"]*"|back=[^"]*"| aria-current="page"/g, '')
  for (const path of paths) {
    const answer = await other.get(path)
    assert.equal(answer.status, 404, path)
    assert.equal(bare(answer.body), bare(none.body), `${path} answers as if there were none`)
  }
  const { body } = await other.get('/people')
  assert.doesNotMatch(body, /Successor Sevda/)
  await other.get('/work')
  const before = await holder('SMS', 'focal-point')
  assert.equal((await other.post('/people/posts/SMS/focal-point', { account: '' })).status, 404)
  assert.equal((await other.post(`/people/${id}/hand-over`, { to: closed, afterwards: 'keep' })).status, 404)
  assert.deepEqual(await holder('SMS', 'focal-point'), before)
  const ngo = await as('civil society')
  assert.equal((await ngo.get('/people')).status, 404)
})

test('a closed account is offered nowhere and a forged choice of it is refused', async () => {
  const secretary = await as('secretariat')
  const { id, version } = await holder('SMS', 'focal-point')
  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ['/people/posts/SMS/focal-point', { account: closed, version: String(version) }],
    [`/people/${id}/hand-over`, { to: closed, afterwards: 'keep' }],
    [`${OBLIGATION}/assign/SMS`, { part: 'lead', alternate: closed }],
  ]
  for (const [path, fields] of forms) {
    const shown = await secretary.get(path)
    assert.equal(shown.status, 200, path)
    assert.ok(!shown.body.includes(closed), `${path} offers it`)
    const now = /name="version" value="(\d+)"/.exec(shown.body)?.[1]
    const refused = await secretary.post(path, { ...fields, ...(now === undefined ? {} : { version: now }) })
    assert.equal(refused.status, 409, path)
    assert.match(refused.body, /That account is closed\. Choose somebody whose account is open\./)
  }
  const measure = await secretary.get(`${OBLIGATION}/measure`)
  assert.ok(!measure.body.includes(closed))
})

test('a post passes to somebody else, or is left vacant; of two who give it at once the second sees the first', async () => {
  const [ann, bob] = [await add('Ann Able'), await add('Bob Bright')]
  const [first, second] = [await browser('secretariat'), await browser('secretariat')]
  for (const page of [first, second]) await page.goto(`${site.address}/people/posts/SMS/alternate`)
  await first.selectOption('[name=account]', ann)
  await press(first)
  assert.match(await main(first), /The post is saved[\s\S]*Ann Able/)
  await second.selectOption('[name=account]', bob)
  await press(second)
  assert.equal(await second.locator('.ob-diff del').textContent(), 'Ann Able')
  assert.equal(await second.locator('.ob-diff ins').textContent(), 'Bob Bright')
  await press(second)
  assert.equal((await holder('SMS', 'alternate')).id, bob)
  await second.goto(`${site.address}/people/posts/SMS/alternate`)
  await second.selectOption('[name=account]', '')
  await press(second)
  assert.match(await main(second), /The post is saved/)
  await assert.rejects(holder('SMS', 'alternate'))
})

test('two assign the same obligation at once: the second sees a diff by name, and chooses', async () => {
  const lead = await see(async (tx) =>
    one(
      await tx
        .selectFrom('participation as p')
        .innerJoin('obligation as o', 'o.id', 'p.obligation')
        .select(['p.institution', 'o.id'])
        .where('o.code', '=', 'CMW.AZE.3.16(a)')
        .where('p.part', '=', 'lead')
        .execute(),
    ),
  )
  const [cem, dora] = [await add('Cem Calm', lead.institution), await add('Dora Deft', lead.institution)]
  const path = `${site.address}${OBLIGATION}/assign/${lead.institution}`
  const [first, second] = [await browser('secretariat'), await browser('secretariat')]
  for (const page of [first, second]) await page.goto(path)
  await first.selectOption('[name=focal_point]', cem)
  await press(first)
  assert.match(await main(first), /Who answers is saved[\s\S]*Cem Calm[\s\S]*named for this obligation/)
  await second.selectOption('[name=focal_point]', dora)
  await press(second)
  assert.deepEqual(
    [await second.locator('.ob-diff del').textContent(), await second.locator('.ob-diff ins').textContent()],
    ['Cem Calm', 'Dora Deft'],
  )
  await second.selectOption('[name=focal_point]', cem)
  await press(second)
  assert.match(await main(second), /Cem Calm/)
  await second.goto(`${path}/end`)
  await press(second)
  assert.match(await main(second), /The lead is replaced, not removed/)
})

test('two change the same account at once: the second sees a diff', async () => {
  const id = await add('Esra Early')
  const [first, second] = [await browser('secretariat'), await browser('secretariat')]
  for (const page of [first, second]) await page.goto(`${site.address}/people/${id}/change`)
  await first.fill('[name=name]', 'Esra First')
  await press(first)
  await second.fill('[name=name]', 'Esra Second')
  await press(second)
  assert.equal(await second.locator('.ob-diff').count(), 2)
  assert.match(await main(second), /Somebody else saved this[\s\S]*Esra First[\s\S]*Esra Second/)
})

test('a new lead is said before, and makes the former contributing', async () => {
  const page = await browser('secretariat')
  await page.goto(`${site.address}/obligations/CMW.AZE.3.16(b)/assign`)
  const free = (await page.locator('#institution option').first().getAttribute('value')) ?? ''
  await page.selectOption('#institution', free)
  await press(page)
  assert.match(await main(page), /no longer leads and becomes a contributing institution/)
  await page.check('[value=lead]')
  await press(page)
  const parts = await see((tx) =>
    tx
      .selectFrom('participation as p')
      .innerJoin('obligation as o', 'o.id', 'p.obligation')
      .select(['p.institution'])
      .where('o.code', '=', 'CMW.AZE.3.16(b)')
      .where('p.part', '=', 'lead')
      .execute(),
  )
  assert.deepEqual(parts, [{ institution: free }])
})

test('an obligation is put into other words, and typed articles are read as people write them', async () => {
  const page = await browser('secretariat')
  await page.goto(`${site.address}${OBLIGATION}/edit`)
  await page.fill('[name=summary]', 'Lanterns along every road')
  await page.fill('[name=articles]', '16 (4), 17;18')
  await press(page)
  assert.match(await main(page), /The obligation is saved[\s\S]*Lanterns along every road/)
  const row = await see((tx) =>
    tx.selectFrom('obligation').select('articles').where('code', '=', 'CMW.AZE.3.16(a)').executeTakeFirstOrThrow(),
  )
  assert.deepEqual(row.articles, ['16(4)', '17', '18'])
})

test('a recommendation becomes two obligations, and one obligation answers a further recommendation found by words', async () => {
  const page = await browser('secretariat')
  await page.goto(`${site.address}${OBLIGATION}/split`)
  await page.fill('[name=label]', 'lamps')
  await page.fill('[name=summary]', 'Buy lamps for lighthouses')
  await press(page)
  assert.match(await main(page), /Choose who leads it[\s\S]*Buy lamps/)
  await page.goto(`${site.address}/obligations/CMW.AZE.3.16(b)/group?q=lighthouses`)
  await press(page, '#search ~ .ob-scroll a')
  assert.match(await main(page), /What changes/)
  await press(page)
  assert.match(await main(page), /The recommendation is attached[\s\S]*answers 2 recommendations/)
  await press(page, 'main td a:text("Detach")')
  await press(page)
  assert.match(await main(page), /is detached[\s\S]*answers 1 recommendation[^s]/)
  await page.fill('[name=symbol]', 'cmw/c/aze/co/3')
  await page.fill('[name=address]', '999(z)')
  await press(page, 'main form[method=post] button')
  assert.match(await main(page), /There is no such recommendation here/)
})

test('of many decisions on one page a wrong row is named, one taken meanwhile too, and nothing is lost or half saved', async () => {
  const page = await browser('secretariat')
  await page.goto(`${site.address}/decisions`)
  const names = await page
    .locator('textarea')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? ''))
  assert.ok(names.length >= 3, 'there is something to decide')
  const [a, b, c] = names.map((name) => name.replace('reason-', ''))
  const count = () => see(async (tx) => (await tx.selectFrom('decision').select('id').execute()).length)
  const before = await count()
  await page.fill('[name=decided_by]', 'Coordinating body')
  await page.selectOption(`[name="decision-${a}"]`, 'accepted')
  await page.fill(`[name="reason-${a}"]`, 'It is under way.')
  await page.selectOption(`[name="decision-${b}"]`, 'not-accepted')
  await press(page)
  assert.match((await page.textContent('[role=alert]')) ?? '', /Say why/)
  assert.equal(await page.inputValue(`[name="reason-${a}"]`), 'It is under way.')
  assert.equal(await count(), before, 'not half of it')
  await page.fill(`[name="reason-${b}"]`, 'Against the constitution.')
  await asActor(site.store.web, systemReader('test'), 'decision.save', (tx) =>
    tx
      .insertInto('decision')
      .values({ recommendation: b ?? '', decision: 'accepted', decided_on: '2026-01-01', decided_by: 'x', reason: 'y' })
      .execute(),
  )
  await press(page)
  assert.match((await page.textContent('[role=alert]')) ?? '', /Somebody else has decided on it meanwhile/)
  assert.equal(await count(), before + 1)
  await page.selectOption(`[name="decision-${b}"]`, '')
  await page.fill(`[name="reason-${b}"]`, '')
  await page.selectOption(`[name="decision-${c}"]`, 'in-part')
  await page.fill(`[name="reason-${c}"]`, 'Only the first half.')
  await press(page)
  assert.match(await main(page), /The decisions are saved/)
  assert.equal(await count(), before + 3)
  const kept = await see((tx) =>
    tx
      .selectFrom('decision')
      .select(['decision', 'reason'])
      .where('recommendation', 'in', [a ?? '', b ?? '', c ?? ''])
      .orderBy('reason')
      .execute(),
  )
  assert.deepEqual(
    kept,
    [
      { decision: 'accepted', reason: 'It is under way.' },
      { decision: 'in-part', reason: 'Only the first half.' },
      { decision: 'accepted', reason: 'y' },
    ].toSorted((x, y) => x.reason.localeCompare(y.reason)),
  )
})

test('who decides again reads first what was decided before', async () => {
  const page = await browser('secretariat')
  const decided = await see(async (tx) =>
    one(
      await tx
        .selectFrom('decision as d')
        .innerJoin('obligation_recommendation as l', 'l.recommendation', 'd.recommendation')
        .innerJoin('obligation as o', 'o.id', 'l.obligation')
        .select(['o.code', 'd.reason', 'd.recommendation'])
        .execute(),
    ),
  )
  await page.goto(
    `${site.address}/obligations/${encodeURIComponent(decided.code)}/decide?recommendation=${decided.recommendation}`,
  )
  const said = await main(page)
  assert.match(said, /What was decided before/)
  assert.ok(said.includes(decided.reason))
  const other = await see(async (tx) =>
    one(
      await tx
        .selectFrom('recommendation')
        .select('id')
        .where(
          'id',
          'not in',
          tx
            .selectFrom('obligation_recommendation as l')
            .innerJoin('obligation as o', 'o.id', 'l.obligation')
            .select('l.recommendation')
            .where('o.code', '=', decided.code),
        )
        .execute(),
    ),
  )
  const answer = await page.goto(
    `${site.address}/obligations/${encodeURIComponent(decided.code)}/decide?recommendation=${other.id}`,
  )
  assert.equal(answer?.status(), 404, 'only what the obligation answers')
})

test('each page of people and responsibility is accessible, narrow and light, for those it opens to', async () => {
  const page = await browser('secretariat', { width: 320, javaScript: true })
  const { id } = await holder('SMS', 'focal-point')
  const [recommendation] = await see((tx) =>
    tx.selectFrom('recommendation').select('id').where('withdrawn_at', 'is', null).limit(1).execute(),
  )
  const paths = [
    '/people',
    '/people?institution=SMS',
    '/people?standing=closed',
    '/people/new',
    `/people/${id}`,
    `/people/${id}/change`,
    `/people/${id}/hand-over`,
    `/people/${closed}/reopen`,
    '/people/posts/SMS/validator',
    '/decisions',
    '/work',
    ...['/decide', '/assign', '/assign/SMS', '/edit', '/split', '/group', '/group?q=law'].map(
      (path) => OBLIGATION + path,
    ),
    `${OBLIGATION}/group/${recommendation?.id}/attach`,
  ]
  for (const path of paths) {
    const response = await page.goto(site.address + path)
    assert.equal(response?.status(), 200, path)
    const bytes = (await response?.body())?.length ?? 0
    assert.ok(bytes < 100_000, `${path}: ${bytes} bytes`)
    const findings: unknown = await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
    )
    assert.deepEqual(findings, [], path)
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    assert.ok(width <= 320, `${path}: ${width} pixels wide`)
  }
})
