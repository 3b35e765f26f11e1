/** Puts the application together: all routes of all areas, and what the kernel needs of sessions. */
import type { Hono } from 'hono'
import { findSession, keepForm, noteUse, takeKeptForm, type Viewer } from '../firewall/index.ts'
import type { Register } from '../register/index.ts'
import { asActor, asReader, type Store, systemReader } from '../store/index.ts'
import { apiRoutes } from './api/index.ts'
import { createApp } from './app.ts'
import { calendarRoutes } from './calendar/index.ts'
import { caseRoutes } from './cases/index.ts'
import { complaintRoutes, ombudspersonRoutes, openChannel } from './complaint/index.ts'
import { consultationRoutes } from './consultation/index.ts'
import { documentRoutes } from './documents/index.ts'
import type { Country } from './exchange.ts'
import type { Limits } from './limits.ts'
import { oversightRoutes } from './oversight/index.ts'
import { ownCaseRoutes } from './own-case/index.ts'
import { passkeyRoutes } from './passkeys/index.ts'
import { peopleRoutes } from './people/index.ts'
import { publicRoutes } from './public/index.ts'
import { reportRoutes } from './reports/index.ts'
import type { Route } from './route.ts'
import { safeguardRoutes } from './safeguards/index.ts'
import { type OpenIdSettings, signInRoutes } from './signin/index.ts'
import { tableRoutes } from './statistics/index.ts'
import { workRoutes } from './work/index.ts'

export interface BuildOptions {
  readonly store: Store
  readonly register: Register
  readonly country: Country
  readonly origin: string
  readonly openId: OpenIdSettings | null
  /** Whether letters leave by mail or are read in the outbox alone. */
  readonly letters?: 'posted' | 'kept'
  readonly now?: () => Temporal.Instant
  readonly limits?: Limits
}

/** Every route that there is. */
export function allRoutes(options: BuildOptions): Route[] {
  const channel = openChannel(options.store)
  return [
    ...publicRoutes(),
    ...documentRoutes(),
    ...caseRoutes(),
    ...workRoutes(options.letters ?? 'kept'),
    ...peopleRoutes(),
    ...passkeyRoutes(),
    ...oversightRoutes(),
    ...calendarRoutes(),
    ...ownCaseRoutes(),
    ...complaintRoutes(channel),
    ...ombudspersonRoutes(channel),
    ...consultationRoutes(),
    ...reportRoutes(),
    ...safeguardRoutes(),
    ...tableRoutes(),
    ...apiRoutes({ demonstration: options.store.embedded, channel }),
    ...signInRoutes({ demonstration: options.store.embedded, openId: options.openId, origin: options.origin }),
  ]
}

export function buildApp(options: BuildOptions): Hono {
  const { store } = options
  return createApp({
    ...options,
    routes: allRoutes(options),
    viewerOf: (token) => viewerOf(store, token),
    keepForm: (form) => asActor(store.web, systemReader('session'), 'form.keep', (tx) => keepForm(tx, form)),
    takeKeptForm: (page, token) =>
      asActor(store.web, systemReader('session'), 'form.take', (tx) => takeKeptForm(tx, page, token)),
  })
}

/** Each request of somebody signed in asks this, so it only reads; the use is noted once a minute. */
async function viewerOf(store: Store, token: string): Promise<Viewer | null> {
  const reader = systemReader('session')
  const session = await asReader(store.web, reader, (tx) => findSession(tx, token))
  if (session?.stale) await asActor(store.web, reader, 'session.use', (tx) => noteUse(tx, token))
  return session?.viewer ?? null
}
