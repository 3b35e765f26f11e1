/** Opens the exchange of one request: in whose name, in which language, for which browser. */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import type { LateForm, Viewer } from '../firewall/index.ts'
import { isApi } from './api/index.ts'
import type { AppOptions } from './app-options.ts'
import { actAs, actAtDoorAs, type Exchange, officerOf, readAs, recallAs } from './exchange.ts'
import { formTokenFor } from './form-token.ts'
import { isTraceless } from './route.ts'
import { type CookieNames, readCookie, writeCookie } from './session.ts'
import { LANGUAGES, languageOn, textsIn } from './texts.ts'

/** The exchange of this request as the viewer; a browser that is new gets its cookie. */
export async function exchangeOf(
  context: Context,
  options: AppOptions,
  names: CookieNames,
  viewer: Viewer,
): Promise<Exchange> {
  const api = isApi(context.req.path)
  // A program asks for a language with each request; where it does not, every answer is in one and the same, refusals too.
  const chosen = api ? (wantedLanguage(context) ?? languageOf(context, names)) : readCookie(context, names.language)
  const language = languageOn(context.req.path, chosen ?? viewer.language)
  const now = options.now?.() ?? Temporal.Now.instant()
  const browser = api || isTraceless(options.routes, context.req.path) ? '' : browserOf(context, names)
  const speaking = { ...viewer, language }
  return {
    context,
    viewer: speaking,
    texts: textsIn(language, options.country.timeZone),
    store: options.store,
    register: options.register,
    officer: () => officerOf(viewer),
    origin: options.origin,
    secure: names.secure,
    country: options.country,
    today: now.toZonedDateTimeISO(options.country.timeZone).toPlainDate(),
    formToken: formTokenFor(options.store.key('forms'), { browser, account: viewer.account }),
    keptForm: () => keptForm(context, viewer, options, names),
    read: readAs(options.store, speaking),
    recall: recallAs(options.store, speaking),
    act: actAs(options.store, speaking),
    actAtDoor: actAtDoorAs(options.store, speaking),
    query: (name) => context.req.query(name)?.trim() || undefined,
  }
}

/** What ties form tokens to a browser; one that is new gets its cookie. */
function browserOf(context: Context, names: CookieNames): string {
  const known = readCookie(context, names.browser)
  if (known !== undefined) return known
  const browser = randomBytes(18).toString('base64url')
  writeCookie(context, names, names.browser, browser, 365 * 24 * 3600)
  return browser
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

/** The language of somebody who has not signed in: as chosen here, or as their browser asks. */
export function languageOf(context: Context, names: CookieNames): string {
  const cookie = readCookie(context, names.language)
  if (LANGUAGES.some((known) => known.code === cookie)) return cookie ?? 'en'
  return wantedLanguage(context) ?? 'en'
}

/** The first of those asked for that there is; undefined where there is none. */
function wantedLanguage(context: Context): string | undefined {
  const wanted = (context.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((code) => LANGUAGES.some((known) => known.code === code))
}
