/**
 * `observance procedure migrate`: what the database would have to become for the declared procedure, written into a file that
 * somebody reads; and, with the hash that the file names, done in one transaction.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultCountry } from '../countries/index.ts'
import { readPack } from '../obligations/install/index.ts'
import { checkAll, findingLines, PROCEDURES } from '../procedures/index.ts'
import {
  applyMigration,
  countryModes,
  type Installation,
  type Migration,
  MigrationRefused,
  plannedMigration,
} from '../register/index.ts'
import { readSettings, type Store } from '../store/index.ts'
import { Refused, WrongUse } from './refused.ts'
import { withStore } from './with-store.ts'

export interface MigrateOptions {
  /** The hash of the migration that was read. */
  readonly apply?: string
}

/** Shows what differs and writes it into a file; with `--apply` does what that file says. Refuses (exit code 1) what would lose something. */
export async function procedureMigrateCommand(name: string, { apply }: MigrateOptions): Promise<void> {
  if (!PROCEDURES.some((one) => one.name === name))
    throw new WrongUse(`There is no procedure ${name}. There are: ${PROCEDURES.map((one) => one.name).join(', ')}.`)
  const faults = findingLines(checkAll(PROCEDURES))
  if (faults.length > 0)
    throw new Refused(`The declared procedures are not sound. Nothing was changed.\n${faults.join('\n')}`)
  try {
    await withStore((store) => (apply === undefined ? shown(store, name) : applied(store, name, apply)))
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error
    throw new Refused(`Nothing was changed.\n${error.reasons.join('\n')}`)
  }
}

async function shown(store: Store, name: string): Promise<void> {
  const migration = await withOwner(store, (owner, what) => plannedMigration(owner, what, name))
  if (migration === null) {
    console.log(`The database runs the declaration of ${name}. There is nothing to migrate.`)
    return
  }
  const text = migrationText(migration)
  const folder = join(readSettings().dataFolder, 'migrations')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${migration.hash.slice(0, 12)}.txt`)
  writeFileSync(file, text)
  process.stdout.write(text)
  console.log(
    `\nNothing was changed. This stands in ${file}. When it has been read, stop the server, and apply just this with\n  observance procedure migrate ${name} --apply ${migration.hash}`,
  )
}

async function applied(store: Store, name: string, hash: string): Promise<void> {
  const migration = await withOwner(store, (owner, what) => applyMigration(owner, what, { name, hash }))
  console.log(
    [
      ...migration.affected,
      `The database runs the declaration of ${name}, and the log has an entry of the migration ${hash.slice(0, 12)}. Start the server.`,
    ].join('\n'),
  )
}

/** What is read before it is done. */
export function migrationText({ procedure, words, affected, statements, hash }: Migration): string {
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines]
  return `${[
    `Migration of ${procedure}`,
    ...part('What the declaration says otherwise', words),
    ...part('Cases and times that it meets, as they are now', affected),
    ...part(
      'Statements, in one transaction',
      statements.length === 0 ? ['The tables stay as they are.'] : statements.map((one) => `${one};`),
    ),
    'The functions that alone write to the tables are made anew from the declaration.',
    ...part('Hash', [hash]),
  ].join('\n')}\n`
}

type Owner = Awaited<ReturnType<Store['ownerClient']>>

async function withOwner<T>(store: Store, work: (owner: Owner, what: Installation) => Promise<T>): Promise<T> {
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  const today = Temporal.Now.plainDateISO(pack.timeZone)
  const modes = countryModes(pack, PROCEDURES, today.toString()).of
  const owner = await store.ownerClient()
  try {
    return await work(owner, { procedures: PROCEDURES, pack, modes, today })
  } finally {
    await owner.end()
  }
}
