/**
 * Starts everything: port, database, country pack, demonstration content where it belongs, pages, daily letters; and
 * stops it in the opposite order. The port is taken first, so that a busy one costs nothing.
 */
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { dayIn } from '../obligations/calendar/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { openRegister } from '../register/index.ts'
import { CannotStart, openStore, type Settings, type Store } from '../store/index.ts'
import { buildApp } from './build.ts'
import { startClock } from './clock.ts'
import { readRecipients } from './complaint/index.ts'
import { startDemonstration } from './demonstration-cases.ts'
import { startKeeping } from './keeping.ts'
import { readPostSettings } from './post-settings.ts'
import { type OpenIdSettings, readOpenIdSettings } from './signin/index.ts'
import { VERSION } from './version.ts'

export interface ServeOptions {
  readonly settings: Settings
  /** ISO 3166-1 alpha-3 of the installed pack. */
  readonly country: string
  /** The public address where it is not `http://localhost:PORT`. */
  readonly origin: string | null
}

export interface Serving {
  readonly address: string
  readonly close: () => Promise<void>
}

/**
 * How long a client may take: its headers are small, its body may be 50 MB over a poor line. Whoever is slower gives the
 * place to others. OWASP ASVS 5.0, 2.4.1.
 */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 600_000, connectionsCheckingInterval: 2_000 }

/** Serves until closed. Every refusal is a `CannotStart` with one sentence. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const post = readPostSettings()
  const server = createServer(PATIENCE)
  const app = Promise.withResolvers<Hono>()
  // Whoever comes before the database is ready waits for it instead of being turned away.
  server.on('request', async (request, response) => getRequestListener((await app.promise).fetch)(request, response))
  const port = await listen(server, options.settings.port)
  const origin = options.origin ?? `http://localhost:${port}`
  let store: Store | undefined
  try {
    const reading = readPack(options.country)
    reading.catch(() => undefined) // awaited below, after the store
    store = await openStore(options.settings)
    const country = await installCountry(store, await reading)
    await readRecipients(store)
    const register = await openRegister({
      ...{ store, pack: country.pack, procedures: PROCEDURES, dataFolder: options.settings.dataFolder },
      ...{ today: dayIn(country.timeZone, Temporal.Now.instant()), software: VERSION },
    })
    app.resolve(
      buildApp({
        store,
        register,
        country,
        origin,
        openId: readOpenIdSettings(),
        letters: post === null ? 'kept' : 'posted',
      }),
    )
    const works = [
      startClock({ store, timeZone: country.timeZone, post }),
      startKeeping(options.settings, store, register),
      ...(store.embedded
        ? [startDemonstration({ store, register, pack: country.pack }, (line) => console.error(line))]
        : []),
    ]
    return { address: origin, close: () => close(server, works, store) }
  } catch (error) {
    server.closeAllConnections()
    server.close()
    await store?.close()
    throw error
  }
}

export type { OpenIdSettings }

async function listen(server: Server, port: number): Promise<number> {
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, listening.resolve)
  try {
    await listening.promise
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${port} is already in use. Nothing was started. Set PORT to another number, or stop the program that uses it.`,
      )
    if (code === 'EACCES')
      throw new CannotStart(`Port ${port} needs rights that this user does not have. Set PORT to a number above 1023.`)
    throw error
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Lets the requests under way end, within ten seconds; then the store. */
async function close(
  server: Server,
  works: readonly { stop: () => Promise<void> }[],
  store: Store | undefined,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection kept alive is idle only once its answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const patience = setTimeout(() => server.closeAllConnections(), 10_000)
  await Promise.all(works.map((work) => work.stop()))
  await closed
  clearInterval(idle)
  clearTimeout(patience)
  await store?.close()
}
