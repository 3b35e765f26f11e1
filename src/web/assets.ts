/** The style sheet, under an address that carries its hash: changed content is a new address. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { useStyles } from './parts/page.ts'

/** Serves the style sheet and tells the pages its address. */
export function assetRoutes(app: Hono): void {
  const css = readFileSync(join(import.meta.dirname, 'assets/observance.css'), 'utf8')
  const address = `/assets/observance-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`
  useStyles(address)
  app.get(address, (context) =>
    context.body(css, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
}
