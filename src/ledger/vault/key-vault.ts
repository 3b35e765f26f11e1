/**
 * Keys of persons, apart from their data and from its backups: erasing somebody is destroying a key. What the key sealed
 * is noise from then on, in every copy of the database there is.
 */

declare const keyBrand: unique symbol
/** 32 secret bytes for one person and one purpose. */
export type DataKey = Uint8Array & { readonly [keyBrand]: never }

export interface KeyOwner {
  /** A pseudonym, never a name. */
  readonly person: string
  /** What the data is kept for: each purpose ends on a day of its own. */
  readonly purpose: string
}

/** The key was destroyed, and what it sealed with it. It is never made again. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'
}

export interface KeyVault {
  /** The key for writing: made at first use. Refuses with `KeyDestroyed` after an erasure. */
  readonly keyFor: (owner: KeyOwner) => Promise<DataKey>
  /** The key for reading; null where there was never one. Refuses with `KeyDestroyed` after an erasure. */
  readonly findKey: (owner: KeyOwner) => Promise<DataKey | null>
  /** Returns when the key is nowhere in the vault any more, and would not come back after a loss of power. */
  readonly destroy: (owner: KeyOwner) => Promise<void>
}
