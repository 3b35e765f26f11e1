/** The whole site for tests: the real store with the installed country, served on a free port. */
import { createServer } from 'node:http'
import { after } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { installCountry, readPack } from '../src/obligations/install/index.ts'
import type { Register } from '../src/register/index.ts'
import type { Store } from '../src/store/index.ts'
import { allRoutes, buildApp } from '../src/web/build.ts'
import type { Route } from '../src/web/route.ts'
import type { OpenIdSettings } from '../src/web/signin/index.ts'
import { testRegister } from './register.ts'
import { testStore } from './store.ts'

export interface Site {
  readonly address: string
  readonly store: Store
  readonly register: Register
  /** The application itself, for what is asked of it without a socket. */
  readonly app: ReturnType<typeof buildApp>
  /** Every route that it answers. */
  readonly routes: readonly Route[]
}

export interface SiteOptions {
  readonly embedded?: boolean
  readonly now?: () => Temporal.Instant
  /** The public address that the site believes it has. */
  readonly origin?: string
  readonly openId?: OpenIdSettings
  /** The name under which the browser comes; passkeys are for a name, not for a number. */
  readonly host?: 'localhost'
}

/** Serves the site as the embedded database does, demonstration sign-in included. Call it at the top of the file. */
export async function testSite(options: SiteOptions = {}): Promise<Site> {
  const embedded = options.embedded ?? true
  const store: Store = { ...(await testStore(embedded ? 'country' : 'tables')), embedded }
  const country = await installCountry(store, await readPack('AZE'))
  const register = await testRegister(store, country.pack)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const address = `http://${options.host ?? '127.0.0.1'}:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
  const build = {
    store,
    register,
    country,
    origin: options.origin ?? address,
    openId: options.openId ?? null,
    ...(options.now === undefined ? {} : { now: options.now }),
  }
  const app = buildApp(build)
  server.on('request', getRequestListener(app.fetch))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address, store, register, app, routes: allRoutes(build) }
}
