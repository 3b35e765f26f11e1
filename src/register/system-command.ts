/**
 * What a step of the system carries: sealed payload, commitment and leaf, as an officer's does. It is worked out for one
 * event of one case; where somebody was first, it is not taken, and the next look works it out anew.
 */
import { sql } from 'kysely'
import { openPointer } from '../firewall/index.ts'
import type { Procedure } from '../procedures/index.ts'
import type { PseudonymsOf } from './hold-ends.ts'
import type { Register } from './register.ts'
import type { SystemCommand } from './scheduler.ts'
import type { KeyId } from './seal/vault.ts'
import { pseudonymsForBits, submissionOf } from './submission.ts'
import { projectionName } from './tables/projection.ts'

interface Standing {
  readonly event: number
  readonly keyId: KeyId
  readonly pointer: Buffer
}

/** The commands of the system in this register. */
export function systemCommands(register: Register): SystemCommand {
  return async ({ compartment, caseId, step }) => {
    for (const procedure of register.procedures.filter((one) => one.compartment === compartment)) {
      const standing = await standingOf(register, procedure, caseId)
      if (standing !== null) return commandFor(register, procedure, { caseId, step, standing })
    }
    throw new Error(`internal error: no case ${caseId} in ${compartment}`)
  }
}

async function standingOf(register: Register, procedure: Procedure, caseId: string): Promise<Standing | null> {
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<Standing>`select event_no as event, key_id as "keyId", person_pointer as pointer
      from ${sql.raw(projectionName(procedure))} where case_id = ${caseId}`.execute(tx),
  )
  return rows[0] ?? null
}

interface Asked {
  readonly caseId: string
  readonly step: string
  readonly standing: Standing
}

function commandFor(register: Register, procedure: Procedure, { caseId, step, standing }: Asked): object {
  const { event, keyId, pointer } = standing
  return {
    ...submissionOf(register, procedure, {
      who: { as: 'system' },
      key: register.vault.read(keyId),
      caseId,
      no: event + 1,
      step,
      content: { facts: {}, nationalLawBasis: null, reasonsLong: null },
      base: openPointer(register.keyOf, pointer),
    }),
    expected: event,
  }
}

/** The person's pseudonyms, for bits whose time is over. */
export function pseudonymsForTicks(register: Register, procedure: Procedure): PseudonymsOf {
  return async (caseId) => {
    const standing = await standingOf(register, procedure, caseId)
    return {
      pseudonyms:
        standing === null ? {} : pseudonymsForBits(register, procedure, openPointer(register.keyOf, standing.pointer)),
    }
  }
}
