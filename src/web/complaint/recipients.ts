/**
 * To whose keys complaints are sealed: two at least, held by the Ombudsperson on paper or a device, never here. The
 * embedded default makes two of its own for trying out, and says so wherever it uses them.
 */
import { bech32 } from '@scure/base'
import { Encrypter, identityToRecipient } from 'age-encryption'
import { CannotStart, type Store } from '../../store/index.ts'

export interface Recipients {
  /** "age1…", two or more. */
  readonly keys: readonly string[]
  /** The private halves, where nothing here is real. */
  readonly demonstration: readonly string[]
}

const DEMONSTRATION = ['ombudsperson-demonstration-1', 'ombudsperson-demonstration-2']

/**
 * Reads OBSERVANCE_OMBUDSPERSON_KEYS. Null where it is not set and the database is a real one: then the channel is closed,
 * and its page says so. Refuses (CannotStart) fewer than two keys, and what is no key.
 */
export async function readRecipients(
  store: Pick<Store, 'embedded' | 'key'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Recipients | null> {
  const keys = (env.OBSERVANCE_OMBUDSPERSON_KEYS ?? '').split(/[\s,]+/).filter((key) => key !== '')
  if (keys.length === 0) return store.embedded ? demonstrationKeys(store) : null
  for (const key of keys)
    if (!isRecipient(key)) throw notUsable(`"${key.slice(0, 12)}…" is no public key of age (age1…)`)
  if (new Set(keys).size < 2)
    throw notUsable('the loss of one key would lose every complaint, so it must name two or more')
  return { keys, demonstration: [] }
}

async function demonstrationKeys(store: Pick<Store, 'key'>): Promise<Recipients> {
  const demonstration = DEMONSTRATION.map((name) =>
    bech32.encodeFromBytes('AGE-SECRET-KEY-', Uint8Array.from(store.key(name))).toUpperCase(),
  )
  return { keys: await Promise.all(demonstration.map((one) => identityToRecipient(one))), demonstration }
}

function isRecipient(key: string): boolean {
  try {
    new Encrypter().addRecipient(key)
    return true
  } catch {
    return false
  }
}

const notUsable = (why: string) =>
  new CannotStart(`OBSERVANCE_OMBUDSPERSON_KEYS is not usable: ${why}. Nothing was started.`)
