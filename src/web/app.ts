/**
 * The web application: takes the table of routes, and answers nothing that is not in it. Around each route: size,
 * rate, session, form token, role, then the page; around all of them: headers, and errors as sentences.
 */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { type LateForm, publicViewer, type Viewer } from '../firewall/index.ts'
import { NotFound, type Store } from '../store/index.ts'
import { assetRoutes } from './assets.ts'
import { respond } from './compressed.ts'
import { actAs, type Country, type Exchange, readAs } from './exchange.ts'
import { formTokenFor, holderOf } from './form-token.ts'
import { safeHeaders } from './headers.ts'
import { addressKey, type Limits, limits } from './limits.ts'
import { problemOf, problemPage } from './problem.ts'
import { checkRoutes, opensTo, type Route } from './route.ts'
import { type CookieNames, cookieNames, readCookie, writeCookie } from './session.ts'
import { LANGUAGES, textsIn } from './texts.ts'
import { takeTurns } from './turns.ts'

export interface AppOptions {
  readonly store: Store
  readonly country: Country
  readonly routes: readonly Route[]
  /** The public address, "https://observance.example"; decides whether cookies are Secure. */
  readonly origin: string
  /** Who holds the session of this token; null when it has ended. */
  readonly viewerOf: (token: string) => Promise<Viewer | null>
  /** Keeps a form that arrived after its session ended; gives the token under which it can be had again. */
  readonly keepForm: (form: LateForm) => Promise<string>
  readonly takeKeptForm: (page: Pick<LateForm, 'path' | 'account'>, token: string) => Promise<LateForm['fields'] | null>
  readonly now?: () => Temporal.Instant
}

const LARGEST_BODY = 256 * 1024
/** A body is held about four times over while it is taken apart and read: two of 50 MB stay within the promised memory. */
const LARGE_AT_ONCE = 2
const LARGEST_DISCARD = 512 * 1024 * 1024
/** In an address, as it is written there. */
const NUL = /%00/

/** Builds the application. Throws where a route has no rule. */
export function createApp(options: AppOptions): Hono {
  checkRoutes(options.routes)
  const names = cookieNames(options.origin.startsWith('https://'))
  const app = new Hono()
  app.use(safeHeaders(names.secure))
  app.use(compress())
  assetRoutes(app)
  const rates = limits()
  app.use(async (context, next) => {
    const key = addressKey(addressOf(context))
    const signingIn = context.req.path.startsWith('/sign-in/')
    const allowed =
      rates.address.take(key, performance.now()) && (!signingIn || rates.signIn.take(key, performance.now()))
    if (allowed) return next()
    return tooMany(await exchangeOf(context, options, names, publicViewer(languageOf(context, names))))
  })
  const inTurn = takeTurns(LARGE_AT_ONCE)
  for (const route of options.routes)
    app.on(route.method, route.path, (context) =>
      isLarge(context) && route.largestBody !== undefined
        ? inTurn(() => serve(context, route, { ...options, rates }, names))
        : serve(context, route, { ...options, rates }, names),
    )
  app.notFound(async (context) => answerNotFound(context, options, names))
  app.onError((error, context) => answerError(error, context, options, names))
  refuseUndeclared(app, options.routes)
  return app
}

async function serve(
  context: Context,
  route: Route,
  options: AppOptions & { readonly rates: Limits },
  names: CookieNames,
): Promise<Response> {
  // No name here holds a NUL, and no database takes one.
  if (NUL.test(context.req.url)) return answerNotFound(context, options, names)
  const token = readCookie(context, names.session)
  const known = token === undefined ? null : await options.viewerOf(token)
  const viewer = known ?? publicViewer(languageOf(context, names))
  const exchange = await exchangeOf(context, options, names, viewer)
  if (viewer.account !== null && !options.rates.account.take(viewer.account, performance.now()))
    return tooMany(exchange)
  if (route.method === 'POST') {
    const refused = await refusePost(exchange, route, options, names)
    if (refused !== null) return refused
  }
  if (!opensTo(route.who, viewer.role)) {
    if (viewer.account === null && route.method === 'GET')
      return context.redirect(`/sign-in?back=${encodeURIComponent(context.req.path)}`, 303)
    return answerNotFound(context, options, names, exchange)
  }
  const answer = await route.answer(exchange)
  return answer instanceof Response ? answer : respond(context, String(await answer))
}

