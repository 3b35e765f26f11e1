/**
 * Sign-in by the State's identity provider: OpenID Connect, authorization code with PKCE. The provider says who it is;
 * an open account here, found by subject or, the first time, by verified e-mail address, says what they may do.
 */

import { html } from 'hono/html'
import type * as openid from 'openid-client'
import { z } from 'zod'
import { openSession } from '../../firewall/index.ts'
import { asActor, CannotStart, systemReader } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import type { Route } from '../route.ts'
import { cookieNames, dropCookie, readCookie, writeCookie } from '../session.ts'
import { browserInWords } from './browser-words.ts'
import { accountFor, type ProviderClaims, type Refused } from './provider-account.ts'
import { startSession } from './start-session.ts'

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Settings from the environment; null where none is set. Refuses some of them without the others. */
export function readOpenIdSettings(env: NodeJS.ProcessEnv = process.env): OpenIdSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret }
  if (!issuer && !clientId && !clientSecret) return null
  throw new CannotStart('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three, or none.')
}

export function openIdRoutes(settings: OpenIdSettings, origin: string): Route[] {
  const configuration = remembered(async () => {
    const openid = await import('openid-client')
    const insecure = isOnLoopback(settings.issuer) ? { execute: [openid.allowInsecureRequests] } : {}
    return openid.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, insecure)
  })
  const redirectUri = `${origin}/sign-in/openid/return`
  const step = (path: string, work: typeof begin | typeof finish): Route => ({
    method: 'GET',
    path,
    who: 'anyone',
    answer: async (exchange) => {
      const found = await configuration().catch(unreachable)
      return found === null ? refusal(exchange, 'provider-down') : work(exchange, found, redirectUri)
    },
  })
  return [step('/sign-in/openid', begin), step('/sign-in/openid/return', finish)]
}

/** What the browser carries from begin to return, for ten minutes: state, nonce, verifier. */
const JOURNEY_SECONDS = 600
/** OpenID Connect Core 3.1.2.1, max_age: the provider sees the person again, and says when it did. */
const JUST_NOW_SECONDS = 300

async function begin(exchange: Exchange, configuration: openid.Configuration, redirectUri: string): Promise<Response> {
  const openid = await import('openid-client')
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const nonce = openid.randomNonce()
  const names = cookieNames(exchange.secure)
  const again = exchange.query('again') === 'yes'
  const journey: Journey = { verifier, state, nonce, back: exchange.query('back') ?? '/work', again }
  writeCookie(exchange.context, names, `${names.session}-journey`, JSON.stringify(journey), JOURNEY_SECONDS)
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(again ? { prompt: 'login', max_age: String(JUST_NOW_SECONDS) } : {}),
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
  if (journey === null) return refusal(exchange, 'failed')
  const address = new URL(redirectUri)
  address.search = new URL(exchange.context.req.url).search
  const claims = await claimsFrom(configuration, address, journey).catch(unreachable)
  if (claims === null) return refusal(exchange, 'failed')
  const found = await accountFor(exchange.store, claims)
  if ('refused' in found) return refusal(exchange, found.refused)
  const token = await asActor(exchange.store.door, systemReader('sign-in'), 'session.open', (tx) =>
    openSession(tx, found.account, browserInWords(exchange.context.req.header('user-agent')), claims.authenticatedAt),
  )
  return startSession(exchange, token, journey.back)
}

/**
 * Who the provider says it is. The ID token is checked for issuer, audience, nonce and signature; the address may stand
 * in it or, as OpenID Connect Core 5.4 has it for the code flow, at the provider's userinfo.
 */
async function claimsFrom(
  configuration: openid.Configuration,
  address: URL,
  journey: Journey,
): Promise<ProviderClaims> {
  const openid = await import('openid-client')
  const tokens = await openid.authorizationCodeGrant(configuration, address, {
    pkceCodeVerifier: journey.verifier,
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    idTokenExpected: true,
    ...(journey.again ? { maxAge: JUST_NOW_SECONDS } : {}),
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('the provider gave no ID token')
  const { iss: issuer, sub: subject } = claims
  // Checked against what was asked; of other sign-ins it is not known how old they are.
  const authenticatedAt =
    journey.again && claims.auth_time !== undefined
      ? Temporal.Instant.fromEpochMilliseconds(claims.auth_time * 1000)
      : null
  if (claims.email !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined)
    return { issuer, subject, authenticatedAt, email: claims.email, verified: claims.email_verified }
  const more = await openid.fetchUserInfo(configuration, tokens.access_token, subject)
  return { issuer, subject, authenticatedAt, email: more.email, verified: more.email_verified }
}

/** The reason is for the operator alone; line breaks of a foreign message must not make lines of the log. */
function unreachable(error: unknown): null {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(`sign-in failed: ${JSON.stringify(reason)}`)
  return null
}

type Refusal = 'failed' | 'provider-down' | Refused

function refusal(exchange: Exchange, why: Refusal): Html {
  exchange.context.status(why === 'provider-down' ? 503 : 403)
  return page(exchange, {
    title: exchange.texts.t('sign-in.title'),
    body: html`<p class="govuk-body">${exchange.texts.t(`sign-in.${why}`)}</p>`,
  })
}

const Journey = z.object({
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  back: z.string(),
  again: z.boolean(),
})
type Journey = z.output<typeof Journey>

/** Null where there is none, or none of ours. */
function parseJourney(cookie: string | undefined): Journey | null {
  try {
    return Journey.safeParse(JSON.parse(cookie ?? 'null')).data ?? null
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
