/** The whole site for tests: the real store with the installed country, served on a free port. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { getRequestListener } from '@hono/node-server'
import { installCountry, readPack } from '../src/obligations/install/index.ts'
import type { Register } from '../src/register/index.ts'
import type { Store } from '../src/store/index.ts'
import { allRoutes, buildApp } from '../src/web/build.ts'
import type { Limits } from '../src/web/limits.ts'
import type { Route } from '../src/web/route.ts'
import type { OpenIdSettings } from '../src/web/signin/index.ts'
import { testRegister } from './register.ts'
import { CLUSTER_VARIABLE, testStore, twinStores } from './store.ts'

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
  readonly limits?: Limits
}

/** For tests that ask thousands of questions: waiting for an allowance to come back would be most of what they take. */
export const WITHOUT_LIMITS: Limits = {
  address: { take: () => true },
  account: { take: () => true },
  signIn: { take: () => true },
}

/** Serves the site as the embedded database does, demonstration sign-in included. Call it at the top of the file. */
export async function testSite(options: SiteOptions = {}): Promise<Site> {
  const embedded = options.embedded ?? true
  const site = await serveOn(await testStore(embedded ? 'registers' : 'tables'), options)
  after(() => site.stop())
  return site
}

/** One public address: where they listen is no difference between them. */
const TWIN: SiteOptions = { origin: 'http://twin.example', limits: WITHOUT_LIMITS }

/**
 * As many sites that begin as copies of one, to the bit: `seed` fills it through its pages and its API. What was made there
 * (accounts, sessions, cases, their keys) is the same in each. Call it at the top of the file.
 */
export async function twinSites(count: number, seed: (site: Site) => Promise<void>): Promise<readonly Site[]> {
  const keys = mkdtempSync(join(tmpdir(), 'twins-'))
  const stores = await twinStores(count, async (store) => {
    const site = await serveOn(store, TWIN, keys)
    await seed(site)
    await site.stop()
  })
  const sites: (Site & { stop: () => Promise<void> })[] = []
  for (const store of stores) {
    const own = mkdtempSync(join(tmpdir(), 'twin-'))
    cpSync(keys, own, { recursive: true })
    sites.push(await serveOn(store, TWIN, own))
  }
  after(async () => {
    for (const site of sites) await site.stop()
    rmSync(keys, { recursive: true, force: true })
  })
  return sites
}

async function serveOn(
  bare: Store,
  options: SiteOptions,
  keys?: string,
): Promise<Site & { readonly stop: () => Promise<void> }> {
  const store: Store = { ...bare, embedded: options.embedded ?? true }
  const country = await installCountry(store, await readPack('AZE', process.env[CLUSTER_VARIABLE]))
  const register = await testRegister(store, country.pack, keys)
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
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  }
  const app = buildApp(build)
  server.on('request', getRequestListener(app.fetch))
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { address, store, register, app, routes: allRoutes(build), stop }
}
