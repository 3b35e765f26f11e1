/** Who comes with a code that was shown: found anew at each page, so that a code that ends opens nothing any more. */
import { timingSafeEqual } from 'node:crypto'
import {
  asCode,
  type CaseView,
  caseOfCode,
  caseOfCodeHash,
  type FoundByCode,
  hashOfCode,
  type Register,
  viewCase,
} from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Typed } from '../cases/fact-fields.ts'
import { typedOf } from '../cases/typed.ts'
import type { Exchange, Html } from '../exchange.ts'
import { receivedTexts } from '../form-files.ts'
import { problemPage } from '../problem.ts'
import type { Route } from '../route.ts'
import { takeTurns } from '../turns.ts'
import { enterAgain } from './enter-page.ts'
import { FIELD } from './fields.ts'
import { passOf, readSession, sessionIn, sessionText, writeSession } from './session.ts'

export interface Bearer {
  readonly found: FoundByCode
  readonly hash: Buffer
  /** What the forms of the session carry. */
  readonly pass: string
  /** As posted; empty for a page that was asked for. */
  readonly typed: Typed
}

const keyOf = ({ store }: Exchange) => store.key('own-case')

/** Codes are looked for in every compartment: so many at once, and no flood of them stops those who work. */
const inTurn = takeTurns(4)

/** The case of a typed code, opened; null for whatever code opens nothing. */
export async function found(exchange: Exchange, typed: string): Promise<Bearer | null> {
  const code = asCode(typed)
  if (code === null) return null
  const case_ = await inTurn(() => caseOfCode(exchange.register, code))
  if (case_ === null || !(await opens(exchange.register, case_))) return null
  return begun(exchange, case_, hashOfCode(code))
}

async function opens(register: Register, of: FoundByCode): Promise<boolean> {
  try {
    await ownView(register, of)
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

/** From now on the browser is known by this code. */
export function begun(exchange: Exchange, of: FoundByCode, hash: Buffer): Bearer {
  const key = keyOf(exchange)
  writeSession(exchange.context, exchange.secure, sessionText(key, hash, Temporal.Now.instant()))
  return { found: of, hash, pass: passOf(key, hash), typed: {} }
}

/** The own case, as its person sees it. NotFound where it is there no more. */
export function ownView(register: Register, { who, procedure, caseId }: FoundByCode): Promise<CaseView> {
  return viewCase(register, who, { procedure, caseId, purpose: 'own-data' })
}

/** An answer for whoever has shown a code. All others show it first, and what they typed goes with them. */
export function forBearer(work: (exchange: Exchange, bearer: Bearer) => Promise<Response | Html>): Route['answer'] {
  return async (exchange) => {
    const typed = await typedIn(exchange)
    const bearer = await bearerOf(exchange)
    if (bearer === null) return enterAgain(exchange, typed)
    if (exchange.context.req.method === 'POST' && !isPass(bearer, typed[FIELD.pass]))
      return exchange.context.html(await problemPage(exchange, 'error.token'), 403)
    try {
      return await work(exchange, { ...bearer, typed })
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      writeSession(exchange.context, exchange.secure, '')
      return enterAgain(exchange, typed)
    }
  }
}

/** Null where no code was shown, the half hour is over, or the code has ended. */
export async function bearerOf(exchange: Exchange): Promise<Bearer | null> {
  const text = readSession(exchange.context, exchange.secure)
  const hash = text === undefined ? null : sessionIn(keyOf(exchange), text, Temporal.Now.instant())
  if (hash === null) return null
  const case_ = await inTurn(() => caseOfCodeHash(exchange.register, hash))
  return case_ === null ? null : begun(exchange, case_, hash)
}

function isPass({ pass }: Bearer, given: Typed[string] | undefined): boolean {
  const [right, came] = [Buffer.from(pass), Buffer.from(typeof given === 'string' ? given : '')]
  return right.length === came.length && timingSafeEqual(right, came)
}

/** The texts of a form that was posted. */
export async function typedIn({ context }: Exchange): Promise<Typed> {
  if (context.req.method !== 'POST') return {}
  return typedOf(receivedTexts(context) ?? (await context.req.parseBody({ all: true })))
}
