/**
 * What a request of the API must be before anybody reads it: who asks, how large it is, that it is JSON; and its body and
 * headers, read by the schemas that its description is made from.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import { OFFICERS_PURPOSES } from '../../firewall/index.ts'
import { COUNTRY, OFFICER_ROLES } from '../../procedures/index.ts'
import { asCode, type CaseCode, DOCUMENT_TYPE, type Handle, WORDS } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { holderOf } from '../form-token.ts'
import type { Route } from '../route.ts'
import { type CookieNames, readCookie } from '../session.ts'
import { readJson } from './json.ts'
import { bare, NotReadable, problem, type Reason } from './problem.ts'

const LARGEST_BODY = 256 * 1024

/** Under this the API stands; a page never does. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')

/** The session's token of the header; undefined where it holds none. Where there is a header at all, no cookie counts. */
export function bearerOf({ req }: Context): string | undefined {
  return /^Bearer ([\w.~+/=-]{1,200})$/.exec(req.header('authorization') ?? '')?.[1]
}

/** The code of a case, "Authorization: Code 3F7KQ ZJ0N2 …". Null where there is none, or it cannot be one. */
export function codeOf({ req }: Context): CaseCode | null {
  const typed = /^Code (.{1,100})$/.exec(req.header('authorization') ?? '')?.[1]
  return typed === undefined ? null : asCode(typed)
}

/** Whether somebody comes with a code at all, be it one or not. */
export function comesWithCode({ req }: Context): boolean {
  return /^Code /.test(req.header('authorization') ?? '')
}

/** Whether somebody shows the token of a session, be it one or not. */
export function comesWithToken({ req }: Context): boolean {
  return /^Bearer\b/i.test(req.header('authorization') ?? '')
}

/**
 * Refuses what is too large, no JSON, or sent by a browser's own cookie without the form token; null where it may go on. Where a
 * route says how large its body may be, the body is a file, and its kind is not the sender's to say.
 */
export function refuseCall(
  exchange: Exchange,
  { largestBody }: Pick<Route, 'largestBody'>,
  { key, names }: { readonly key: Buffer; readonly names: CookieNames },
): Response | null {
  const { req } = exchange.context
  const length = Number(req.header('content-length') ?? Number.NaN)
  if (!Number.isFinite(length)) return problem(exchange, 'length-missing')
  if (length > (largestBody ?? LARGEST_BODY)) return problem(exchange, 'too-large')
  // A body that unpacks to more than its length says would pass the limit; whoever packs it is told to send it as it is.
  if (!/^(identity)?$/i.test(req.header('content-encoding') ?? '')) return problem(exchange, 'packed')
  if (largestBody === undefined && !/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? ''))
    return problem(exchange, 'not-json')
  if (req.header('authorization') !== undefined || exchange.viewer.account === null) return null
  const browser = readCookie(exchange.context, names.browser) ?? ''
  const holder = holderOf(key, browser, req.header('form-token') ?? '')
  return holder?.account === exchange.viewer.account ? null : problem(exchange, 'form-token')
}

const text = z
  .string()
  .max(50_000)
  .refine((given) => !given.includes('\0') && given.isWellFormed())
const instant = z.iso.datetime({ offset: true })

const Facts = z.record(z.string(), z.unknown()).default({})

const Said = {
  facts: Facts,
  /** When it happened, as the sender says; now where nothing is said. */
  assertedAt: instant.nullable().default(null),
  /** Of an officer who goes on although a safeguard in mode `record` stops the step. */
  nationalLawBasis: text.nullable().default(null),
  reasonsLong: text.nullable().default(null),
}

const Document = z.strictObject({
  type: z.enum(DOCUMENT_TYPE.codes),
  number: text.min(1).max(200),
  country: z.enum(COUNTRY.codes).optional(),
})
/** Whom a new case is about, where somebody knows them: one of the three. */
const Person = z
  .strictObject({
    handle: z
      .uuid()
      .transform((id) => id as Handle) // as a look gave it
      .optional(),
    document: Document.optional(),
    of: z.strictObject({ procedure: z.string().max(100), case: z.uuid() }).optional(),
  })
  .refine((person) => Object.keys(person).length === 1)
export type PersonOf = z.output<typeof Person>

const Why = z.enum(OFFICERS_PURPOSES).default('decide')

