/** Refuses a server on which an acknowledged record could be lost, or which is too old. */
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'

const OLDEST_SERVER = 150_000

const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

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
}

async function one(client: pg.Client, setting: string): Promise<string | undefined> {
  const result = await client.query<{ value: string }>('select current_setting($1) as value', [setting])
  return result.rows[0]?.value
}
