/** Where a ledger lies: its keys and folders in the data directory, its name from the operator. Read once, at the edge. */
import { join } from 'node:path'
import { asOrigin } from './core/checkpoint.ts'
import { NotProved } from './core/not-proved.ts'
import type { LogName } from './log/logs.ts'
import type { LogSettings } from './log/sequencer.ts'

/** A name that no real installation can have (RFC 6761, section 6.4). */
const NOBODY = 'observance.invalid'

export interface LedgerPlace {
  readonly dataFolder: string
  /** A secret of 32 bytes by name, kept in the keys folder. */
  readonly key: (name: string) => Buffer
  /** OBSERVANCE_AUTHORITY: what the State calls this installation. It is fixed when a log begins. */
  readonly authority: string | undefined
}

export function logSettings(log: LogName, { dataFolder, key, authority = NOBODY }: LedgerPlace): LogSettings {
  if (authority.includes('/'))
    throw new NotProved(`OBSERVANCE_AUTHORITY: expected a name without "/", came "${authority}".`)
  return { log, authority: asOrigin(authority), seed: key(`ledger-${log}`), folder: join(dataFolder, 'ledger') }
}
