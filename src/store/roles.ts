/**
 * The login roles of the application. None owns a table, none is a member of another: what each may do is what the
 * migrations grant it, and row policies bind it. Passwords are derived from a key in the data directory.
 */

import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import { codeOf } from './code-of.ts'

/**
 * `web` serves people and is bound by row policies; `system` runs what answers to nobody's screen (mail, clocks)
 * and reads across institutions, but may write little; `door` alone lets people in: sessions, passkeys, and what was signed with
 * them. So whatever runs on the login of `web` can open no session and sign nothing.
 */
export const APPLICATION_ROLES = ['observance_web', 'observance_system', 'observance_door'] as const
export type ApplicationRole = (typeof APPLICATION_ROLES)[number]

export function passwordOf(key: Buffer, role: string): string {
  return createHmac('sha256', key).update(`role ${role}`).digest('base64url')
}

/**
 * Makes the login roles that are missing and sets their passwords where the login does not work with ours.
 * Refuses where the operator's role may not create roles.
 */
export async function ensureRoles(owner: pg.Client, key: Buffer): Promise<void> {
  for (const role of APPLICATION_ROLES) {
    try {
      await setLogin(owner, await mending(owner, role), role, passwordOf(key, role))
      await resetOwnSettings(owner, role)
    } catch (error) {
      // Another process that starts at this moment made it, with the same password.
      if (DUPLICATE.includes(codeOf(error))) continue
      throw new CannotStart(
        `The role in DATABASE_URL may not create the roles ${APPLICATION_ROLES.join(', ')} (${reason(error)}). Give it CREATEROLE, or name a role that has it. Nothing was changed.`,
      )
    }
  }
}

/** Nothing is set for the roles of the application: whatever there is, somebody set who got SQL in. */
async function resetOwnSettings(owner: pg.Client, role: string): Promise<void> {
  const { rowCount } = await owner.query(
    'select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname = $1',
    [role],
  )
  if (rowCount === 0) return
  await owner.query(`alter role ${owner.escapeIdentifier(role)} reset all; ${resetEverywhere(owner, role)}`)
}

/** duplicate_object, and what the index of the catalogue says where both looked before either wrote */
const DUPLICATE = ['42710', '23505']
/** "tuple concurrently updated": roles belong to the whole cluster, and another process starts at this moment. */
const CONCURRENT = 'XX000'

interface Mending {
  readonly verb: 'alter' | 'create'
  /** What must be said of the role: only what is not so already, since one who is no superuser may not even repeat it. */
  readonly attributes: string
}

const MISSING: Mending = {
  verb: 'create',
  attributes: 'nosuperuser nocreaterole nocreatedb noreplication nobypassrls',
}

async function mending(owner: pg.Client, role: string): Promise<Mending> {
  const { rows } = await owner.query<{ attributes: string }>(
    `select concat_ws(' ', case when rolsuper then 'nosuperuser' end, case when rolcreaterole then 'nocreaterole' end,
       case when rolcreatedb then 'nocreatedb' end, case when rolreplication then 'noreplication' end,
       case when rolbypassrls then 'nobypassrls' end) as attributes from pg_roles where rolname = $1`,
    [role],
  )
  const [found] = rows
  return found === undefined ? MISSING : { verb: 'alter', attributes: found.attributes }
}

async function setLogin(
  owner: pg.Client,
  { verb, attributes }: Mending,
  role: string,
  password: string,
): Promise<void> {
  const statement = `${verb} role ${owner.escapeIdentifier(role)} with login ${attributes} password ${owner.escapeLiteral(password)}`
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

/** A login role of the registers. Roles belong to the whole cluster; what each may do is granted in each database. */
export interface Login {
  /** "observance_judge" */
  readonly name: string
  /** Connections at once, of all processes. */
  readonly most: number
}

/** What every login of the registers has set; a session may change it for itself, so none of it is a wall. */
const LOGIN_SETTINGS = ['idle_in_transaction_session_timeout=60s', 'search_path=pg_catalog', 'statement_timeout=30s']

/**
 * Makes the login roles that are missing, mends those that are not as they must be, and refuses where one is a member of
 * another role or another installation uses them. One that is right already is left alone.
 *
 * Several databases of one installation share the roles, since they share the key. Two installations cannot share a cluster:
 * each would change the other's passwords. Which one a role belongs to is noted with it, as a mark that tells nothing of the key.
 */
export async function ensureLogins(
  owner: pg.Client,
  key: Buffer,
  logins: readonly Login[],
  which: Which = 'those that are not right',
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ensureAll(owner, key, { logins, which })
    } catch (error) {
      if (error instanceof CannotStart) throw error
      // Locks are a database's and roles the cluster's: another process, in another database, makes the same ones.
      if (![...DUPLICATE, CONCURRENT].includes(codeOf(error)) || attempt === 20)
        throw new CannotStart(
          `The role in DATABASE_URL may not make the login roles of the registers (${reason(error)}). Give it CREATEROLE, or name a role that has it. Nothing was changed.`,
        )
      await sleep(20 * attempt)
    }
  }
}

