/** The channel of this process: keys read once, one door, and proofs asked for one at a time. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type EntryId, logKeyText, logSettings, proveEntry } from '../../ledger/index.ts'
import type { Store } from '../../store/index.ts'
import { takeTurns } from '../turns.ts'
import type { Channel } from './channel-of.ts'
import { openDoor } from './flood.ts'
import { type Recipients, readRecipients } from './recipients.ts'

/** Opens it. Where the keys are not usable, that is said at the first page; `readRecipients` says it at the start. */
export function openChannel(store: Store): Channel {
  let recipients: Promise<Recipients | null> | undefined
  const inTurn = takeTurns(1)
  return {
    recipients: () => {
      recipients ??= readRecipients(store)
      return recipients
    },
    door: openDoor({ now: () => performance.now(), pause: (ms) => sleep(ms) }),
    proofOf: (entry) => inTurn(() => proofFrom(store, entry as EntryId)), // as the register gave it
  }
}

/** No login of the application reads the ledger, so the owner's does. Without witnesses the policy asks for none. */
async function proofFrom(store: Store, entry: EntryId): ReturnType<Channel['proofOf']> {
  const client = await store.ownerClient()
  try {
    const proof = await proveEntry(client, entry)
    const place = { dataFolder: '', key: store.key, authority: process.env.OBSERVANCE_AUTHORITY }
    const key = await logKeyText(client, logSettings('complaints', place))
    return proof === null ? null : { ...proof, policy: `log ${key}\nquorum none\n` }
  } finally {
    await client.end()
  }
}
