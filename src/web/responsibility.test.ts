/** Who answers for what through the pages: assigning, wording, splitting, grouping, deciding; two at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asActor, systemReader } from '../store/index.ts'
import { add, browser, isLightAndOpen, main, OBLIGATION, one, press, see, site } from './fixtures/desk.ts'

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
  await second.check('#keep-focal_point-theirs')
  await press(second)
  assert.match(await main(second), /Cem Calm/)
  await second.goto(`${path}/end`)
  await press(second)
  assert.match(await main(second), /The lead is replaced, not removed/)
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

test('each page of responsibility is accessible, narrow and light', async () => {
  const page = await browser('secretariat', { width: 320, javaScript: true })
  const { id } = await see(async (tx) =>
    one(await tx.selectFrom('recommendation').select('id').where('withdrawn_at', 'is', null).limit(1).execute()),
  )
  const ofIt = [
    '/decide',
    '/assign',
    '/assign/SMS',
    '/assign/OMB/end',
    '/edit',
    '/split',
    '/group',
    '/group?q=law',
    `/group/${id}/attach`,
  ]
  for (const path of ['/decisions', '/work', ...ofIt.map((path) => OBLIGATION + path)]) await isLightAndOpen(page, path)
})