async function tooMany(exchange: Exchange): Promise<Response> {
  exchange.context.header('retry-after', '1')
  return exchange.context.html(await problemPage(exchange, 'error.too-many'), 429)
}

function isLarge({ req }: Context): boolean {
  return Number(req.header('content-length') ?? 0) > LARGEST_BODY
}

/** Size first, then the token: an oversized or foreign body is never read whole. */
async function refusePost(
  exchange: Exchange,
  route: Route,
  options: AppOptions,
  names: CookieNames,
): Promise<Response | null> {
  const { context } = exchange
  const opens = opensTo(route.who, exchange.viewer.role)
  // Only who may send a large file is listened to for so long.
  const most = opens ? (route.largestBody ?? LARGEST_BODY) : LARGEST_BODY
  const length = Number(context.req.header('content-length') ?? Number.NaN)
  if (!Number.isFinite(length)) return context.html(await problemPage(exchange, 'error.too-large'), 411)
  if (length > most) return tooLarge(exchange, options, opens)
  if (context.req.header('sec-fetch-site') === 'cross-site')
    return context.html(await problemPage(exchange, 'error.token'), 403)
  const body = await context.req.parseBody({ all: true })
  const token = body['form-token']
  const browser = readCookie(context, names.browser) ?? ''
  const holder = typeof token === 'string' ? holderOf(options.store.key('forms'), browser, token) : null
  if (holder === null) return context.html(await problemPage(exchange, 'error.token'), 403)
  if (holdsNul(body)) return context.html(await problemPage(exchange, 'error.characters'), 422)
  if (exchange.viewer.account !== null || opensTo(route.who, 'public')) return null
  if (holder.account !== null) {
    const fields = textFields(body)
    const kept = await options.keepForm({ path: context.req.path, fields, account: holder.account })
    writeCookie(context, names, `${names.browser}-kept`, kept, 24 * 3600)
  }
  return toSignIn(exchange, options)
}

/** Who has just been signed out is led to sign in, whatever they sent; the file is chosen again there. */
async function tooLarge(exchange: Exchange, options: AppOptions, opens: boolean): Promise<Response> {
  await discardBody(exchange.context)
  if (!opens && exchange.viewer.account === null) return toSignIn(exchange, options)
  return exchange.context.html(await problemPage(exchange, 'error.too-large'), 413)
}

/** A browser that is still sending does not read the answer; what it sends is let go piece by piece, up to a limit. */
async function discardBody({ req }: Context): Promise<void> {
  let left = LARGEST_DISCARD
  const reader = req.raw.body?.getReader()
  for (let part = await reader?.read(); part !== undefined && !part.done && left > 0; part = await reader?.read())
    left -= part.value.byteLength
}

/** To the sign-in page, and from there back to the form; where it has no page of its own, to the one it stood on. */
function toSignIn({ context, origin }: Exchange, { routes }: AppOptions): Response {
  const shown = routes.some(({ method, path }) => method === 'GET' && matches(path, context.req.path))
  const from = context.req.header('referer') ?? ''
  const back = shown ? context.req.path : from.startsWith(`${origin}/`) ? new URL(from).pathname : '/work'
  return context.redirect(`/sign-in?back=${encodeURIComponent(back)}`, 303)
}

/** Whether a path is one that the pattern of a route means. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index])
}

/** Neither name nor text of a field may hold a NUL; a file may hold what it likes, but not its name. */
function holdsNul(body: Readonly<Record<string, unknown>>): boolean {
  const texts = ([name, value]: [string, unknown]) => [
    name,
    ...[value].flat().map((one) => (one instanceof File ? one.name : String(one))),
  ]
  return Object.entries(body).some((field) => texts(field).some((text) => text.includes('\0')))
}

