/** Where a ledger lies: its keys and folders in the data directory, its name from the operator. Read once, at the edge. */
import { join } from 'node:path'
import { asOrigin } from './core/checkpoint.ts'
import { NotProved } from './core/not-proved.ts'
import type { Pace } from './log/filler.ts'
import { EVEN_LEAF, EVEN_LOG, type LogName } from './log/logs.ts'
import type { LogSettings } from './log/sequencer.ts'

/** A name that no real installation can have (RFC 6761, section 6.4). */
const NOBODY = 'observance.invalid'

/** So many leaves in so many seconds, whatever happens: a proof takes five minutes, and a year a million leaves. */
const EVEN_PACE = { everySeconds: 300, leaves: 10 }

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
  const settings = {
    log,
    authority: asOrigin(authority),
    seed: key(`ledger-${log}`),
    folder: join(dataFolder, 'ledger'),
  }
  return log === EVEN_LOG ? { ...settings, pace: evenPace(key) } : settings
}

function evenPace(key: LedgerPlace['key']): Pace {
  return { ...EVEN_PACE, like: EVEN_LEAF, fillerKey: key('ledger-fillers') }
}
