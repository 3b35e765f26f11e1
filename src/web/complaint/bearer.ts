/** Who comes with a code: by the code itself where there is no script, else by what follows from it. */
import { timingSafeEqual } from 'node:crypto'
import { asCode, type CaseView, caseOfCode, type Register, viewCase } from '../../register/index.ts'
import { takeTurns } from '../turns.ts'
import { type Code, type CodeKeys, codeFromText, keysOf, proofHash } from './channel/index.ts'
import type { Posted } from './filing.ts'

export interface Bearer {
  readonly view: CaseView
  /** Where the server has the code, for as long as this request lasts. */
  readonly code: Code | null
  readonly keys: CodeKeys | null
}

/** Codes cannot be guessed; whoever tries all the same waits with the others, and the database has its peace. */
const inTurn = takeTurns(4)

/**
 * The complaint of whoever shows the code. Null for an unknown code, a wrong proof and a code of another procedure alike: all
 * of them are looked for in the same way.
 */
export function bearerOf(register: Register, posted: Posted): Promise<Bearer | null> {
  return inTurn(() => find(register, posted))
}

async function find(register: Register, posted: Posted): Promise<Bearer | null> {
  const code = typeof posted.code === 'string' ? codeFromText(posted.code) : null
  const keys = code === null ? null : await keysOf(code)
  const lookup = asCode(keys?.lookup ?? String(posted.lookup ?? ''))
  if (lookup === null) return null
  const found = await caseOfCode(register, lookup)
  if (found?.procedure !== 'complaint') return null
  const { caseId } = found
  const view = await viewCase(register, { as: 'person', caseId }, { procedure: 'complaint', caseId, purpose: PURPOSE })
  return isProof(view, keys?.proof ?? String(posted.proof ?? '')) ? { view, code, keys } : null
}

const PURPOSE = 'answer-the-person'

function isProof({ facts }: CaseView, proof: string): boolean {
  const [kept, given] = [Buffer.from(String(facts.codeHash ?? '')), Buffer.from(proofHash(proof))]
  return kept.length === given.length && timingSafeEqual(kept, given)
}