/** A password that is another's cannot be seen: `all` sets each anew. */
type Which = 'all' | 'those that are not right'

async function ensureAll(
  owner: pg.Client,
  key: Buffer,
  { logins, which }: { readonly logins: readonly Login[]; readonly which: Which },
): Promise<void> {
  await owner.query('begin')
  try {
    const known = await loginsOf(owner, logins)
    const mark = `observance ${createHmac('sha256', key).update('whose roles').digest('hex').slice(0, 32)}`
    const statements: string[] = []
    for (const login of logins) {
      const found = known.get(login.name)
      if (which !== 'all' && found === wanted(login, mark)) continue
      if (found?.includes('observance ') && !found.endsWith(mark)) throw foreign(login.name)
      const mended = found === undefined ? MISSING : await mending(owner, login.name)
      statements.push(...making(owner, login, { ...mended, key, mark }))
    }
    // In one packet: a first start makes them all.
    if (statements.length > 0) await owner.query(statements.join(';\n'))
    await refuseMembers(owner, [...APPLICATION_ROLES, ...logins.map(({ name }) => name)])
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

function wanted({ most }: Login, mark: string): string {
  return `login ${most} ${LOGIN_SETTINGS.join(' ')} ${mark}`
}

/** What each role is now, in the words of `wanted`. */
async function loginsOf(owner: pg.Client, logins: readonly Login[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await owner.query<{ name: string; found: string }>(
    `select rolname as name, concat_ws(' ', case when rolcanlogin then 'login' end, case when rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls then 'unsafe' end,
       rolconnlimit, (select string_agg(one, ' ' order by one) from unnest(rolconfig) one),
       (select 'set elsewhere' from pg_db_role_setting s where s.setrole = pg_roles.oid and s.setdatabase <> 0 limit 1), shobj_description(oid, 'pg_authid')) as found
     from pg_roles where rolname = any($1)`,
    [logins.map(({ name }) => name)],
  )
  return new Map(rows.map(({ name, found }) => [name, found]))
}

interface Making extends Mending {
  readonly key: Buffer
  readonly mark: string
}

function making(owner: pg.Client, { name, most }: Login, { key, mark, verb, attributes }: Making): string[] {
  const role = owner.escapeIdentifier(name)
  return [
    `${verb} role ${role} with login noinherit ${attributes} connection limit ${most} password ${owner.escapeLiteral(passwordOf(key, name))}`,
    `alter role ${role} reset all`,
    resetEverywhere(owner, name),
    ...LOGIN_SETTINGS.map((setting) => `alter role ${role} set ${setting.replace('=', " to '")}'`),
    `comment on role ${role} is ${owner.escapeLiteral(mark)}`,
    // An owner who is no superuser sees when a backend began (firewall.enter) as a member of its login alone.
    `do $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then
       execute format('grant %I to %I', ${owner.escapeLiteral(name)}, current_user); end if; end $$`,
  ]
}

/** Takes back what a role has set for itself in single databases: any role may, and it would stand for whoever uses that login next. */
function resetEverywhere(owner: pg.Client, name: string): string {
  const role = owner.escapeLiteral(name)
  return `do $$ declare one record; begin for one in select d.datname from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
       where s.setrole = ${role}::regrole loop
     execute format('alter role %I in database %I reset all', ${role}, one.datname); end loop; end $$`
}

/**
 * A member of another role can become it with one injected `set_config('role', …)`. Nor may anybody become a login: only the
 * role that made them, which PostgreSQL 16 and later enters as a member of what it makes.
 */
async function refuseMembers(owner: pg.Client, names: readonly string[]): Promise<void> {
  const { rows } = await owner.query<{ member: string; role: string }>(
    `select m.rolname as member, r.rolname as role from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
     where m.rolname = any($1) or (r.rolname = any($1) and m.rolname <> current_user) order by 1, 2`,
    [names],
  )
  if (rows.length === 0) return
  const found = rows.map(({ member, role }) => `${member} is a member of ${role}`).join(', ')
  const mend = rows.map(({ member, role }) => `revoke ${role} from ${member}`).join('; ')
  throw new CannotStart(
    `The wall between the registers has a hole: ${found}, so that one can become the other. Nothing was changed. Run "${mend}" and start again.`,
  )
}

function foreign(name: string): CannotStart {
  return new CannotStart(
    `The role ${name} of this database server belongs to another installation of Observance, with other keys. Nothing was changed. Give this one a server of its own, or put back the keys that belong to it.`,
  )
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
