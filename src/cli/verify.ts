/** `observance verify FILE`: whether a proof file holds. Opens no database and no network. */
import { readFileSync } from 'node:fs'
import { verifyBundle } from '../ledger/index.ts'
import { Refused } from './refused.ts'

export interface VerifyOptions {
  /** File of a policy from somebody else than the log. */
  readonly policy?: string
  readonly json?: boolean
}

export function verifyCommand(path: string, { policy, json }: VerifyOptions): void {
  const verdict = verifyBundle(read(path), policy === undefined ? undefined : read(policy).toString('utf8'))
  const { proved, notProved, record, index, fingerprint } = verdict
  console.log(
    json === true ? JSON.stringify({ proved, notProved, record, index, fingerprint }) : `${proved}\n${notProved}`,
  )
}

/** The bytes of a file; says in one sentence why there are none. */
export function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw new Refused(
      `${path} cannot be read. ${code === 'ENOENT' ? 'There is no such file.' : code === 'EISDIR' ? 'It is a folder.' : String(code)}`,
    )
  }
}
