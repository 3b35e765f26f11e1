/** What the pages of the complaint work with beside the register: the keys, the door, and who proves an entry. */
import type { EntryProof } from '../../ledger/index.ts'
import type { Door } from './flood.ts'
import type { Recipients } from './recipients.ts'

export interface Channel {
  /** Null where the Ombudsperson has given no keys yet. */
  readonly recipients: () => Promise<Recipients | null>
  readonly door: Door
  /** The proof of an entry in the log of complaints, with the policy that its reader will compare; null while it waits. */
  readonly proofOf: (entry: string) => Promise<(EntryProof & { readonly policy: string }) | null>
}
