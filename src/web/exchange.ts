/** One request as a page sees it: who looks, in which words, on which day, and how to read and act for them. */
import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { CountryPack } from '../countries/index.ts'
import { readerOf, type Viewer } from '../firewall/index.ts'
import type { Register, Who } from '../register/index.ts'
import { asActor, asReader, NotFound, recall, type Store, type Tx } from '../store/index.ts'
import type { Texts } from './texts.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Exchange {
  readonly context: Context
  readonly viewer: Viewer
  readonly texts: Texts
  readonly store: Store
  readonly register: Register
  /** The officer of the registers who looks. NotFound for everybody else: routes are opened to officers, this is the second lock. */
  readonly officer: () => Extract<Who, { as: 'officer' }>
  /** The public address of the site, without a slash at its end. */
  readonly origin: string
  /** Whether cookies are Secure: true where the public address is https. */
  readonly secure: boolean
  /** Today in the country's time zone. */
  readonly today: Temporal.PlainDate
  readonly country: Country
  /** The token that each form carries. */
  readonly formToken: string
  /** What the viewer typed into this page's form when their session had ended; given once, null where there is none. */
  readonly keptForm: () => Promise<Readonly<Record<string, unknown>> | null>
  /** Reads in one read-only transaction, as the viewer. */
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for what many look at: from memory where nothing has changed since it was last asked. */
  readonly recall: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Acts in one transaction, as the viewer; `action` names it in the history. */
  readonly act: <T>(action: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same where people come in: passkeys and signatures, which no other login writes. */
  readonly actAtDoor: <T>(action: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Value of a query parameter, trimmed; undefined where absent or empty. */
  readonly query: (name: string) => string | undefined
}

/** What pages need to know of the installed country. */
export interface Country {
  readonly pack: CountryPack
  readonly code: string
  readonly names: Readonly<Record<string, string>>
  readonly timeZone: string
  /** Chapters of the current document, by which progress is shown. */
  readonly chapters: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[]
}

/** Who acts in the registers for this viewer. */
export function officerOf({ account, duty }: Viewer): Extract<Who, { as: 'officer' }> {
  if (account === null || duty === undefined) throw new NotFound()
  return { as: 'officer', id: account, ...duty }
}

export function readAs(store: Store, viewer: Viewer): Exchange['read'] {
  return (work) => asReader(store.web, readerOf(viewer), work)
}

export function recallAs(store: Store, viewer: Viewer): Exchange['recall'] {
  return (work) => recall(store.web, readerOf(viewer), work)
}

export function actAs(store: Store, viewer: Viewer): Exchange['act'] {
  return (action, work) => asActor(store.web, readerOf(viewer), action, work)
}

export function actAtDoorAs(store: Store, viewer: Viewer): Exchange['actAtDoor'] {
  return (action, work) => asActor(store.door, readerOf(viewer), action, work)
}
