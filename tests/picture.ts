/** Pictures for the README, made by the tests that walk its tour: `npm run pictures` keeps them. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const FOLDER = process.env.OBSERVANCE_PICTURES

/** What a person sees at first, not the whole page. */
export async function picture(page: Page, name: string): Promise<void> {
  const bytes = await page.screenshot()
  assert.ok(bytes.length > 15_000, `the picture ${name} shows nothing`)
  if (FOLDER !== undefined) writeFileSync(join(FOLDER, `${name}.png`), bytes)
}
