/** The pages for people without an account in a real browser: small screens, three languages, no JavaScript, nothing amiss for who listens. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, codeInGroups, hashOfCode, newCode } from '../../register/index.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const AMISS = `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => v.id !== 'region').map((v) => v.id + ': ' + v.nodes[0].html) })()`

async function detained(): Promise<string> {
  const code = newCode()
  const id = randomUUID()
  const office = site.register.offices.find(({ agency }) => agency === 'interior')?.code ?? ''
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: id, sex: 'male', birthDateKnown: '1990' },
    ...{ ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false, language: 'ar' },
  }
  await carryOut(
    site.register,
    { as: 'officer', id, role: 'police-officer', office },
    { ...asking({ procedure: 'detention', kind: 'open', step: 'open', facts }), code: hashOfCode(code) },
  )
  return codeInGroups(code)
}

for (const language of ['en', 'ar'])
  test(`every page fits a small screen in ${language}, and what reads it out finds nothing amiss`, async () => {
    const page = await newPage({ width: 320, javaScript: true })
    const direction = language === 'ar' ? 'rtl' : 'ltr'
    const look = async (name: string) => {
      const wide = await page.evaluate('document.documentElement.scrollWidth')
      assert.ok(Number(wide) <= 320, `${name} is ${wide} wide`)
      assert.equal(await page.evaluate('document.documentElement.dir'), direction, name)
      assert.deepEqual(await page.evaluate(AMISS), [], name)
    }
    await page.goto(`${site.address}/language/${language}?back=/case`)
    await look('the code')
    await page.fill('#field-code', await detained())
    await page.click('main form button')
    await look('the case')
    for (const path of [
      '/case/looks',
      '/case/copy',
      '/case/code',
      '/case/representative',
      '/start',
      '/start?what=school-enrolment',
    ]) {
      await page.goto(`${site.address}${path}`)
      await look(path)
    }
  })

test('without JavaScript somebody detained comes by code, asks a judge with one press, and leaves', async () => {
  const page = await newPage({ width: 320, javaScript: false })
  await page.goto(`${site.address}/case`)
  await page.fill('#field-code', await detained())
  await page.click('main form button')
  assert.equal(await page.title(), 'Information')
  assert.equal(new URL(page.url()).pathname, '/case')
  await page.click('text="Ask a judge"')
  assert.match((await page.textContent('main')) ?? '', /Judge asked by the person/)
  await page.click('text="Close this page"')
  await page.goto(`${site.address}/case`)
  assert.equal(await page.locator('#field-code').count(), 1)
})
