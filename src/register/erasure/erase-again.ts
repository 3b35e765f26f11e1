/**
 * After a backup was put back: what had been erased since then is there again, without its key. It is erased again, in the owner's
 * name, since a person's word may be younger than the backup.
 */
import type pg from 'pg'
import type { Procedure } from '../../procedures/index.ts'
import type { Register } from '../register.ts'
import { KeyDestroyed, type KeyId, type Vault } from '../seal/vault.ts'
import { projectionName } from '../tables/projection.ts'
import { erasureCommand } from './erase.ts'
import { erasureName } from './functions.ts'

/** Erases every case whose key the vault has destroyed; gives how many. Refuses to guess where the vault has no such key at all. */
export async function eraseAgain(owner: pg.Client, register: Register): Promise<number> {
  let erased = 0
  for (const procedure of register.procedures)
    for (const { caseId, pointer, keyId } of await casesOf(owner, procedure)) {
      if (!isDestroyed(register.vault, keyId)) continue
      const command = JSON.stringify(erasureCommand(register, procedure, pointer))
      await owner.query(`select ${erasureName(procedure, 'take_away')}($1, null, 'restored', $2)`, [caseId, command])
      erased++
    }
  return erased
}

interface Stored {
  readonly caseId: string
  readonly pointer: Buffer
  readonly keyId: KeyId
}

async function casesOf(owner: pg.Client, procedure: Procedure): Promise<readonly Stored[]> {
  const { rows } = await owner.query<Stored>(
    `select case_id as "caseId", person_pointer as pointer, key_id as "keyId" from ${projectionName(procedure)} where not erased`,
  )
  return rows
}

function isDestroyed(vault: Vault, key: KeyId): boolean {
  try {
    vault.read(key)
    return false
  } catch (error) {
    if (error instanceof KeyDestroyed) return true
    throw error
  }
}
