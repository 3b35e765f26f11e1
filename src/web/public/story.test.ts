/** The story of an obligation: what is missing comes first, and what fell back says what made it fall. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { signIn } from '../../../tests/sign-in.ts'
import { testSite } from '../../../tests/site.ts'
import { asActor, systemReader, type Tx } from '../../store/index.ts'

const site = await testSite()
const act = <T>(action: string, work: (tx: Tx) => Promise<T>) =>
  asActor(site.store.web, systemReader('test'), action, work)

/** An accepted obligation, measured by one figure alone, proved, validated: completed. */
async function complete(code: string, figure: string): Promise<void> {
  await act('test.complete', async (tx) => {
    const { id } = await tx.selectFrom('obligation').select('id').where('code', '=', code).executeTakeFirstOrThrow()
    await tx.deleteFrom('obligation_indicator').where('obligation', '=', id).execute()
    await tx
      .insertInto('indicator')
      .values({
        name: figure,
        class: 'outcome',
        numerator: 'lanterns that burn',
        period: 'year',
        unit: 'percent',
        direction: 'up',
        target: '90',
        target_from: 'coordinating-body',
      })
      .execute()
    await tx.insertInto('obligation_indicator').values({ obligation: id, indicator: figure }).execute()
    await value(tx, figure, { period: '2024', value: '95', audience: 'public' })
    const { id: evidence } = await tx
      .insertInto('evidence')
      .values({ title: 'Gazette', url: 'https://gazette.example/1', audience: 'public' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('evidence_obligation').values({ evidence, obligation: id }).execute()
    const [first, second] = await tx.selectFrom('account').select('id').orderBy('name').limit(2).execute()
    await tx
      .insertInto('validation')
      .values({
        obligation: id,
        claimed_by: first?.id ?? '',
        statement: 'Every lantern burns',
        answered_by: second?.id ?? '',
        answered_at: '2025-01-01T00:00:00Z',
        answer: 'validated',
      })
      .execute()
  })
}

function value(tx: Tx, indicator: string, given: { period: string; value: string; audience: string }) {
  return tx
    .insertInto('indicator_value')
    .values({ indicator, ...given, provenance: 'computed', computed_from: JSON.stringify({ table: 'LAN-1' }) })
    .execute()
}

test('an obligation that fell back says which figure reopened it, to everybody who may see that figure', async () => {
  await complete('CMW.AZE.3.9', 'lanterns-lit')
  const page = await newPage()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.9`)
  assert.match((await page.textContent('.ob-panel')) ?? '', /^Completed/)
  await act('test.figure', (tx) => value(tx, 'lanterns-lit', { period: '2025', value: '41', audience: 'public' }))
  await page.reload()
  const panel = (await page.textContent('.ob-panel--late')) ?? ''
  assert.match(panel, /It fell back because of:\s+lanterns-lit: 41 in 2025, target 90 \(percent\)/)
  assert.match(panel, /lanterns-lit: 41 in 2025; the target is 90/, 'and it is the first thing missing')
  await page.goto(site.address)
  assert.match(
    (await page.textContent('main')) ?? '',
    /completed\s+to\s+reopened\s*lanterns-lit: 41 in 2025, target 90/,
  )
})

test('a figure shared among institutions only is not told to the public by the obligation that it reopened', async () => {
  await complete('CMW.AZE.3.7', 'lanterns-officials')
  await act('test.figure', (tx) =>
    value(tx, 'lanterns-officials', { period: '2025', value: '13.37', audience: 'officials' }),
  )
  const everybody = await newPage()
  await everybody.goto(`${site.address}/obligations/CMW.AZE.3.7`)
  const open = (await everybody.textContent('main')) ?? ''
  assert.match(open, /It fell back because of:\s+a figure that is shared among institutions only/)
  assert.doesNotMatch(open, /13\.37/)
  const official = await newPage()
  await signIn(official, site.address, 'official')
  await official.goto(`${site.address}/obligations/CMW.AZE.3.7`)
  assert.match((await official.textContent('.ob-panel--late')) ?? '', /lanterns-officials: 13\.37 in 2025/)
})

test('the page leads with what is missing and whose step is next, before anything else is told', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(c)(iii)`)
  const headings = await page.locator('main h1, main h2').allTextContents()
  assert.deepEqual(headings.slice(1, 3), ['What is missing for completion', 'What was asked'])
  const steps = await page.locator('.ob-panel li').allTextContents()
  assert.ok(steps.length >= 3)
  for (const step of steps) assert.match(step, /Next: /)
})

test('four voices stand side by side, each with its own grade, and none is averaged', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(c)(iii)`)
  const voices = await page.locator('.ob-voice').allTextContents()
  assert.equal(voices.length, 4)
  assert.match(voices[0] ?? '', /^State.*B:/s)
  assert.match(voices[1] ?? '', /^National human rights institution.*C:/s)
  assert.match(voices[2] ?? '', /^Civil society.*C:/s)
  assert.match(voices[3] ?? '', /^Committee.*No assessment yet/s)
})

test('the public reads which institution answers, and those who have signed in read which person', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(b)`)
  const open = (await page.textContent('section[aria-labelledby=people]')) ?? ''
  assert.match(open, /State Migration Service/)
  assert.doesNotMatch(open, /Focal point/)
  await signIn(page, site.address, 'official')
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(b)`)
  assert.match((await page.textContent('section[aria-labelledby=people]')) ?? '', /Focal point/)
})

test('a page of an obligation with all that people can save stays under 100 KB', async () => {
  const long = 'uzun söz '.repeat(1100)
  await act('test.fill', async (tx) => {
    const { id } = await tx
      .selectFrom('obligation')
      .select('id')
      .where('code', '=', 'CMW.AZE.3.16')
      .executeTakeFirstOrThrow()
    const measures = await tx
      .insertInto('measure')
      .values(
        Array.from({ length: 300 }, (_, n) => ({
          title: `${n} ${'ölçü '.repeat(58)}`,
          institution: 'SMS',
          audience: 'public',
          starts_on: '2024-01-01',
          ends_on: '2025-01-01',
        })),
      )
      .returning('id')
      .execute()
    await tx
      .insertInto('measure_obligation')
      .values(measures.map(({ id: measure }) => ({ measure, obligation: id })))
      .execute()
    await tx
      .insertInto('assessment')
      .values(
        (['state', 'nhri', 'civil-society', 'committee'] as const).flatMap((assessor) =>
          Array.from({ length: 10 }, () => ({
            obligation: id,
            assessor,
            grade: 'B',
            reasons: long,
            given_on: '2025-01-01',
            audience: 'public',
          })),
        ),
      )
      .execute()
    const [first, second] = await tx.selectFrom('account').select('id').orderBy('name').limit(2).execute()
    await tx
      .insertInto('validation')
      .values(
        Array.from({ length: 12 }, () => ({
          obligation: id,
          claimed_by: first?.id ?? '',
          statement: long,
          answered_by: second?.id ?? '',
          answered_at: '2025-01-01T00:00:00Z',
          answer: 'returned',
          reasons: long,
        })),
      )
      .execute()
  })
  for (const path of [
    '/obligations/CMW.AZE.3.16',
    '/obligations/CMW.AZE.3.16/words',
    '/obligations/CMW.AZE.3.16/words?page=16',
    '/plan',
    '/institutions/SMS',
    '/',
  ]) {
    const bytes = Buffer.byteLength(await (await fetch(site.address + path)).text())
    assert.ok(bytes > 10_000 && bytes < 100_000, `${path}: ${bytes} bytes`)
  }
})
