/**
 * What may be given as a fact: one zod schema a fact, made from its declaration, for forms, API and events. A value is
 * kept as given or refused with its reason; nothing is cut, nothing is mended.
 */
import { z } from 'zod'
import {
  type Citation,
  type CodeList,
  type Condition,
  type Fact,
  factsIn,
  type Procedure,
  REGION,
} from '../../procedures/index.ts'
import { rulesOf } from '../commit/rule.ts'
import { onceFor } from '../once-for.ts'
import type { Facts } from './case-event.ts'
import { momentOf } from './condition.ts'
import type { Calendar } from './length.ts'
import type { Refusal } from './refusal.ts'

/** Longest texts, in characters as people count them. */
export const LONGEST = { short: 200, long: 50_000 } as const

/** More than these lines no table of a case has. */
const MOST_LINES = 200

/** By how much a clock of an office may be ahead of the database's. */
export const AHEAD = { minutes: 5 } as const

/** The rule and what fills its sentence travel as the message of zod's issue, which only we read. */
interface Broken {
  readonly rule: string
  readonly params?: Refusal['params']
}

const refuse = (rule: string, params: Refusal['params'] = {}) => JSON.stringify({ rule, params } satisfies Broken)

const made = new WeakMap<Fact, z.ZodType | null>()

/** The schema of one fact. Derived ones are worked out and have none. */
export function schemaOf(fact: Fact): z.ZodType | null {
  const known = made.get(fact)
  if (known !== undefined) return known
  const schema = makeSchema(fact)
  made.set(fact, schema)
  return schema
}

/**
 * The same as JSON Schema 2020-12, for whoever sends facts from another program. What a refinement checks is said beside it
 * as `meta`, so that both stand in one place.
 */
export function jsonSchemaOf(fact: Fact): Readonly<Record<string, unknown>> | null {
  const schema = schemaOf(fact)
  if (schema === null) return null
  const { $schema: _, ...said } = z.toJSONSchema(schema, { io: 'input' })
  return said
}

function makeSchema({ is }: Fact): z.ZodType | null {
  switch (is.kind) {
    case 'instant':
      return z
        .string(refuse('not-a-time'))
        .refine(isInstant, refuse('not-a-time'))
        .meta({ format: 'date-time' })
        .transform(utc)
    case 'date':
      return z.string(refuse('not-a-day')).refine(isDay, refuse('not-a-day')).meta({ format: 'date' })
    case 'date-or-year':
      return z
        .string(refuse('not-a-day-or-year'))
        .refine((text) => isYear(text.slice(0, 4)) && (isYear(text) || isDay(text)), refuse('not-a-day-or-year'))
        .meta({ pattern: String.raw`^(19|20)\d{2}(-\d{2}-\d{2})?$` })
    case 'yes-no':
      return z.boolean(refuse('not-yes-or-no'))
    case 'short':
    case 'long':
      return text(LONGEST[is.kind])
    case 'number':
      return z
        .int(refuse('not-a-whole-number'))
        .min(is.least, refuse('too-small', { least: is.least }))
        .max(is.most, refuse('too-large', { most: is.most }))
    case 'code':
      return codeOf(is.list)
    case 'codes':
      return z
        .array(codeOf(is.list), refuse('not-in-the-list'))
        .min(1, refuse('empty'))
        .refine((codes) => new Set(codes).size === codes.length, refuse('twice-in-the-list'))
        .meta({ uniqueItems: true })
    case 'ref':
    case 'file':
      return z.uuid(refuse('not-a-reference'))
    case 'case-number':
      return z
        .string(refuse('not-a-case-number'))
        .refine((text) => CASE_NUMBER.test(asPrinted(text)), refuse('not-a-case-number'))
        .meta({ pattern: CASE_NUMBER.source })
        .transform(asPrinted)
    case 'lines':
      return z
        .array(lineSchema(is.of), refuse('not-lines'))
        .min(1, refuse('empty'))
        .max(MOST_LINES, refuse('too-many-lines', { most: MOST_LINES }))
    case 'derived':
      return null
    default:
      return is satisfies never
  }
}

/** As `composed.ts` makes them. */
const CASE_NUMBER = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/
const asPrinted = (text: string) => text.trim().toUpperCase()

const ISO_3166_2 = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

function codeOf(list: CodeList) {
  const code = z.string(refuse('not-in-the-list')).refine((one) => isIn(list, one), refuse('not-in-the-list'))
  const named = { enum: [...list.codes] }
  return code.meta(list.name === REGION.name ? { anyOf: [named, { pattern: ISO_3166_2.source }] } : named)
}

/** Of regions the list names only what every State has; those of a State are ISO 3166-2. */
function isIn(list: CodeList, code: string): boolean {
  return list.codes.includes(code) || (list.name === REGION.name && ISO_3166_2.test(code))
}

function lineSchema(of: Readonly<Record<string, Fact>>): z.ZodType {
  const fields = Object.entries(of).flatMap(([name, fact]) => {
    const schema = schemaOf(fact)
    return schema === null ? [] : [[name, schema.optional()] as const]
  })
  return z.strictObject(Object.fromEntries(fields), refuse('not-lines'))
}

/** A name of one letter or of two hundred is a name; right-to-left marks are part of it. */
function text(most: number): z.ZodType {
  return z
    .string(refuse('not-a-text'))
    .refine((given) => given.trim() !== '', refuse('empty'))
    .refine((given) => !given.includes('\0'), refuse('forbidden-character'))
    .refine((given) => given.isWellFormed(), refuse('broken-character'))
    .refine((given) => given.length <= most || [...given].length <= most, refuse('too-long', { most }))
    .meta({ minLength: 1, maxLength: most })
}

