/** The channel of this process: keys read once, one door, and proofs asked for one at a time. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../store/index.ts'
import { proofFrom } from '../entry-proof.ts'
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
    proofOf: (entry) => inTurn(() => proofFrom(store, 'complaints', entry)),
  }
}
