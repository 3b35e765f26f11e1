/** Refuses a server on which an acknowledged record could be lost, or which is too old. */
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'

const OLDEST_SERVER = 150_000

const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

/** Of our logins, those that are told to wait for less: each connection begins with what is set for its login. */
const LOGINS_THAT_DO_NOT_WAIT = `
  select r.rolname as login, setting from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) setting
  where r.rolname like 'observance\\_%' and setting ~* '^synchronous_commit='
    and lower(split_part(setting, '=', 2)) not in ('on', 'true', 'yes', '1', 'remote_write', 'remote_apply')
    and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
  order by login limit 1`

/** Reads version and durability settings from the live server. Nothing is changed, whatever it finds. */
export async function refuseUnsafe(client: pg.Client): Promise<void> {
  const version = Number((await one(client, 'server_version_num')) ?? 0)
  if (version < OLDEST_SERVER) {
    const shown = await one(client, 'server_version')
    throw new CannotStart(`The database is PostgreSQL ${shown}; Observance needs 15 or later. Nothing was changed.`)
  }
  for (const name of MUST_BE_ON) {
    const value = await one(client, name)
    if (value === 'off' || (name === 'synchronous_commit' && value === 'local')) {
      throw new CannotStart(
        `The database runs with ${name} = ${value}: after a crash, what people were told is saved could be gone. Turn it on and start again. Nothing was changed.`,
      )
    }
  }
  if ((await one(client, 'data_checksums')) !== 'on')
    throw new CannotStart(
      'The database keeps no checksums of its pages: what a broken disk changes would be shown as it was saved. Stop it, run pg_checksums --enable on its folder, and start again. Nothing was changed.',
    )
  const { rows } = await client.query<{ login: string; setting: string }>(LOGINS_THAT_DO_NOT_WAIT)
  if (rows[0] !== undefined)
    throw new CannotStart(
      `The login ${rows[0].login} has ${rows[0].setting.replace('=', ' = ')}: after a crash, what people were told is saved could be gone. Take the setting off the login and start again. Nothing was changed.`,
    )
}

async function one(client: pg.Client, setting: string): Promise<string | undefined> {
  const result = await client.query<{ value: string }>('select current_setting($1) as value', [setting])
  return result.rows[0]?.value
}
