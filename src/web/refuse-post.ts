/** What is asked of a form before anybody reads it: its size, its token, its characters; and where to sign in again. */
import type { Context } from 'hono'
import type { AppOptions } from './app-options.ts'
import type { Exchange } from './exchange.ts'
import { isMultipart, LARGEST_FORM_WITH_FILES, receiveFormWithFiles } from './form-files.ts'
import { holderOf } from './form-token.ts'
import { problemPage } from './problem.ts'
import { matches, opensTo, type Route } from './route.ts'
import { type CookieNames, readCookie, writeCookie } from './session.ts'
import { receiveUpload, uploadedFile } from './upload.ts'

/** The largest body of a form, unless its route takes more. */
export const LARGEST_BODY = 256 * 1024
const LARGEST_DISCARD = 512 * 1024 * 1024

/** Size first, then the token: an oversized or foreign body is never read whole. */
export async function refusePost(
  exchange: Exchange,
  route: Route,
  options: AppOptions,
  names: CookieNames,
): Promise<Response | null> {
  const { context } = exchange
  const opens = opensTo(route.who, exchange.viewer.role)
  // Only who may send a large file is listened to for so long.
  const withFiles = route.takesFiles === true && isMultipart(context)
  const most = withFiles ? LARGEST_FORM_WITH_FILES : opens ? (route.largestBody ?? LARGEST_BODY) : LARGEST_BODY
  const length = Number(context.req.header('content-length') ?? Number.NaN)
  if (!Number.isFinite(length)) return context.html(await problemPage(exchange, 'error.too-large'), 411)
  if (length > most) return tooLarge(exchange, options, opens)
  if (context.req.header('sec-fetch-site') === 'cross-site')
    return context.html(await problemPage(exchange, 'error.token'), 403)
  const body = withFiles
    ? await receiveFormWithFiles(context, opens ? 'held' : 'let-go')
    : route.fileOnDisk && opens
      ? await receiveUpload(context)
      : await context.req.parseBody({ all: true })
  if (body === null) return tooLarge(exchange, options, opens)
  if (route.traceless) return holdsNul(body) ? context.html(await problemPage(exchange, 'error.characters'), 422) : null
  const token = body['form-token']
  const browser = readCookie(context, names.browser) ?? ''
  const holder = typeof token === 'string' ? holderOf(options.store.key('forms'), browser, token) : null
  if (holder === null) return context.html(await problemPage(exchange, 'error.token'), 403)
  if (holdsNul({ ...body, 'file-name': uploadedFile(context)?.name ?? '' }))
    return context.html(await problemPage(exchange, 'error.characters'), 422)
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

/** Neither name nor text of a field may hold a NUL; a file may hold what it likes, but not its name. */
function holdsNul(body: Readonly<Record<string, unknown>>): boolean {
  const texts = ([name, value]: [string, unknown]) => [
    name,
    ...[value].flat().map((one) => (one instanceof File ? one.name : String(one))),
  ]
  return Object.entries(body).some((field) => texts(field).some((text) => text.includes('\0')))
}

/** What was typed: neither files nor the token. */
function textFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => name !== 'form-token' && [value].flat().every((one) => typeof one === 'string'),
    ),
  )
}
