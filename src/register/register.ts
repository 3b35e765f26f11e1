/** What the engine needs to run: the wall, the keys, the declarations, and what of a country decides. */

import { sql } from 'kysely'
import type { IsRefusedText, Office, Places } from '../countries/index.ts'
import type { Firewall, KeyOf, Officer } from '../firewall/index.ts'
import type { Procedure } from '../procedures/index.ts'
import { codeOf, NotFound, type Tx } from '../store/index.ts'
import type { Modes } from './commit/rule.ts'
import type { Calendar, CaseActor, CountryModes } from './judgement/index.ts'
import type { Memory } from './remembered.ts'
import type { Vault } from './seal/vault.ts'
import { sqlName } from './tables/names.ts'

export interface Register {
  readonly firewall: Firewall
  readonly vault: Vault
  /** Keys by name: pseudonyms, pointers, actors in the ledger. */
  readonly keyOf: KeyOf
  readonly procedures: readonly Procedure[]
  readonly modesOf: (procedure: Procedure) => Modes
  /** Why a rule is only recorded; null where it is enforced. */
  readonly whyRecorded: CountryModes['why']
  readonly calendar: Calendar
  /** What the country's pack calls a document's number and words of status. */
  readonly isRefusedText: IsRefusedText
  /** The country's list of places, and its moratoria. */
  readonly places: Places
  /** Where cases go. */
  readonly offices: readonly Office[]
  /** The country's regions by ISO 3166-2; none where its pack names none. */
  readonly regions: readonly string[]
  /** Version of this program, as the ledger writes it. */
  readonly software: string
  /** What this process was last given of cases. */
  readonly memory: Memory
}

/** Who acts: an officer, whoever came with the code of a case, who speaks for them with a code of their own, or the law itself. */
export type Who =
  | ({ readonly as: 'officer' } & Officer)
  | { readonly as: 'person'; readonly caseId: string }
  | { readonly as: 'representative'; readonly id: string }
  | { readonly as: 'system' }

/** The declared procedure of that name; to whoever asks for another, there is none. */
export function procedureNamed(register: Register, name: string): Procedure {
  const found = register.procedures.find((one) => one.name === name)
  if (found === undefined) throw new NotFound()
  return found
}

/** Runs work in one transaction, on the login of whoever acts. Behind a wall there is nothing: NotFound, as for what is not there. */
export async function actingAs<T>(register: Register, who: Who, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { firewall } = register
  if (who.as === 'system') return firewall.asSystem(work)
  try {
    if (who.as === 'representative') return await firewall.asRepresentative(who.id, work)
    if (who.as === 'person') return await firewall.asPerson(who.caseId, work)
    return await firewall.asOfficer(who, work)
  } catch (error) {
    if (!isWall(error)) throw error
    const schema = /permission denied for schema (\w+)/.exec(error instanceof Error ? error.message : '')?.[1]
    tellOfWall(register, who, (one) => sqlName(one.compartment) === schema)
    throw new NotFound()
  }
}

/**
 * Refuses an opening by who is walled off from the procedure, as if there were none, before anything of it is looked at: NotFound.
 * Whoever may open it leaves something behind the wall and reads nothing there.
 */
export function refuseWalledOff(register: Register, who: Who, procedure: Procedure): void {
  if (who.as === 'officer' && procedure.opens.by.some((role) => role === who.role)) return
  if (tellOfWall(register, who, (one) => one.name === procedure.name)) throw new NotFound()
}

/**
 * An officer who tried what their role is walled off from: those who watch walls hear of it. It begins once the answer has gone its
 * way, and is the same whether there is something behind the wall or not; nothing that fails here reaches whoever tried. Gives
 * whether there is a wall.
 */
function tellOfWall({ firewall, procedures }: Register, who: Who, tried: (one: Procedure) => boolean): boolean {
  if (who.as !== 'officer') return false
  const behind = procedures.find((one) => tried(one) && one.walledOff.some((role) => role === who.role))
  if (behind === undefined) return false
  setImmediate(() => {
    firewall
      .asOfficer(who, (tx) => sql`select firewall.wall_tried(${behind.compartment})`.execute(tx))
      .catch(() => undefined)
  })
  return true
}

/** insufficient_privilege: the database itself has no right for the login. */
function isWall(error: unknown): boolean {
  return codeOf(error) === '42501'
}

/** The same, as the judgement names them. */
export function actorOf(who: Who): CaseActor {
  if (who.as === 'officer') return { role: roleOf(who.role), id: who.id, office: who.office }
  return { role: who.as, id: who.as === 'representative' ? who.id : null, office: null }
}

/** An officer's role as the procedures know it: the firewall let in none but those. */
function roleOf(role: string): CaseActor['role'] {
  return role as CaseActor['role'] // the logins were made from the list of roles
}
