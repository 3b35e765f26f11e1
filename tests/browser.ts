/** A real browser for tests: Chromium from an npm package, driven by playwright-core; one process a test file. */
import { after } from 'node:test'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'

let started: Promise<Browser> | undefined

/** A fresh page with cookies of its own. Without JavaScript unless asked: no page of ours needs it. */
export async function newPage(
  options: { width?: number; javaScript?: boolean; language?: string } = {},
): Promise<Page> {
  started ??= start()
  const context = await (await started).newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.javaScript ?? false,
    locale: options.language ?? 'en',
  })
  return context.newPage()
}

async function start(): Promise<Browser> {
  // The package's own flags are for one short-lived process; several pages at once need the ordinary ones.
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return driver.launch({ executablePath: await chromium.executablePath(), args, headless: true })
}

// At the top of the module, so that it belongs to the file that imports it.
after(async () => {
  await (await started)?.close()
})
