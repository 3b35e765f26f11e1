/** Erases what is due: the database takes the content away, then the key is destroyed, here and for every copy of the data. */

import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { openPointer } from '../../firewall/index.ts'
import { asHash, EVEN_LEAF, EVEN_LOG, linesBeforeObject } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { logOf } from '../commit/log-of.ts'
import { pseudonymsOf } from '../pseudonyms.ts'
import type { Register } from '../register.ts'
import type { KeyId } from '../seal/vault.ts'
import { warnName } from './expiry.ts'
import { erasureName } from './functions.ts'

interface Due {
  readonly caseId: string
  readonly pointer: Buffer
}

/**
 * Erases every case of the procedure whose time is over and which no open remedy holds, each in its own transaction, once
 * however many processes look; gives how many this call erased. What a crash left half done it finishes.
 * Where the declaration asks it, it first warns the person of what will go.
 */
export async function eraseDue(register: Register, procedure: Procedure): Promise<number> {
  const { asSystem } = register.firewall
  if (procedure.expiry !== undefined) await asSystem((tx) => sql`select ${sql.raw(warnName(procedure))}()`.execute(tx))
  const { rows } = await asSystem((tx) =>
    sql<Due>`select case_id as "caseId", person_pointer as pointer from ${sql.raw(erasureName(procedure, 'due_erasures_of'))}()`.execute(
      tx,
    ),
  )
  let erased = 0
  for (const { caseId, pointer } of rows) {
    const command = JSON.stringify(erasureCommand(register, procedure, pointer))
    const made = await asSystem((tx) =>
      sql<{ made: boolean }>`select ${sql.raw(erasureName(procedure, 'erase'))}(${caseId}, ${command}) as made`.execute(
        tx,
      ),
    )
    if (made.rows[0]?.made === true) erased++
  }
  await destroyKeys(register, procedure)
  return erased
}

/** The erasure is committed before its key goes: one that the database refused has lost nothing. */
async function destroyKeys(register: Register, procedure: Procedure): Promise<void> {
  const left = await keysLeft(register, procedure, [])
  for (const key of left) register.vault.destroy(key)
  if (left.length > 0) await keysLeft(register, procedure, left)
}

async function keysLeft(register: Register, procedure: Procedure, gone: readonly KeyId[]): Promise<readonly KeyId[]> {
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<{
      keys: KeyId[]
    }>`select ${sql.raw(erasureName(procedure, 'forgotten_keys_of'))}(${gone}::uuid[]) as keys`.execute(tx),
  )
  return rows[0]?.keys ?? []
}

/** What an erasure carries: its leaf, and where the person's bits fall. */
export function erasureCommand(register: Register, procedure: Procedure, pointer: Buffer): object {
  return { leaf: leafOf(register, procedure), pseudonyms: pseudonymsOf(register, openPointer(register.keyOf, pointer)) }
}

function leafOf(register: Register, procedure: Procedure): string {
  const isEven = logOf(procedure) === EVEN_LOG
  // In the log that grows evenly nobody comes twice.
  const name = isEven ? `system ${randomBytes(32).toString('hex')}` : 'system'
  const actor = asHash(createHmac('sha256', register.keyOf('ledger-actors')).update(name).digest(), 'Actor')
  const said = { action: 'erasure.done', policy: procedure.since ?? '1', software: register.software, outcome: 'done' }
  return linesBeforeObject({ ...said, ...(isEven ? EVEN_LEAF : {}), actor })
}
