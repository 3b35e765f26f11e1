/**
 * Starts everything on a port that is taken and a database that starts: country pack, demonstration content where it belongs,
 * pages, daily letters; and stops it in the opposite order.
 */
import type { Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { CountryPack } from '../countries/index.ts'
import { dayIn } from '../obligations/calendar/index.ts'
import { type InstalledCountry, installCountry, readPack } from '../obligations/install/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { openRegister } from '../register/index.ts'
import type { Settings, Store } from '../store/index.ts'
import { buildApp } from './build.ts'
import { startClock } from './clock.ts'
import { readRecipients } from './complaint/index.ts'
import { startDemonstration } from './demonstration-cases.ts'
import { startKeeping } from './keeping.ts'
import type { Listening } from './listen.ts'
import type { PostSettings } from './post-settings.ts'
import { type OpenIdSettings, readOpenIdSettings } from './signin/index.ts'
import { openStatistics, startReleasing } from './statistics/index.ts'
import { VERSION } from './version.ts'

export interface ServeOptions {
  readonly settings: Settings
  readonly listening: Listening
  /** Begun already; closed with the rest, and where anything else is refused. */
  readonly store: Promise<Store>
  /** Null where no mail server is set. */
  readonly post: PostSettings | null
  /** ISO 3166-1 alpha-3 of the installed pack. */
  readonly country: string
  /** The public address where it is not `http://localhost:PORT`. */
  readonly origin: string | null
}

export interface Serving {
  readonly address: string
  readonly close: () => Promise<void>
}

/** Serves until closed. Every refusal is a `CannotStart` with one sentence. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { post } = options
  const { server, port, answerWith } = options.listening
  const origin = options.origin ?? `http://localhost:${port}`
  let store: Store | undefined
  try {
    const reading = readPack(options.country, options.settings.dataFolder)
    // Begins with what needs no database, while that is being made.
    const opening = reading.then((pack) =>
      openRegister({
        ...{ store: options.store, pack, procedures: PROCEDURES, dataFolder: options.settings.dataFolder },
        ...{ today: dayIn(pack.timeZone, Temporal.Now.instant()), software: VERSION },
      }),
    )
    opening.catch(() => undefined) // awaited below, after the store
    store = await options.store
    const pack = await reading
    // Neither touches a table of the other's: at a first start each keeps a processor busy.
    const [country, register] = await bothOf(installedIn(store, pack), opening)
    const app = buildApp({
      ...{ store, register, country, origin },
      openId: readOpenIdSettings(),
      letters: post === null ? 'kept' : 'posted',
    })
    answerWith(getRequestListener(app.fetch))
    const works = [
      startClock({ store, timeZone: country.timeZone, post }),
      startKeeping(options.settings, store, register),
      startReleasing(openStatistics({ store, register, country }), (line) => console.error(line)),
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

async function installedIn(store: Store, pack: CountryPack): Promise<InstalledCountry> {
  const country = await installCountry(store, pack)
  await readRecipients(store)
  return country
}

/** A refusal of one is said when the other has ended too: nobody works on a store that is being closed. */
async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
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
