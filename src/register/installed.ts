/**
 * What the database runs: hashes of the tables and declarations that were installed, and what each declaration says. Another
 * declaration is no start's business: it comes in by a migration that people have read.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { canonicalJson, type Json } from '../ledger/index.ts'
import { type Procedure, versionsOf } from '../procedures/index.ts'
import { CannotStart } from '../store/index.ts'
import { onceFor } from './once-for.ts'

/** Hash of what was installed, by name. */
export type Installed = ReadonlyMap<string, string>

export async function installedIn(owner: pg.Client): Promise<Installed> {
  const { rows } = await owner.query<{ name: string; sha256: string }>('select name, sha256 from register.installed')
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

/** A case is judged by its declaration: another one comes into the database by a migration that people have read. */
export function refuseUnmigrated(procedures: readonly Procedure[], there: Installed): void {
  const other = procedures.filter(
    (one) => (there.get(declarationName(one)) ?? hashOf(declared(one))) !== hashOf(declared(one)),
  )
  if (other.length === 0) return
  const commands = other.map(({ name }) => `"observance procedure migrate ${name}"`)
  throw new CannotStart(
    `The database runs another declaration of ${other.map(({ name }) => name).join(', ')} than this program. Nothing was changed. ${commands.join(' and ')} ${commands.length === 1 ? 'says' : 'say'} what differs, and how it is brought in.`,
  )
}

/** Notes what these declarations say, as what is installed. */
export async function noteDeclarations(owner: pg.Client, procedures: readonly Procedure[]): Promise<void> {
  if (procedures.length === 0) return
  const texts = procedures.map(declared)
  await owner.query(
    `insert into register.installed (name, sha256, declared) select * from unnest($1::text[], $2::text[], $3::jsonb[])
       on conflict (name) do update set (sha256, declared, at) = (excluded.sha256, excluded.declared, now())`,
    [procedures.map(declarationName), texts.map(hashOf), texts],
  )
}

export const declarationName = ({ name }: Procedure): string => `declaration ${name}`

/** What a declaration says of cases, in one spelling: its versions, without the sentences that explain a fact to officers. */
export const declared = onceFor((procedure: Procedure): string => {
  return canonicalJson(JSON.parse(JSON.stringify(versionsOf(procedure).map(unexplained))) as Json) // data that JSON carries
})

/** The version without what explains a fact to an officer, which is not kept with what is installed. */
export function unexplained(version: Procedure): Procedure {
  const facts = Object.fromEntries(Object.entries(version.facts).map(([name, fact]) => [name, { ...fact, means: '' }]))
  return { ...version, facts }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
