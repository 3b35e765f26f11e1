/** The script of the pages that ask for a passkey: served as it is written, known by its digest, and the only one they run. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

const SOURCE = readFileSync(join(import.meta.dirname, 'passkey.js'), 'utf8')
const INTEGRITY = `sha384-${createHash('sha384').update(SOURCE).digest('base64')}`

export const PASSKEY_SCRIPT = {
  address: `/assets/passkey-${createHash('sha256').update(SOURCE).digest('hex').slice(0, 12)}.js`,
  source: SOURCE,
}

/** The element that loads it; the answer's policy is opened for it alone. It speaks with no server. */
export function passkeyScript(context: Context): Html {
  context.header(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  )
  return html`<script type="module" src="${PASSKEY_SCRIPT.address}" integrity="${INTEGRITY}"></script>`
}
