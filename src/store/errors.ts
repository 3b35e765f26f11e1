/**
 * What can go wrong, by what the caller can do about it. They carry data; the page makes the sentence, in the reader's
 * language. Whatever is none of these is a fault of ours and shown as "something went wrong, nothing was saved".
 */

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

/** Rules that the database itself keeps, by the code it raises. */
const RULES: Readonly<Record<string, string>> = {
  OB001: 'account-closed',
  OB002: 'history-append-only',
  OB003: 'no-actor',
  OB004: 'account-holds-work',
  OB005: 'report-frozen',
}

/** Turns the database's refusals into ours; anything else is passed on as it is. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const rule = RULES[String(error.code)]
  if (rule !== undefined) return new StepRefused(rule)
  // A row policy that refuses a write says no more than that there is no such row.
  if (error.code === '42501' && /row-level security/.test(error.message)) return new NotFound()
  // What is no id, or has a character that no text here holds, names nothing that could be found.
  if (error.code === '22P02' && error.message.includes('type uuid')) return new NotFound()
  if (error.code === '22021' || error.code === '22P05') return new NotFound()
  return error
}
