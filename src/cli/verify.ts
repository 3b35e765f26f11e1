/** `observance verify FILE`: whether a proof file holds. Opens no database and no network. */
import { verifyBundle } from '../ledger/index.ts'
import { bytesOf } from './bytes-of.ts'

export interface VerifyOptions {
  /** File of a policy from somebody else than the log. */
  readonly policy?: string
  readonly json?: boolean
}

export function verifyCommand(path: string, { policy, json }: VerifyOptions): void {
  const verdict = verifyBundle(bytesOf(path), policy === undefined ? undefined : bytesOf(policy).toString('utf8'))
  const { proved, notProved, record, index, fingerprint } = verdict
  console.log(
    json === true ? JSON.stringify({ proved, notProved, record, index, fingerprint }) : `${proved}\n${notProved}`,
  )
}
