/** Two people bring documents in at once: the second is answered at once, loses nothing, and may go on meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asActor, systemReader } from '../../store/index.ts'

const site = await testSite()

async function secretary(name: string): Promise<Page> {
  const page = await newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: name }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=/import`)
  return page
}

const documentOf = (words: string) => `1. The Committee recommends that the State party ${words}.`

async function choose(page: Page, name: string, content: string): Promise<void> {
  await page.goto(`${site.address}/import`)
  const buffer = Buffer.from(content)
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer })
}

const send = (page: Page) => page.click('form[enctype] button')

/** Lets no reading come to its end until it is released. */
async function heldReading(): Promise<() => Promise<void>> {
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = asActor(site.store.web, systemReader('test'), 'test', async (tx) => {
    await sql`lock table followup.import_draft in exclusive mode`.execute(tx)
    held.resolve()
    await released.promise
  })
  await held.promise
  return () => {
    released.resolve()
    return holding
  }
}

/** The first one's upload is under way, and the second's has arrived. */
async function twoAtOnce(second: string) {
  const [leyla, tomas] = [await secretary('Leyla'), await secretary('Tomáš')]
  const release = await heldReading()
  await choose(leyla, 'first.txt', documentOf('paint the piers'))
  const first = send(leyla)
  await choose(tomas, 'second.txt', second)
  // The form of the first is on its way until its file is known to be there.
  const looking = await leyla.context().newPage()
  do await looking.goto(`${site.address}/import`)
  while (!(await looking.isVisible('text=Not read yet')))
  await send(tomas)
  return { leyla, tomas, looking, first, release }
}

test('whoever comes while another document is read is told at once, goes on, and finds theirs', async () => {
  const { leyla, tomas, looking, first, release } = await twoAtOnce(documentOf('light the lanterns'))
  assert.match(
    (await tomas.textContent('main')) ?? '',
    /Your document is waiting.*second\.txt has arrived.*One other document is read before it.*Nothing is lost/s,
  )
  const waits = tomas.url()
  await tomas.goto(`${site.address}/obligations`)
  await tomas.goto(`${site.address}/import`)
  assert.equal(await tomas.locator('a', { hasText: 'second.txt' }).getAttribute('href'), new URL(waits).pathname)
  const foreign = await looking.goto(waits)
  assert.equal(foreign?.status(), 404, 'nobody but its owner sees it')
  const foreignPage = (await looking.textContent('main'))?.replaceAll(/\s+/g, ' ')
  await looking.goto(`${site.address}/import/waiting/00000000-0000-4000-8000-000000000000`)
  assert.equal((await looking.textContent('main'))?.replaceAll(/\s+/g, ' '), foreignPage)
  await tomas.goto(waits)
  await release()
  await first
  assert.match((await leyla.textContent('main')) ?? '', /paint the piers/)
  // Without a click: the page looks again by itself, and without JavaScript.
  await tomas.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  assert.match((await tomas.textContent('main')) ?? '', /light the lanterns/)
})

test('what waited and cannot be read is refused with its sentence when its turn has come', async () => {
  const { tomas, first, release } = await twoAtOnce('%PDF-1.7 and nothing more')
  assert.match((await tomas.textContent('h1')) ?? '', /waiting/)
  await release()
  await first
  await tomas.waitForSelector('.govuk-error-summary')
  assert.match((await tomas.textContent('.govuk-error-summary')) ?? '', /damaged or incomplete/)
})

test('two secretaries who import the same document at once save it once, each from a draft of their own', async () => {
  const text = `CMW/C/ISL/CO/8\n\nConcluding observations on the eighth periodic report of Iceland\n\n${documentOf('mend its bells')}`
  const { leyla, tomas, first, release } = await twoAtOnce(text)
  await release()
  await first
  await tomas.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  await choose(leyla, 'again.txt', text)
  await send(leyla)
  await leyla.waitForURL(/\/import\/[0-9a-f-]{36}$/)
  assert.notEqual(leyla.url(), tomas.url())
  assert.equal(
    (
      await leyla
        .context()
        .newPage()
        .then((page) => page.goto(tomas.url()))
    )?.status(),
    404,
  )
  const both = [leyla, tomas]
  await Promise.all(both.map((page) => page.click('form[action$="/accept"] button')))
  const said = await Promise.all(both.map((page) => page.textContent('main')))
  assert.equal(said.filter((one) => one?.includes('The document is saved')).length, 1)
  assert.equal(said.filter((one) => one?.includes('nothing has changed')).length, 1)
})
