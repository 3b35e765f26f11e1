/** What officers do through the API with a case: take its steps, correct it, list theirs, read one, give its person a code. */
import { isHiddenInNumber } from '../../procedures/index.ts'
import {
  type Asked,
  carryOut,
  codeInGroups,
  issueCode,
  procedureNamed,
  queue,
  sayOfBreach,
  stepNamed,
  viewCase,
  type Who,
} from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { answerDone } from './answer.ts'
import { caseJson, queueJson } from './case-json.ts'
import { caseByDay, rowsByDay } from './day-alone.ts'
import { problem } from './problem.ts'
import {
  bodyOf,
  CodeBody,
  expectedEvent,
  idempotencyKeyOf,
  idOf,
  oneOf,
  purposeOf,
  StepBody,
  WordBody,
  wholeOf,
  wrongQuery,
} from './request.ts'
import type { Facts } from './sealed-texts.ts'
import { proposed } from './second.ts'
import { signed } from './signature.ts'

export async function stepCall(exchange: Exchange): Promise<Response> {
  const { register, context } = exchange
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '')
  const on = {
    procedure: procedure.name,
    caseId: idOf(context.req.param('case')),
    step: context.req.param('step') ?? '',
  }
  const kind = stepNamed(procedure, on.step)?.kind === 'enter' ? 'enter' : 'take'
  return actOn(exchange, exchange.officer(), { ...on, kind })
}

export async function correctCall(exchange: Exchange): Promise<Response> {
  const { register, context } = exchange
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '')
  const caseId = idOf(context.req.param('case'))
  return actOn(exchange, exchange.officer(), { procedure: procedure.name, caseId, kind: 'correct', step: 'correct' })
}

export interface On {
  readonly procedure: string
  readonly caseId: string
  readonly kind: 'take' | 'enter' | 'correct'
  readonly step: string
}

/** One act on a case, as whoever it is. It names the event that they have seen. */
export async function actOn(
  exchange: Exchange,
  who: Who,
  { procedure, caseId, kind, step }: On,
  sealed: (facts: Facts) => Promise<Facts | null> = async () => null,
): Promise<Response> {
  const { context, register } = exchange
  const key = idempotencyKeyOf(context)
  const body = await bodyOf(context, StepBody)
  const event = expectedEvent(context, body.expected)
  if (event === null) return problem(exchange, 'event-missing')
  const { facts, assertedAt, nationalLawBasis, reasonsLong } = body
  const purpose = who.as === 'officer' ? body.purpose : 'own-data'
  const hidden = await sealed(facts)
  const asked: Asked = {
    ...{ procedure, kind, step, key, on: { caseId, event }, purpose, person: null, code: null },
    ...(hidden === null ? { facts } : { facts: hidden, cameAs: facts }),
    assertedAt: assertedAt === null ? null : Temporal.Instant.from(assertedAt),
    ...{ nationalLawBasis, reasonsLong },
  }
  const declared = stepNamed(procedureNamed(register, procedure), step)
  return signed(exchange, async () => {
    if (kind === 'take' && declared !== null && declared.countersigned.length > 0) return proposed(exchange, who, asked)
    return answerDone(exchange, await carryOut(register, who, asked), 200)
  })
}

export async function readCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const purpose = purposeOf(exchange)
  const procedure = context.req.param('procedure') ?? ''
  const view = await viewCase(register, exchange.officer(), {
    procedure,
    caseId: idOf(context.req.param('case')),
    purpose,
  })
  context.header('etag', `"${view.event}"`)
  return context.json(caseJson(exchange, isHiddenInNumber(view.procedure) ? caseByDay(exchange, view) : view))
}

const MOST = 200

export async function listCall(exchange: Exchange): Promise<Response> {
  const { context, register, query } = exchange
  const declared = procedureNamed(register, context.req.param('procedure') ?? '')
  const { name: procedure, states } = declared
  const number = query('number')
  const asked = query('state')?.split(',')
  if (asked?.some((state) => !Object.hasOwn(states, state))) throw wrongQuery('state')
  const page = {
    limit: wholeOf(exchange, 'limit', { first: 50, most: MOST }),
    offset: wholeOf(exchange, 'offset', { first: 0, most: 1_000_000 }),
  }
  const order = oneOf(exchange, 'order', ['urgent', 'newest']) ?? 'urgent'
  const rows = await queue(register, exchange.officer(), {
    procedure,
    ...{ order, ...page },
    ...(number === undefined ? {} : { number }),
    ...(asked === undefined ? {} : { states: asked }),
  })
  if (page.limit > 0 && rows.length === page.limit) context.header('link', nextPage(exchange, page))
  const shown = isHiddenInNumber(declared) ? rowsByDay(exchange, rows, order) : rows
  return context.json({ cases: shown.map(queueJson) })
}

/** RFC 8288: where the list goes on. */
function nextPage(
  { context }: Exchange,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): string {
  const { pathname, searchParams } = new URL(context.req.url)
  searchParams.set('offset', String(offset + limit))
  return `<${pathname}?${searchParams}>; rel="next"`
}

/** A code for whoever the case is about: shown once, kept nowhere. The earlier one ends. */
export async function codeCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const caseId = idOf(context.req.param('case'))
  const { bearer } = await bodyOf(context, CodeBody)
  const code = await issueCode(register, exchange.officer(), { procedure, caseId, bearer })
  return context.json({ case: caseId, bearer, code: codeInGroups(code) }, 201)
}

/** Explains a breach, or says of a late record that it was in time: appended, and answered with the breach as it stands now. */
export async function wordCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const key = idempotencyKeyOf(context)
  const { word, text, purpose } = await bodyOf(context, WordBody)
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const on = { procedure, caseId: idOf(context.req.param('case')), purpose }
  const breach = idOf(context.req.param('breach'))
  await sayOfBreach(register, exchange.officer(), { ...on, breach }, { word, text, key })
  const view = await viewCase(register, exchange.officer(), on)
  return context.json(view.breaches.find(({ id }) => id === breach) ?? {}, 201)
}
