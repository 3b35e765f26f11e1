/** P17: the HTML verifier in a real browser, from a file, with the network cut, beside Node's on the same files. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { newPage } from '../../../tests/browser.ts'
import { verifyBundle } from '../core/bundle.ts'
import { toUtf8 } from '../core/bytes.ts'
import { NotProved } from '../core/not-proved.ts'
import { bundleOf, POLICY } from '../fixtures/small-log.ts'
import { verifierHtml } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'obs-verifier-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function verifierPage() {
  const path = join(folder, 'verifier.html')
  writeFileSync(path, verifierHtml())
  const page = await newPage({ javaScript: true })
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) wrong.push(`asked for ${request.url()}`)
  })
  await page.context().setOffline(true)
  await page.goto(pathToFileURL(path).href)
  await page.locator('#form').waitFor({ state: 'visible' })
  return { page, wrong }
}

test('a person opens the file, chooses a proof, and reads what is proved and what is not', async () => {
  const { page, wrong } = await verifierPage()
  const bundle = bundleOf(5, 9)
  await page.setInputFiles('#bundle', {
    name: 'a.proof.json',
    mimeType: 'application/json',
    buffer: Buffer.from(bundle),
  })
  await page.locator('#answer.proved').waitFor()
  const verdict = verifyBundle(bundle)
  assert.equal(await page.locator('#sentences').innerText(), `${verdict.proved}\n\n${verdict.notProved}`)
  assert.match(await page.locator('#record').innerText(), /"decision": "alternative: report weekly"/)
  assert.equal((await page.locator('#fingerprint').innerText()).replaceAll(' ', ''), verdict.fingerprint)
  await page.setInputFiles('#policy', {
    name: 'p',
    mimeType: 'text/plain',
    buffer: Buffer.from(POLICY.replace('outsiders 2', 'outsiders 3')),
  })
  await page.locator('#answer.refused').waitFor()
  assert.match(await page.locator('#sentences').innerText(), /^Too few witnesses/)
  assert.deepEqual(wrong, [])
})

test('of 1,000 files with one bit flipped the browser says of each what Node says, to the word', async () => {
  const { page, wrong } = await verifierPage()
  const whole = toUtf8(bundleOf(5, 9))
  const files = Array.from({ length: 1000 }, (_, run) => {
    const bytes = whole.slice()
    const bit = (run * 6143) % (whole.length * 8)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return bytes
  })
  const ours = files.map((file) => answer(() => verifyBundle(file).proved))
  const theirs = await page.evaluate(
    async (encoded: readonly string[]) => {
      const { verifyBundle } = await import('ledger/core/bundle.ts' as string) // a name of the page's import map
      return encoded.map((file) => {
        try {
          return verifyBundle(Uint8Array.from(atob(file), (one) => one.charCodeAt(0))).proved as string
        } catch (error) {
          return error instanceof Error ? error.message : String(error)
        }
      })
    },
    files.map((file) => Buffer.from(file).toString('base64')),
  )
  assert.deepEqual(theirs, ours)
  assert.ok(ours.filter((one) => !one.startsWith('This record')).length > 990)
  assert.deepEqual(wrong, [])
})

function answer(work: () => string): string {
  try {
    return work()
  } catch (error) {
    assert.ok(error instanceof NotProved)
    return error.message
  }
}