/** What was typed: neither files nor the token. */
function textFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => name !== 'form-token' && [value].flat().every((one) => typeof one === 'string'),
    ),
  )
}

async function exchangeOf(
  context: Context,
  options: AppOptions,
  names: CookieNames,
  viewer: Viewer,
): Promise<Exchange> {
  const language = readCookie(context, names.language) ?? viewer.language
  const now = options.now?.() ?? Temporal.Now.instant()
  let browser = readCookie(context, names.browser)
  if (browser === undefined) {
    browser = randomBytes(18).toString('base64url')
    writeCookie(context, names, names.browser, browser, 365 * 24 * 3600)
  }
  const speaking = { ...viewer, language }
  return {
    context,
    viewer: speaking,
    texts: textsIn(language, options.country.timeZone),
    store: options.store,
    origin: options.origin,
    secure: names.secure,
    country: options.country,
    today: now.toZonedDateTimeISO(options.country.timeZone).toPlainDate(),
    formToken: formTokenFor(options.store.key('forms'), { browser, account: viewer.account }),
    keptForm: () => keptForm(context, viewer, options, names),
    read: readAs(options.store, speaking),
    act: actAs(options.store, speaking),
    query: (name) => context.req.query(name)?.trim() || undefined,
  }
}

async function keptForm(
  context: Context,
  { account }: Viewer,
  options: AppOptions,
  names: CookieNames,
): Promise<LateForm['fields'] | null> {
  const token = readCookie(context, `${names.browser}-kept`)
  if (token === undefined || account === null) return null
  return options.takeKeptForm({ path: context.req.path, account }, token)
}

function languageOf(context: Context, names: CookieNames): string {
  const cookie = readCookie(context, names.language)
  if (LANGUAGES.some((known) => known.code === cookie)) return cookie ?? 'en'
  const wanted = (context.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((code) => LANGUAGES.some((known) => known.code === code)) ?? 'en'
}

/** One answer for "there is none" and "not yours", whatever the route. */
async function answerNotFound(
  context: Context,
  options: AppOptions,
  names: CookieNames,
  known?: Exchange,
): Promise<Response> {
  const exchange = known ?? (await exchangeOf(context, options, names, await viewerFor(context, options, names)))
  return context.html(await problemPage(exchange, 'error.not-found'), 404)
}

async function viewerFor(context: Context, options: AppOptions, names: CookieNames): Promise<Viewer> {
  const token = readCookie(context, names.session)
  return (token === undefined ? null : await options.viewerOf(token)) ?? publicViewer(languageOf(context, names))
}

async function answerError(error: Error, context: Context, options: AppOptions, names: CookieNames): Promise<Response> {
  if (error instanceof NotFound) return answerNotFound(context, options, names)
  // Their own navigation and language where the session can still be read; the page stands without it too.
  const viewer = await viewerFor(context, options, names).catch(() => publicViewer(languageOf(context, names)))
  const { status, shown } = problemOf(await exchangeOf(context, options, names, viewer), error)
  return context.html(await shown, status)
}

/** The socket's own address; a proxy in front is trusted only to count for itself (docs/operate.md). */
function addressOf(context: Context): string | undefined {
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return incoming?.socket?.remoteAddress
}

/** Nothing is served that the table does not declare, however it got into the application. */
function refuseUndeclared(app: Hono, routes: readonly Route[]): void {
  const declared = new Set(routes.map((route) => `${route.method} ${route.path}`))
  for (const served of app.routes) {
    if (served.method === 'ALL' || served.path.startsWith('/assets/')) continue
    if (!declared.has(`${served.method} ${served.path}`))
      throw new Error(`${served.method} ${served.path} is served without a rule`)
  }
}
