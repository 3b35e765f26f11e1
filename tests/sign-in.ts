/** Signing in on the site of a test, in a real browser, in English whatever language the person reads. */
import type { Page } from 'playwright-core'

/** As the first invented person in whose row of the sign-in page all the words stand. */
export async function signIn(page: Page, address: string, ...words: readonly string[]): Promise<void> {
  await page.goto(`${address}/language/en?back=/sign-in`)
  let row = page.locator('tr')
  for (const word of words) row = row.filter({ hasText: word })
  await row.first().locator('button').click()
}
