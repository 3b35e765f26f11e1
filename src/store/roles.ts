/**
 * The login roles of the application. None owns a table, none is a member of another: what each may do is what the
 * migrations grant it, and row policies bind it. Passwords are derived from a key in the data directory.
 */
import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'

/**
 * `web` serves people and is bound by row policies; `system` runs what answers to nobody's screen (mail, clocks)
 * and reads across institutions, but may write little.
 */
export const APPLICATION_ROLES = ['observance_web', 'observance_system'] as const
export type ApplicationRole = (typeof APPLICATION_ROLES)[number]

export function passwordOf(key: Buffer, role: string): string {
  return createHmac('sha256', key).update(`role ${role}`).digest('base64url')
}

/**
 * Makes the login roles that are missing and sets their passwords where the login does not work with ours.
 * Refuses where the operator's role may not create roles.
 */
export async function ensureRoles(owner: pg.Client, key: Buffer): Promise<void> {
  const existing = await owner.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    APPLICATION_ROLES,
  ])
  const known = new Set(existing.rows.map((row) => row.rolname))
  for (const role of APPLICATION_ROLES) {
    const verb = known.has(role) ? 'alter' : 'create'
    try {
      await setLogin(owner, verb, role, passwordOf(key, role))
    } catch (error) {
      // Another process that starts at this moment made it, with the same password.
      if (DUPLICATE.includes(codeOf(error) ?? '')) continue
      throw new CannotStart(
        `The role in DATABASE_URL may not create the roles ${APPLICATION_ROLES.join(' and ')} (${reason(error)}). Give it CREATEROLE, or name a role that has it. Nothing was changed.`,
      )
    }
  }
}

/** duplicate_object, and what the index of the catalogue says where both looked before either wrote */
const DUPLICATE = ['42710', '23505']
/** "tuple concurrently updated": roles belong to the whole cluster, and another process starts at this moment. */
const CONCURRENT = 'XX000'

async function setLogin(owner: pg.Client, verb: 'alter' | 'create', role: string, password: string): Promise<void> {
  const statement = `${verb} role ${owner.escapeIdentifier(role)} with login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password ${owner.escapeLiteral(password)}`
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query(statement)
      return
    } catch (error) {
      if (codeOf(error) !== CONCURRENT || attempt === 10) throw error
      await sleep(20 * attempt)
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
