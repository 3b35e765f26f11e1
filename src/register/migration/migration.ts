/**
 * From the installed declaration to another one: worked out, shown, read by somebody, and applied as it was read or not at all.
 * One transaction, with an entry in the log.
 */
import type pg from 'pg'
import { appendOwn, canonicalJson } from '../../ledger/index.ts'
import { type Procedure, versionsOf } from '../../procedures/index.ts'
import {
  type Installation,
  installFunctions,
  lockInstallation,
  procedureShape,
  shapeHash,
  statisticsShape,
} from '../install.ts'
import { declarationName, declared, hashOf, installedIn, noteDeclarations } from '../installed.ts'
import { sqlName } from '../tables/names.ts'
import { declaredChanges } from './changes.ts'
import { affected, changedClocks, clockStatements } from './running.ts'
import { shapeChanges } from './shape.ts'

export interface Migration {
  readonly procedure: string
  /** What the declaration says otherwise, version by version. */
  readonly words: readonly string[]
  /** How many cases and times it meets now. */
  readonly affected: readonly string[]
  readonly statements: readonly string[]
  /** Names all but how many: by it somebody says that this is what they have read. */
  readonly hash: string
}

/** What stands against it; nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
  readonly reasons: readonly string[]

  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'))
    this.reasons = reasons
  }
}

/** The migration that is due; null where the database runs what is declared. Changes nothing. */
export function plannedMigration(owner: pg.Client, what: Installation, name: string): Promise<Migration | null> {
  return inTransaction(owner, 'rollback', () => planned(owner, what, named(what, name)))
}

/** Applies it as it was read. Refuses (MigrationRefused) where it would be another by now. */
export function applyMigration(
  owner: pg.Client,
  what: Installation,
  read: { name: string; hash: string },
): Promise<Migration> {
  return inTransaction(owner, 'commit', async () => {
    const procedure = named(what, read.name)
    await lockInstallation(owner)
    const migration = await planned(owner, what, procedure)
    if (migration === null) throw new MigrationRefused([`The database runs the declaration of ${read.name} already.`])
    if (migration.hash !== read.hash)
      throw new MigrationRefused([
        `What was read is not what would be done: the migration is ${migration.hash} now. Nothing was changed; read it anew.`,
      ])
    const there = await installedIn(owner)
    for (const statement of migration.statements) await owner.query(statement)
    for (const shape of [procedureShape(procedure), statisticsShape(procedure)])
      await owner.query('update register.installed set (sha256, at) = ($2, now()) where name = $1', [
        shape.name,
        shapeHash(shape),
      ])
    await noteDeclarations(owner, [procedure])
    await installFunctionsUnlessOthersWait(owner, what, procedure)
    await appendOwn(owner, 'register', 'register.migrated', {
      procedure: procedure.name,
      from: there.get(declarationName(procedure)) ?? null,
      to: hashOf(declared(procedure)),
      migration: migration.hash,
      versions: versionsOf(procedure).map(({ since }) => since),
    })
    return migration
  })
}

/** Another procedure may be waiting for its own migration: its functions are made with it, or at the next start. */
async function installFunctionsUnlessOthersWait(
  owner: pg.Client,
  what: Installation,
  procedure: Procedure,
): Promise<void> {
  const there = await installedIn(owner)
  const others = what.procedures.filter((one) => one !== procedure)
  const waiting = others.some((one) => there.get(declarationName(one)) !== hashOf(declared(one)))
  if (!waiting) await installFunctions(owner, what)
}

async function planned(owner: pg.Client, what: Installation, procedure: Procedure): Promise<Migration | null> {
  const installed = await installedVersions(owner, procedure)
  if (installed === null)
    throw new MigrationRefused([`${procedure.name} is not in the database yet: a start brings it in.`])
  const there = await installedIn(owner)
  if (there.get(declarationName(procedure)) === hashOf(declared(procedure))) return null
  const versions = versionsOf(procedure)
  const said = declaredChanges({ installed, declared: versions, today: what.today.toString() })
  const shape = await shapeChanges(owner, procedure)
  const refused = [...said.refused, ...shape.refused, ...(await statesLost(owner, procedure))]
  if (refused.length > 0) throw new MigrationRefused(refused)
  const changed = changedClocks(installed, procedure, what.modes(procedure))
  const statements = [...shape.statements, ...clockStatements(procedure, changed)]
  const comes = versions.filter(({ since }) => said.comes.includes(since ?? ''))
  const from = there.get(declarationName(procedure)) ?? ''
  return {
    procedure: procedure.name,
    words: said.words,
    affected: await affected(owner, procedure, { changed, comes }),
    statements,
    hash: hashOf(canonicalJson({ from, to: hashOf(declared(procedure)), words: [...said.words], statements })),
  }
}

/** Whoever stands in a state that no version has is lost: an amendment says where they go. */
async function statesLost(owner: pg.Client, procedure: Procedure): Promise<readonly string[]> {
  const { compartment, name, states } = procedure
  const { rows } = await owner.query<{ state: string; n: number }>(
    `select e.to_state as state, count(distinct e.case_id)::int as n from ${sqlName(compartment)}.event e
     where e.procedure = $1 and e.to_state <> all($2) group by 1 order by 1`,
    [name, Object.keys(states)],
  )
  return rows.map(
    ({ state, n }) =>
      `${n} cases stood or stand in ${state}, which no version declares. Say goesTo(…) in an amendment: the version that had it stays.`,
  )
}

async function installedVersions(owner: pg.Client, procedure: Procedure): Promise<readonly Procedure[] | null> {
  const { rows } = await owner.query<{ declared: readonly Procedure[] }>(
    'select declared from register.installed where name = $1',
    [declarationName(procedure)],
  )
  return rows[0]?.declared ?? null
}

function named({ procedures }: Installation, name: string): Procedure {
  const found = procedures.find((one) => one.name === name)
  if (found === undefined) throw new MigrationRefused([`There is no procedure ${name}.`])
  return found
}

async function inTransaction<T>(owner: pg.Client, end: 'commit' | 'rollback', work: () => Promise<T>): Promise<T> {
  await owner.query('begin')
  try {
    const done = await work()
    await owner.query(end)
    return done
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}
