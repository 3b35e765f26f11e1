/** The answers in place of a page: there is none, too many at once, something went wrong. */
import type { Context } from 'hono'
import { publicViewer, type Viewer } from '../firewall/index.ts'
import { NotFound } from '../store/index.ts'
import { isApi, problem, problemOfError } from './api/index.ts'
import type { AppOptions } from './app-options.ts'
import type { Exchange } from './exchange.ts'
import { exchangeOf, languageOf } from './open-exchange.ts'
import { problemOf, problemPage } from './problem.ts'
import { isTraceless, methodsAt } from './route.ts'
import { type CookieNames, readCookie } from './session.ts'

/** One answer for "there is none" and "not yours", whatever the route. */
export async function answerNotFound(
  context: Context,
  options: AppOptions,
  names: CookieNames,
  known?: Exchange,
): Promise<Response> {
  if (isApi(context.req.path)) {
    const nobody = await asNobody(context, options, names)
    return otherMethod(nobody, options) ?? problem(nobody, 'not-found')
  }
  const exchange = known ?? (await exchangeOf(context, options, names, await viewerFor(context, options, names)))
  return context.html(await problemPage(exchange, 'error.not-found'), 404)
}

/**
 * An address that is described, asked with a method that it does not take (RFC 9110, 9.3.7 and 15.5.6). Descriptions are for
 * everybody, and tell of no case; null where the method is one of its own.
 */
function otherMethod(nobody: Exchange, { routes }: AppOptions): Response | null {
  const { req } = nobody.context
  const methods = methodsAt(routes, req.path)
  if (methods.length === 0 || methods.includes(req.method)) return null
  nobody.context.header('allow', [...methods, 'OPTIONS'].join(', '))
  return req.method === 'OPTIONS' ? nobody.context.body(null, 204) : problem(nobody, 'no-such-method')
}

async function viewerFor(context: Context, options: AppOptions, names: CookieNames): Promise<Viewer> {
  const token = isTraceless(options.routes, context.req.path) ? undefined : readCookie(context, names.session)
  return (token === undefined ? null : await options.viewerOf(token)) ?? publicViewer(languageOf(context, names))
}

/** A program is told the same, whoever it asks for. */
function asNobody(context: Context, options: AppOptions, names: CookieNames): Promise<Exchange> {
  return exchangeOf(context, options, names, publicViewer(languageOf(context, names)))
}

/** The answer to an error that no page has dealt with, in the viewer's own words where they are still known. */
export async function answerError(
  error: Error,
  context: Context,
  options: AppOptions,
  names: CookieNames,
): Promise<Response> {
  if (isApi(context.req.path)) return problemOfError(await asNobody(context, options, names), error)
  if (error instanceof NotFound) return answerNotFound(context, options, names)
  // Their own navigation and language where the session can still be read; the page stands without it too.
  const viewer = await viewerFor(context, options, names).catch(() => publicViewer(languageOf(context, names)))
  const { status, shown } = problemOf(await exchangeOf(context, options, names, viewer), error)
  return context.html(await shown, status)
}

/** Asks to wait a second. */
export async function tooMany(exchange: Exchange): Promise<Response> {
  if (isApi(exchange.context.req.path)) return problem(exchange, 'too-many')
  exchange.context.header('retry-after', '1')
  return exchange.context.html(await problemPage(exchange, 'error.too-many'), 429)
}
