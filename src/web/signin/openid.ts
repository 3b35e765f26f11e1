/**
 * Sign-in by the State's identity provider: OpenID Connect, authorization code with PKCE. The provider says who it is;
 * an open account here, found by subject or, the first time, by verified e-mail address, says what they may do.
 */

import { html } from 'hono/html'
import type * as openid from 'openid-client'
import { openSession } from '../../firewall/index.ts'
import { asActor, asReader, systemReader } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import type { Route } from '../route.ts'
import { cookieNames, dropCookie, readCookie, writeCookie } from '../session.ts'
import { startSession } from './start-session.ts'

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Settings from the environment; null where none is set. All three belong together. */
export function readOpenIdSettings(env: NodeJS.ProcessEnv = process.env): OpenIdSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null
}

export function openIdRoutes(settings: OpenIdSettings, origin: string): Route[] {
  const configuration = remembered(async () => {
    const openid = await import('openid-client')
    const insecure = isOnLoopback(settings.issuer) ? { execute: [openid.allowInsecureRequests] } : {}
    return openid.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, insecure)
  })
  const redirectUri = `${origin}/sign-in/openid/return`
  return [
    {
      method: 'GET',
      path: '/sign-in/openid',
      who: 'anyone',
      answer: async (exchange) => begin(exchange, await configuration(), redirectUri),
    },
    {
      method: 'GET',
      path: '/sign-in/openid/return',
      who: 'anyone',
      answer: async (exchange) => finish(exchange, await configuration(), redirectUri),
    },
  ]
}

/** What the browser carries from begin to return, for ten minutes: state, nonce, verifier. */
const JOURNEY_SECONDS = 600

async function begin(exchange: Exchange, configuration: openid.Configuration, redirectUri: string): Promise<Response> {
  const openid = await import('openid-client')
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const nonce = openid.randomNonce()
  const names = cookieNames(exchange.secure)
  writeCookie(
    exchange.context,
    names,
    `${names.session}-journey`,
    JSON.stringify({ verifier, state, nonce, back: exchange.query('back') ?? '/work' }),
    JOURNEY_SECONDS,
  )
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return exchange.context.redirect(address.href, 303)
}

async function finish(
  exchange: Exchange,
  configuration: openid.Configuration,
  redirectUri: string,
): Promise<Response | Html> {
  const names = cookieNames(exchange.secure)
  const journey = parseJourney(readCookie(exchange.context, `${names.session}-journey`))
  dropCookie(exchange.context, names, `${names.session}-journey`)
  if (journey === null) return refusal(exchange, 'sign-in.failed')
  try {
    const openid = await import('openid-client')
    const address = new URL(redirectUri)
    address.search = new URL(exchange.context.req.url).search
    const tokens = await openid.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: journey.nonce,
    })
    const claims = tokens.claims()
    if (claims === undefined) return refusal(exchange, 'sign-in.failed')
    const account = await accountFor(exchange, claims)
    if (account === null) return refusal(exchange, 'sign-in.unknown')
    const token = await asActor(exchange.store.web, systemReader('sign-in'), 'session.open', (tx) =>
      openSession(tx, account),
    )
    return startSession(exchange, token, journey.back)
  } catch (error) {
    console.error('sign-in failed:', error instanceof Error ? error.message : error)
    return refusal(exchange, 'sign-in.failed')
  }
}

/** The open account of the subject; on a person's first sign-in, of their verified address, to which the subject is then bound. */
async function accountFor(exchange: Exchange, claims: openid.IDToken): Promise<string | null> {
  const subject = `${claims.iss} ${claims.sub}`
  const { web } = exchange.store
  const bound = await asReader(web, systemReader('sign-in'), (tx) =>
    tx
      .selectFrom('account')
      .select('id')
      .where('subject', '=', subject)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  )
  if (bound !== undefined) return bound.id
  const { email } = claims
  if (typeof email !== 'string' || claims.email_verified !== true) return null
  const first = await asActor(web, systemReader('sign-in'), 'account.bind', (tx) =>
    tx
      .updateTable('account')
      .set({ subject })
      .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
      .where('subject', 'is', null)
      .where('demonstration', '=', false)
      .where('closed_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  return first?.id ?? null
}

function refusal(exchange: Exchange, key: 'sign-in.failed' | 'sign-in.unknown'): Html {
  exchange.context.status(403)
  return page(exchange, {
    title: exchange.texts.t('sign-in.title'),
    body: html`<p class="govuk-body">${exchange.texts.t(key)}</p>`,
  })
}

interface Journey {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly back: string
}

function parseJourney(cookie: string | undefined): Journey | null {
  try {
    return cookie === undefined ? null : (JSON.parse(cookie) as Journey) // our own cookie; a forged one fails at the provider
  } catch {
    return null
  }
}

/** Discovery happens at the first sign-in, and again after a failure: a provider that is down at start is no reason not to start. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}

/** Plain http to the provider is for a provider on this machine, in tests. */
function isOnLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
