/**
 * The script that makes codes and seals texts in the browser. Its address carries its hash and the page its digest, so that
 * a changed one does not run unnoticed; the policy lets these pages run it, and nothing else.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

const SOURCE = readFileSync(join(import.meta.dirname, '../assets/complaint.js'), 'utf8')
const INTEGRITY = `sha384-${createHash('sha384').update(SOURCE).digest('base64')}`

/** Where it is, and what it says. */
export const SCRIPT = {
  address: `/assets/complaint-${createHash('sha256').update(SOURCE).digest('hex').slice(0, 12)}.js`,
  source: SOURCE,
}

/** The element that loads it; the answer's policy is opened for it alone. */
export function scriptTag(context: Context): Html {
  context.header(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  )
  return html`<script type="module" src="${SCRIPT.address}" integrity="${INTEGRITY}"></script>`
}
