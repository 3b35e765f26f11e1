/** The proof of one entry of a log, for whoever takes it away. */
import {
  bundleWith,
  type EntryId,
  type EntryProof,
  type LogName,
  logKeyText,
  logSettings,
  ownRecordOf,
  proveEntry,
} from '../ledger/index.ts'
import type { Store } from '../store/index.ts'

/** With the policy that its reader will compare; null while it waits. No login of the application reads the ledger, so the owner's does. Without witnesses the policy asks for none. */
export async function proofFrom(
  store: Store,
  log: LogName,
  entry: string,
): Promise<(EntryProof & { readonly policy: string }) | null> {
  const client = await store.ownerClient()
  try {
    const proof = await proveEntry(client, entry as EntryId) // as the register gave it
    const place = { dataFolder: '', key: store.key, authority: process.env.OBSERVANCE_AUTHORITY }
    const key = await logKeyText(client, logSettings(log, place))
    return proof === null ? null : { ...proof, policy: `log ${key}\nquorum none\n` }
  } finally {
    await client.end()
  }
}

/** The one file that proves an entry which the system made in its own name, with the record behind it; null while it waits. */
export async function bundleOfOwn(store: Store, log: LogName, entry: string): Promise<string | null> {
  const proof = await proofFrom(store, log, entry)
  if (proof === null) return null
  const client = await store.ownerClient()
  try {
    const own = await ownRecordOf(client, entry as EntryId) // as the release has it
    if (own === null) throw new Error('internal error: an entry of a release without its record')
    return bundleWith(proof, { ...own, policy: proof.policy })
  } finally {
    await client.end()
  }
}
