/**
 * The floor beside the pages: bare Hono and pg. One transaction with the settings of ours, one query for as many rows
 * as the page shows, with as many bytes of text, in one template; compressed like ours. Takes the data directory.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { html, raw } from 'hono/html'
import pg from 'pg'
import { connectionTo } from './site.ts'

const pool = new pg.Pool({ ...connectionTo(process.argv[2] ?? '', 'observance_web'), max: 10 })
const app = new Hono()
app.use(compress())

app.get('/piece/:page/:audiences', async (context) => {
  const { page, audiences } = context.req.param()
  const rows = await piecesOf(page, audiences)
  return context.html(html`<!doctype html><main>${rows.map(({ text }) => html`<p>${raw(text)}</p>`)}</main>`)
})
/** What a web server of Node costs that does nothing else. */
app.get('/', (context) => context.html('<!doctype html><p>ready'))

async function piecesOf(page: string, audiences: string): Promise<{ text: string }[]> {
  const client = await pool.connect()
  try {
    await client.query('start transaction read only')
    await client.query(
      `select set_config('observance.actor', $1, true), set_config('observance.audiences', $2, true),
        set_config('observance.language', $3, true), set_config('observance.action', $4, true)`,
      ['public', audiences, 'en', 'read'],
    )
    const { rows } = await client.query<{ text: string }>('select text from bench.piece where page = $1 order by n', [
      page,
    ])
    await client.query('commit')
    return rows
  } finally {
    client.release()
  }
}

serve({ fetch: app.fetch, port: 0 }, ({ port }) => console.log(`The floor is ready at http://localhost:${port}`))
process.once('SIGTERM', () => process.exit(0))
