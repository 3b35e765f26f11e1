/**
 * P29: who has no mouse. In a real browser each control of the forms on which much depends is reached with Tab, once, in the order in
 * which it is read, and shows that it is; the complaint is written, sent and opened again with nothing but keys.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { signIn } from '../../tests/sign-in.ts'
import { testSite } from '../../tests/site.ts'

const site = await testSite()

/** Forms for everybody, and those of the invented people whose row of the sign-in page has these words. */
const FORMS: readonly (readonly [who: string | null, path: string])[] = [
  [null, '/complaint'],
  [null, '/complaint/case'],
  [null, '/case'],
  [null, '/sign-in'],
  [null, '/proof'],
  [null, '/search?q=detention'],
  ['Nicat', '/cases/detention/open'],
  ['secretariat', '/obligations/CMW.AZE.3.16(a)/measure'],
]

interface Stop {
  /** "input story": what it is, by the name that it is sent under. */
  readonly name: string
  /** Whether its look differs from when it has no focus. */
  readonly shown: boolean
}

/**
 * In the page: notes each stop of the focus, and what can be stopped at, in its order: visible, not switched off; of several to
 * choose one from, one stop. Of a box or a dot the drawn one changes, which stands before the words.
 */
const WATCH = `(() => {
  const everything = [...document.querySelectorAll('*')]
  const nameOf = (one) => one.type === 'radio'
    ? 'radio ' + one.name
    : [one.localName, one.name ?? '', everything.indexOf(one), one.textContent.trim().slice(0, 40)].join(' ')
  const drawn = ({ outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor }) =>
    [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor].join()
  const lookOf = (one) => [one, one.nextElementSibling, one.parentElement].filter((of) => of !== null)
    .map((of) => drawn(getComputedStyle(of)) + drawn(getComputedStyle(of, '::before'))).join()
  const plain = new Map()
  const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [type=hidden], [tabindex="-1"]'))
  for (const one of controls) plain.set(one, lookOf(one))
  window.reached = []
  document.addEventListener('focusin', ({ target }) => {
    window.reached.push({ name: nameOf(target), shown: lookOf(target) !== plain.get(target) })
  })
  return [...new Set(controls.map(nameOf))]
})()`

/** Each stop of so many, and what there is to stop at. To ask after each key would take a walk of a hundred stops a minute. */
async function walk(page: Page): Promise<{ readonly controls: readonly string[]; readonly reached: readonly Stop[] }> {
  const controls = (await page.evaluate(WATCH)) as readonly string[] // as the script gives them
  // A time is written in parts, each a stop of its own inside it: then the walk goes round, and begins again.
  const parts = 8 * (await page.locator('input[type=datetime-local], input[type=date], input[type=time]').count())
  for (let pressed = 0; pressed < controls.length + parts; pressed++) await page.keyboard.press('Tab')
  return { controls, reached: (await page.evaluate('window.reached')) as readonly Stop[] }
}

for (const [who, path] of FORMS)
  test(`P29: every control of ${path} is reached with Tab, in the order in which it is read, and shows it`, async () => {
    const page = await newPage({ width: 390, javaScript: true })
    if (who !== null) await signIn(page, site.address, who)
    assert.equal((await page.goto(site.address + path))?.status(), 200)
    const { controls, reached } = await walk(page)
    assert.ok(controls.length > 3)
    const once = reached.slice(0, controls.length)
    assert.deepEqual(
      once.map(({ name }) => name),
      controls,
    )
    const hidden = once.filter(({ shown }) => !shown).map(({ name }) => name)
    assert.deepEqual(hidden, [], 'nobody sees that it is there')
    await page.context().close()
  })

/** To the first stop whose name has this in it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    await page.keyboard.press('Tab')
    if (await page.locator(`${selector}:focus`).count()) return
  }
  assert.fail(`${selector} is not reached`)
}

test('P29: a complaint is written, sent and opened again by its code with nothing but keys', async () => {
  const page = await newPage({ width: 390, javaScript: true })
  await page.goto(`${site.address}/complaint`)
  await page.locator('p[data-strong]').waitFor({ state: 'visible' })
  const code = (await page.locator('[data-code]').innerText()).trim()
  await tabTo(page, '[name=story]')
  await page.keyboard.type('They keep my passport.')
  await tabTo(page, '[name=confirm]')
  await page.keyboard.type(code.slice(0, 4))
  await tabTo(page, '[data-send]')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'It has arrived' }).waitFor({ timeout: 60_000 })
  await page.goto(`${site.address}/complaint/case`)
  await tabTo(page, '[name=code]')
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await page.getByText('They keep my passport.').waitFor({ timeout: 60_000 })
})