export const OpenBody = z.strictObject({ ...Said, person: Person.optional() })
export const EmptyBody = z.strictObject({})
export const ConfirmBody = z.strictObject({ purpose: Why, expected: z.int().min(1).optional() })
export const DeclineBody = z.strictObject({ purpose: Why })
export const FindBody = z.strictObject({ name: text.min(1).max(200), born: text.min(4).max(10), purpose: Why })
export const NameBody = z.strictObject({
  person: z.record(z.string(), z.unknown()),
  /** Number of the record that it follows; 0 for the first. */
  after: z.int().min(0).max(1_000_000).default(0),
  purpose: Why,
})
export const SpeakerBody = z.strictObject({
  officer: z.uuid(),
  role: z.enum(OFFICER_ROLES),
  act: z.enum(['put', 'end']).default('put'),
})
export const RepresentativeBody = z.record(z.string(), z.unknown())
export const StepBody = z.strictObject({
  ...Said,
  purpose: Why,
  /** The event on which the step was decided, where `If-Match` does not say it. */
  expected: z.int().min(1).optional(),
})
export const CodeBody = z.strictObject({ bearer: z.enum(['person', 'representative']).default('person') })
export const WordBody = z.strictObject({
  word: z.enum(WORDS),
  text,
  purpose: z.enum(OFFICERS_PURPOSES).default('review'),
})
const Reasons = { reasons: text }
export const ReportBody = z.strictObject({
  kind: z.enum(['split', 'merge']),
  /** Of one person under two numbers: the number of a case of the other. */
  otherNumber: text.max(100).nullable().default(null),
  ...Reasons,
  purpose: Why,
})
export const SignReportBody = z.strictObject({
  /** For a split: to whom each case belongs, by its id. */
  sides: z.record(z.uuid(), z.enum(['first', 'second'])).default({}),
  ...Reasons,
})
export const DeclineReportBody = z.strictObject(Reasons)
export const SessionBody = z.strictObject({ account: z.uuid() })

/** The body, read. Refuses (NotReadable) with every field that is wrong. */
export async function bodyOf<S extends z.ZodType>({ req }: Context, schema: S): Promise<z.output<S>> {
  const read = schema.safeParse(readJson(await req.arrayBuffer()))
  if (read.success) return read.data
  throw new NotReadable(read.error.issues.map(wrongField))
}

function wrongField({ code, path, ...issue }: z.core.$ZodIssue): Reason {
  const keys = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys : []
  const pointer = [...path, ...keys].map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  const rule = code === 'unrecognized_keys' ? 'not-taken-here' : code.replaceAll('_', '-')
  return { ...bare(rule), pointer: pointer.join('') }
}

const Uuid = z.uuid()

/** The sender's own name for this submission. Refuses where there is none: sent twice it would be done twice. */
export function idempotencyKeyOf({ req }: Context): string {
  const key = Uuid.safeParse(req.header('idempotency-key'))
  if (!key.success) throw new NotReadable([bare('idempotency-key-missing')])
  return key.data.toLowerCase()
}

/**
 * The event that the sender has seen: `If-Match: "3"`, or `expected` in the body. Null where neither says it. A tag made
 * weak on its way, by compression, names the same event.
 */
export function expectedEvent({ req }: Context, expected: number | undefined): number | null {
  const tag = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(req.header('if-match') ?? '')?.[1]
  return tag === undefined ? (expected ?? null) : Number(tag)
}

/**
 * A whole number of the address up to `most`; `first` where it is left out. Refuses (NotReadable) anything else: a program
 * that asks wrongly is told so, and not given something that it did not ask for.
 */
export function wholeOf(
  { query }: Exchange,
  parameter: string,
  { first, most }: { first: number; most: number },
): number {
  const given = query(parameter)
  if (given === undefined) return first
  if (/^\d{1,7}$/.test(given) && Number(given) <= most) return Number(given)
  throw wrongQuery(parameter)
}

/** One of these, or undefined where the address does not say. Refuses (NotReadable) what is none of them. */
export function oneOf<const T extends string>(
  { query }: Exchange,
  parameter: string,
  all: readonly T[],
): T | undefined {
  const given = query(parameter)
  const found = all.find((one) => one === given)
  if (given !== undefined && found === undefined) throw wrongQuery(parameter)
  return found
}

export function wrongQuery(parameter: string): NotReadable {
  return new NotReadable([bare('query-wrong', { parameter })])
}

/** An id of nothing stands for what is no id. */
export function idOf(value: string | undefined): string {
  return Uuid.safeParse(value).success ? String(value) : '00000000-0000-0000-0000-000000000000'
}

/** The purpose for which an officer reads, which the address must say. */
export function purposeOf(exchange: Exchange) {
  const asked = exchange.query('purpose')
  const purpose = OFFICERS_PURPOSES.find((one) => one === asked)
  if (purpose === undefined) throw new NotReadable([{ ...bare('purpose-missing'), pointer: '' }])
  return purpose
}
