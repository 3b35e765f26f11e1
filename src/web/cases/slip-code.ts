/** The code of a new case follows from the submission that opened it: sent again, it is answered with the same code, which is kept nowhere. */
import { createHmac } from 'node:crypto'
import { type CaseCode, codeFrom, hashOfCode } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'

export interface NewCode {
  readonly code: CaseCode
  readonly hash: Buffer
}

/** `key` is the sender's own name for the submission; without one there is no code to give again. */
export function newCaseCode({ store, viewer }: Exchange, key: string | null): NewCode | null {
  if (key === null) return null
  const bytes = createHmac('sha256', store.key('case-codes'))
    .update(`${viewer.account ?? ''} ${key}`)
    .digest()
  const code = codeFrom(bytes)
  return { code, hash: hashOfCode(code) }
}
