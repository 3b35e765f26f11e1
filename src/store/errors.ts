/**
 * What can go wrong, by what the caller can do about it. They carry data; the page makes the sentence, in the reader's
 * language. Whatever is none of these is a fault of ours and shown as "something went wrong, nothing was saved".
 */
import { codeOf } from './code-of.ts'

/** There is none, or it is not the reader's: one answer for both. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** A rule forbids the step. `rule` is a key of the catalogue, `data` fills its sentence. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused'
  readonly rule: string
  readonly data: Readonly<Record<string, string | number>>

  constructor(rule: string, data: Readonly<Record<string, string | number>> = {}) {
    super(rule)
    this.rule = rule
    this.data = data
  }
}

/** Somebody else saved first. Holds what is there now, for the reader to compare with what they typed. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  readonly current: Readonly<Record<string, unknown>>

  constructor(current: Readonly<Record<string, unknown>>) {
    super('changed in between')
    this.current = current
  }
}

/** Input that breaks a rule of its field; each problem names field and rule (a key of the catalogue). */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.field}: ${problem.rule}`).join('; '))
    this.problems = problems
  }
}

export interface Problem {
  readonly field: string
  readonly rule: string
  readonly data?: Readonly<Record<string, string | number>>
}

/** The connection broke while the database was saving: whether it did, nobody here knows. */
export class Uncertain extends Error {
  override readonly name = 'Uncertain'
}

/** Rules that the database itself keeps, by the code it raises. */
const RULES: Readonly<Record<string, string>> = {
  OB001: 'account-closed',
  OB002: 'history-append-only',
  OB003: 'no-actor',
  OB004: 'account-holds-work',
  OB005: 'report-frozen',
  OB010: 'computed-by-a-person',
  OB011: 'too-many-persons',
  // What a commit function of the registers refuses (src/register/commit).
  OB101: 'case-changed',
  OB102: 'time-over-first',
  OB103: 'not-open-from-here',
  OB104: 'key-used-before',
  OB106: 'not-yet-happened',
  OB107: 'fact-not-taken',
  OB108: 'facts-missing',
  OB109: 'stopped-by-safeguard',
  OB110: 'event-kept',
  OB111: 'calendar-too-short',
  OB112: 'needs-a-second',
  OB113: 'second-is-the-first',
  OB114: 'report-closed',
  OB120: 'signature-missing',
  OB121: 'not-your-task',
  OB134: 'case-too-large',
}

/** A check of the database that has a sentence of its own. */
const CHECKS: Readonly<Record<string, string>> = { no_step_while_held: 'held' }

/**
 * What the database refuses although a form should have, by SQLSTATE: nothing is saved, and the reader is told what to
 * change. The operator is told too where only a fault of ours can be the reason.
 */
const REFUSALS: Readonly<Record<string, string>> = {
  '22001': 'unusable-value', // too long
  '22003': 'unusable-value', // a number too large
  '22007': 'unusable-value', // no date
  '22008': 'unusable-value', // no such day
  '23505': 'already-there', // unique
  '23503': 'no-longer-there', // foreign key
  '23502': 'incomplete', // not null
  '23514': 'incomplete', // check
  '40001': 'busy', // serialization
  '40P01': 'busy', // deadlock
  '55P03': 'busy', // lock not available
  '57014': 'busy', // a statement took too long
}
const OURS = ['23502', '23514']

/** Two commands waited for each other, and this one gave way: it may be run again. */
export function gaveWay(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error))
}

/** Turns the database's refusals into ours; anything else is passed on as it is. */
export function translate(error: unknown): unknown {
  const code = codeOf(error)
  if (!(error instanceof Error) || code === '') return error
  const rule = RULES[code]
  if (rule !== undefined) return new StepRefused(rule, detailOf(error))
  const check = CHECKS[String(Reflect.get(error, 'constraint'))]
  if (check !== undefined) return new StepRefused(check)
  // There is no such case, or it is not for this office: the registers say neither.
  if (code === 'OB105') return new NotFound()
  // What is no id, or has a character that no text here holds, names nothing that could be found.
  if (['22P02', '22P05', '22021'].includes(code)) return new NotFound()
  // A row policy that refuses a write says no more than that there is no such row.
  if (code === '42501' && /row-level security/.test(error.message)) return new NotFound()
  const refusal = REFUSALS[code]
  if (refusal === undefined) return error
  if (OURS.includes(code)) console.error(`the database refused what a form let through: ${error.message}`)
  return new StepRefused(refusal)
}

/** What the rule is about, where the database says it: the rule of a safeguard, the facts that are missing. */
function detailOf(error: Error): Readonly<Record<string, string>> {
  const detail: unknown = Reflect.get(error, 'detail')
  return typeof detail === 'string' ? { detail } : {}
}