/** What is given, read; and every reason against it. */
export interface ReadFacts {
  readonly facts: Facts
  readonly refusals: readonly Refusal[]
}

/** What has facts that people give: a procedure, or the record of who somebody is. */
export type HasFacts = Pick<Procedure, 'facts' | 'safeguards'>

export interface Given {
  readonly procedure: HasFacts
  /** Facts that may be given here. */
  readonly may: readonly string[]
  readonly now: Temporal.Instant
  readonly calendar: Calendar
}

/** Reads the facts of a command. Each wrong one is told by its name and rule, all of them at once. */
export function readFacts(given: Readonly<Record<string, unknown>>, on: Given): ReadFacts {
  const facts: Record<string, Facts[string]> = {}
  const refusals: Refusal[] = []
  for (const [name, value] of Object.entries(given)) {
    const fact = Object.hasOwn(on.procedure.facts, name) ? on.procedure.facts[name] : undefined
    const schema = fact === undefined ? null : schemaOf(fact)
    if (schema === null || !on.may.includes(name)) {
      refusals.push({ rule: 'not-taken-here', fact: name, safeguard: null, cite: [], params: {} })
      continue
    }
    const read = schema.safeParse(value)
    if (read.success)
      facts[name] = read.data as Facts[string] // each schema gives values of facts alone
    else refusals.push(...read.error.issues.map((issue) => refusalOf(on.procedure, name, issue)))
  }
  return { facts, refusals: [...refusals, ...timeRefusals(facts, on)] }
}

function refusalOf(procedure: HasFacts, fact: string, issue: z.core.$ZodIssue): Refusal {
  const { rule, params } = brokenOf(issue.message)
  const [line, column] = issue.path
  const place = typeof line === 'number' ? { line: line + 1, ...(typeof column === 'string' && { column }) } : {}
  return { rule, fact, safeguard: null, cite: citationsOf(procedure, fact), params: { ...params, ...place } }
}

/** What zod says in words of its own (an unknown key of a line) is no line of ours. */
function brokenOf(message: string): Broken {
  return message.startsWith('{') ? (JSON.parse(message) as Broken) : { rule: 'not-lines' } // written above
}

/** No moment that has not come, unless the fact is about what is to come. */
function timeRefusals(facts: Facts, on: Given): readonly Refusal[] {
  const latest = on.now.add(AHEAD)
  const today = latest.toZonedDateTimeISO(on.calendar.timeZone).toPlainDate().toString()
  return Object.entries(facts).flatMap(([name, value]) => {
    const kind = on.procedure.facts[name]?.is.kind
    if (typeof value !== 'string' || on.procedure.facts[name]?.ahead === true) return []
    const late =
      (kind === 'instant' && Temporal.Instant.compare(Temporal.Instant.from(value), latest) > 0) ||
      (kind === 'date' && value > today) ||
      (kind === 'date-or-year' && value.slice(0, 10) > today.slice(0, value.length))
    return late ? [refusal(on.procedure, name, 'not-yet')] : []
  })
}

/** Nobody is born after what happened to them: each birth date against the moments for which an age is worked out. */
export function birthRefusals(procedure: Procedure, facts: Facts, calendar: Calendar): readonly Refusal[] {
  const wrong = birthsOf(procedure).filter(({ birth, at }) => isBornAfter(facts, birth, at, calendar))
  return [...new Set(wrong.map(({ birth }) => birth))].map((birth) => refusal(procedure, birth, 'born-after'))
}

/** Each pair once, however many facts follow from it. */
const birthsOf = onceFor(({ facts }: Procedure): readonly { readonly birth: string; readonly at: string }[] => {
  const pairs = Object.values(facts).flatMap(({ is }) =>
    is.kind === 'derived' && is.rule !== 'end-of-clock' ? [{ birth: is.birth, at: is.at }] : [],
  )
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()]
})

function isBornAfter(facts: Facts, birth: string, at: string, calendar: Calendar): boolean {
  const born = facts[birth]
  if (typeof born !== 'string') return false
  const moment = momentOf({ facts, calendar }, at)
  if (moment === null) return false
  const day = moment.toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString()
  return born > day.slice(0, born.length)
}

function refusal(procedure: HasFacts, fact: string, rule: string): Refusal {
  return { rule, fact, safeguard: null, cite: citationsOf(procedure, fact), params: {} }
}

/** What the safeguards that look at the fact rest on. */
export function citationsOf(procedure: HasFacts, fact: string): readonly Citation[] {
  const looking = [
    ...rulesOf(procedure, 'forbid').map(({ name, rule }) => ({ name, condition: rule.when })),
    ...rulesOf(procedure, 'require').map(({ name, rule }) => ({ name, condition: rule.condition })),
  ].filter(({ condition }) => factsIn(condition as Condition).includes(fact))
  const from = rulesOf(procedure, 'within').filter(({ rule }) => rule.from.at === 'fact' && rule.from.fact === fact)
  const safeguards = new Set([...looking, ...from].map(({ name }) => name.split('.')[0] ?? ''))
  return [...new Set([...safeguards].flatMap((name) => procedure.safeguards[name]?.cite ?? []))]
}

/** ISO 8601 with an offset or Z: "yesterday at nine" in no zone is no moment. A leap second is none of ours. */
function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return false
  return isRead(() => Temporal.Instant.from(text))
}

function utc(text: string): string {
  return Temporal.Instant.from(text).toString()
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isRead(() => Temporal.PlainDate.from(text))
}

function isYear(text: string): boolean {
  return /^(19|20)\d{2}$/.test(text)
}

function isRead(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
