/**
 * Refusals of the API as problems (RFC 9457): what happened in a sentence of the asked language, and every reason with its
 * rule, its fact, its safeguard and what that rests on. Never what the inside said.
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refused } from '../../register/index.ts'
import { Conflict, Invalid, isFull, isUnavailable, NotFound, StepRefused, Uncertain } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import type { TextKey } from '../texts.ts'
import { reasonOf } from './reasons.ts'

/** Kind of problem → status. */
export const PROBLEMS = {
  'not-readable': 400,
  'sign-in': 401,
  'signature-needed': 401,
  'no-passkey': 403,
  'form-token': 403,
  'not-found': 404,
  'no-such-method': 405,
  'key-used': 409,
  'length-missing': 411,
  'case-changed': 412,
  'too-large': 413,
  'not-json': 415,
  packed: 415,
  refused: 422,
  'event-missing': 428,
  'too-many': 429,
  fault: 500,
  unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>
export type ProblemKind = keyof typeof PROBLEMS

/** One reason, as it leaves. */
export interface Reason {
  /** "missing", "held". */
  readonly rule: string
  /** The fact it is about; null where it is about the step. */
  readonly fact: string | null
  /** "D5.eachAlternative"; null for what no safeguard says. */
  readonly safeguard: string | null
  readonly cite: readonly string[]
  readonly params: Readonly<Record<string, string | number>>
  /** Where in the body: a JSON pointer. Of what could not be read alone. */
  readonly pointer?: string
  /** Every fact that it looks at: of a safeguard that stands against several. */
  readonly facts?: readonly string[]
  /** The sentence, where it is more than the catalogue has. */
  readonly words?: string
  /** Where the catalogue has its sentence: `refused` for what the database refuses. */
  readonly from?: 'problem' | 'refused' | 'passkey.problem'
}

type Speaking = Pick<Exchange, 'context' | 'texts'>

/** The answer of this kind. "None" and "not yours" are one and the same `not-found`. */
export function problem(
  { context, texts }: Speaking,
  kind: ProblemKind,
  reasons: readonly Reason[] = [],
  more: object = {},
): Response {
  const status = PROBLEMS[kind]
  const said = {
    type: `urn:observance:problem:${kind}`,
    title: texts.t(`api.${kind}.title` as TextKey),
    status,
    detail: texts.t(`api.${kind}` as TextKey),
    refusals: reasons.map(({ from = 'problem', facts = [], words, ...one }) => ({
      ...one,
      facts: one.fact !== null && facts.length === 0 ? [one.fact] : facts,
      words: words ?? texts.named(`${from}.${one.rule}`, one.params),
    })),
    ...more,
  }
  // Who has seen as many people as an hour allows is told so, and no second helps.
  if (kind === 'unavailable' || (kind === 'too-many' && reasons.length === 0)) context.header('retry-after', '1')
  // RFC 9110, 12.5.3: which coding would have been taken.
  if (kind === 'packed') context.header('accept-encoding', 'identity')
  if (kind === 'sign-in') context.header('www-authenticate', 'Bearer')
  // RFC 9470, 3: the session is good, and this act needs more than it.
  if (kind === 'signature-needed') context.header('www-authenticate', 'Bearer error="insufficient_user_authentication"')
  return context.body(JSON.stringify(said), status, {
    'content-type': 'application/problem+json',
    'content-language': texts.language.code,
    vary: 'Accept-Language',
  })
}

/** A request that cannot be read: every reason at once. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable'
  readonly reasons: readonly Reason[]

  constructor(reasons: readonly Reason[]) {
    super(reasons.map(({ rule, pointer }) => `${pointer ?? ''} ${rule}`).join('; '))
    this.reasons = reasons
  }
}

/** The answer to an error. Faults of ours are told to the operator in full. */
export function problemOfError(exchange: Exchange, error: unknown): Response {
  if (error instanceof NotFound) return problem(exchange, 'not-found')
  if (error instanceof NotReadable) return problem(exchange, 'not-readable', error.reasons)
  if (error instanceof Refused) return ofRefused(exchange, error)
  if (error instanceof StepRefused) return ofStep(exchange, error)
  if (error instanceof Conflict) return problem(exchange, 'case-changed')
  if (error instanceof Invalid)
    return problem(
      exchange,
      'not-readable',
      error.problems.map(({ rule, data }) => bare(rule, data)),
    )
  console.error(error)
  const isPassing = error instanceof Uncertain || (error instanceof Error && (isFull(error) || isUnavailable(error)))
  return problem(exchange, isPassing ? 'unavailable' : 'fault')
}

/** Kinds for what the database refuses; everything else it refuses is a refused step. */
const OF_STEP: Readonly<Record<string, ProblemKind>> = {
  'case-changed': 'case-changed',
  'key-used-before': 'key-used',
  'too-many-persons': 'too-many',
  // Nothing is wrong with what was sent: others were saving the same.
  busy: 'unavailable',
}

function ofStep(exchange: Speaking, { rule, data }: StepRefused): Response {
  const kind = OF_STEP[rule] ?? 'refused'
  const safeguard = rule === 'stopped-by-safeguard' && typeof data.detail === 'string' ? data.detail : null
  // No form is beside it in which anything were kept: the problem says it itself.
  if (kind === 'case-changed' || kind === 'key-used')
    return problem(exchange, kind, [{ ...bare(rule, data), words: exchange.texts.t(`api.${kind}`) }])
  return problem(exchange, kind, [{ ...bare(rule, data), safeguard, from: 'refused' }])
}

function ofRefused(exchange: Exchange, { refusals, procedure }: Refused): Response {
  const declared = exchange.register.procedures.find(({ name }) => name === procedure) ?? null
  const reasons = refusals.map((one) => reasonOf(exchange, declared, one))
  return problem(exchange, 'refused', reasons)
}

/** A reason that is about the request itself. */
export function bare(rule: string, params: Reason['params'] = {}): Reason {
  return { rule, fact: null, safeguard: null, cite: [], params }
}
