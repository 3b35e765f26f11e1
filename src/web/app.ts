/**
 * The web application: takes the table of routes, and answers nothing that is not in it. Around each route: size,
 * rate, session, form token, role, then the page; around all of them: headers, and errors as sentences.
 */
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { publicViewer } from '../firewall/index.ts'
import { bearerOf, problem, refuseCall } from './api/index.ts'
import type { AppOptions } from './app-options.ts'
import { assetRoutes } from './assets.ts'
import { respond } from './compressed.ts'
import { answerError, answerNotFound, tooMany } from './error-answers.ts'
import { safeHeaders } from './headers.ts'
import { forgetfulNames, type Limits, limits } from './limits.ts'
import { exchangeOf, languageOf } from './open-exchange.ts'
import { LARGEST_BODY, refusePost } from './refuse-post.ts'
import { checkRoutes, isTraceless, opensTo, type Route } from './route.ts'
import { type CookieNames, cookieNames, readCookie } from './session.ts'
import { takeTurns } from './turns.ts'
import { letGoOfUpload } from './upload.ts'

/** A body that stays in memory is held about four times over while it is taken apart: two stay within the promised memory. */
const LARGE_AT_ONCE = 2
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
  const rates = options.limits ?? limits()
  const nameOf = forgetfulNames(() => performance.now())
  app.use(async (context, next) => {
    if (isTraceless(options.routes, context.req.path)) return next()
    const key = nameOf(addressOf(context))
    const signingIn = context.req.path.startsWith('/sign-in/')
    const allowed =
      rates.address.take(key, performance.now()) && (!signingIn || rates.signIn.take(key, performance.now()))
    if (allowed) return next()
    return tooMany(await exchangeOf(context, options, names, publicViewer(languageOf(context, names))))
  })
  const inTurn = takeTurns(LARGE_AT_ONCE)
  // Whoever comes without an account holds up nobody who works.
  const inTheirTurn = takeTurns(LARGE_AT_ONCE)
  for (const route of options.routes)
    app.on(route.method, route.path, (context) =>
      isLarge(context) && (route.takesFiles || route.largestBody !== undefined) && !route.fileOnDisk
        ? (route.traceless ? inTheirTurn : inTurn)(() => serve(context, route, { ...options, rates }, names))
        : serve(context, route, { ...options, rates }, names).finally(() => letGoOfUpload(context)),
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
  const token = sessionOf(context, route, names)
  const known = token === undefined ? null : await options.viewerOf(token)
  const viewer = known ?? publicViewer(languageOf(context, names))
  const exchange = await exchangeOf(context, options, names, viewer)
  if (viewer.account !== null && !options.rates.account.take(viewer.account, performance.now()))
    return tooMany(exchange)
  if (route.method === 'POST') {
    const refused = route.api
      ? refuseCall(exchange, route, { key: options.store.key('forms'), names })
      : await refusePost(exchange, route, options, names)
    if (refused !== null) return refused
  }
  if (!opensTo(route.who, viewer.role)) {
    if (route.api && viewer.account === null) return problem(exchange, 'sign-in')
    if (viewer.account === null && route.method === 'GET')
      return context.redirect(`/sign-in?back=${encodeURIComponent(context.req.path)}`, 303)
    return answerNotFound(context, options, names, exchange)
  }
  const answer = await route.answer(exchange)
  return answer instanceof Response ? answer : respond(context, String(await answer))
}

/** Who comes with a header is whom the header names; of others a cookie tells. */
function sessionOf(context: Context, route: Route, names: CookieNames): string | undefined {
  if (route.traceless) return undefined
  if (route.api && context.req.header('authorization') !== undefined) return bearerOf(context)
  return readCookie(context, names.session)
}

function isLarge({ req }: Context): boolean {
  return Number(req.header('content-length') ?? 0) > LARGEST_BODY
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
