/** The three things an operator sets: port, data directory, and one's own database. Read once, at the edge. */
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  OBSERVANCE_DATA: z.string().min(1).default('data'),
  DATABASE_URL: z.string().min(1).optional(),
})

export interface Settings {
  readonly port: number
  /** Absolute path of the data directory: cluster, keys, socket. */
  readonly dataFolder: string
  /** Address of the operator's own PostgreSQL, with a role that may create roles; null for the embedded server. */
  readonly databaseUrl: string | null
}

/** Reads the settings from the environment; refuses what is not a port or not an address. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = Environment.safeParse(emptyIsUnset(env))
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'environment')
    throw new CannotStart(`${name} is not usable: "${env[name] ?? ''}". A port is a number from 0 to 65535.`)
  }
  const { PORT, OBSERVANCE_DATA, DATABASE_URL } = parsed.data
  if (DATABASE_URL !== undefined && !/^postgres(ql)?:\/\//.test(DATABASE_URL)) {
    throw new CannotStart('DATABASE_URL is not usable: it must begin with postgres:// or postgresql://.')
  }
  return {
    port: PORT,
    dataFolder: isAbsolute(OBSERVANCE_DATA) ? OBSERVANCE_DATA : resolve(OBSERVANCE_DATA),
    databaseUrl: DATABASE_URL ?? null,
  }
}

function emptyIsUnset(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(
    ['PORT', 'OBSERVANCE_DATA', 'DATABASE_URL'].map((name) => [name, env[name] === '' ? undefined : env[name]]),
  )
}
