/** The style sheet and the scripts, under addresses that carry their hashes: changed content is a new address. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { SCRIPT } from './complaint/script.ts'
import { useStyles } from './parts/page.ts'
import { PASSKEY_SCRIPT } from './passkeys/index.ts'

/** Serves the style sheet and tells the pages its address. */
export function assetRoutes(app: Hono): void {
  const css = readFileSync(join(import.meta.dirname, 'assets/observance.css'), 'utf8')
  const address = `/assets/observance-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`
  useStyles(address)
  serveForGood(app, address, { content: css, type: 'text/css' })
  for (const { address, source } of [SCRIPT, PASSKEY_SCRIPT])
    serveForGood(app, address, { content: source, type: 'text/javascript' })
}

function serveForGood(app: Hono, address: string, { content, type }: { content: string; type: string }): void {
  app.get(address, (context) =>
    context.body(content, 200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
}
