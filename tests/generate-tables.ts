/** `npm run tables`: writes `src/store/tables.ts` from the migrated database, so that types never drift from SQL. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/index.ts'
import { passwordOf } from '../src/store/roles.ts'

const TARGET = join(import.meta.dirname, '../src/store/tables.ts')

/** The text of `tables.ts` for the database that the migrations make. */
export async function generateTables(): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'observance-tables-'))
  const store = await openStore({ port: 0, dataFolder, databaseUrl: null })
  try {
    const key = Buffer.from(readFileSync(join(dataFolder, 'keys/roles.key'), 'utf8'), 'hex')
    const password = passwordOf(key, 'observance_owner')
    const out = join(dataFolder, 'tables.ts')
    const made = spawnSync(
      join(import.meta.dirname, '../node_modules/.bin/kysely-codegen'),
      [
        ...[
          '--dialect',
          'postgres',
          '--url',
          `postgres://observance_owner:${password}@localhost/observance?host=${dataFolder}/run`,
        ],
        ...[
          '--out-file',
          out,
          '--include-pattern',
          '(followup|firewall|register).*',
          '--default-schema',
          'followup',
          '--type-only-imports',
        ],
        ...['--date-parser', 'string', '--numeric-parser', 'string'],
      ],
      { encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(made.stderr)
    return format(readFileSync(out, 'utf8'))
  } finally {
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** Instants are Temporal's, and the one exported name is `Tables`. */
function format(generated: string): string {
  const text = generated
    .replace(
      /^[\s\S]*?\*\/\n/,
      '/** Types of the tables, made by `npm run tables` from the migrated database. Not edited by hand. */\n',
    )
    .replace(/ColumnType<Date, Date \| string, Date \| string>/, 'ColumnType<Temporal.Instant, string, string>')
    .replace('export interface DB {', 'export interface Tables {')
  const formatted = spawnSync(
    join(import.meta.dirname, '../node_modules/.bin/biome'),
    ['format', '--stdin-file-path=src/store/tables.ts'],
    { input: text, encoding: 'utf8' },
  )
  if (formatted.status !== 0) throw new Error(formatted.stderr)
  return formatted.stdout
}

if (import.meta.main) writeFileSync(TARGET, await generateTables())
