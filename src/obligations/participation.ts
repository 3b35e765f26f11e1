/**
 * Who answers for an obligation: one lead institution, any number of contributing ones, and in each a focal point, an
 * alternate and a validator. A person named here comes before the institution's post.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Conflict, Invalid, NotFound, type Problem, StepRefused, type Tx } from '../store/index.ts'
import { isSecretariat, type Part, refuseUnless } from './rights.ts'
import { stale } from './stale.ts'

export interface Holder {
  readonly id: string
  readonly name: string
  /** Named for this obligation, or holding the institution's post. */
  readonly by: 'name' | 'post'
}

export interface Participation {
  readonly obligation: string
  readonly institution: string
  /** By language. */
  readonly institution_name: Readonly<Record<string, string>>
  readonly part: 'lead' | 'contributing'
  readonly focal_point: Holder | null
  readonly alternate: Holder | null
  readonly validator: Holder | null
  readonly version: number
}

/** Participations of the obligations with whoever effectively holds each task; the lead first. */
export async function participationsOf(tx: Tx, obligations: readonly string[]): Promise<readonly Participation[]> {
  const { rows } = await sql<Participation>`
    select p.obligation, p.institution, i.name as institution_name, p.part, p.version,
      ${holder('focal_point', 'focal-point')} as focal_point, ${holder('alternate', 'alternate')} as alternate,
      ${holder('validator', 'validator')} as validator
    from followup.participation p join followup.institution i on i.code = p.institution
    where p.obligation = any (${[...obligations]}::uuid[])
    order by p.part desc, p.institution`.execute(tx)
  return rows
}

function holder(column: 'focal_point' | 'alternate' | 'validator', post: string) {
  return sql`(select jsonb_build_object('id', a.id, 'name', a.name, 'by', case when p.${sql.ref(column)} is null then 'post' else 'name' end)
    from followup.account a where a.id = coalesce(p.${sql.ref(column)},
      (select h.account from followup.post h where h.institution = p.institution and h.post = ${post})))`
}

/** What the rules of rights.ts ask of an obligation. */
export async function partsOf(
  tx: Tx,
  obligations: readonly string[],
): Promise<readonly (Part & { obligation: string })[]> {
  return partsIn(await participationsOf(tx, obligations))
}

/** The same of participations that have been read already. */
export function partsIn(participations: readonly Participation[]): readonly (Part & { obligation: string })[] {
  return participations.map(({ obligation, institution, part, validator }) => ({
    obligation,
    institution,
    part,
    validator: validator?.id ?? null,
  }))
}

/** The form's fields bear the names of the columns, so that a conflict can be shown against what was typed. */
export const Assignment = z.object({
  obligation: z.uuid(),
  institution: z.string().min(1),
  part: z.enum(['lead', 'contributing']),
  focal_point: z.uuid().optional(),
  alternate: z.uuid().optional(),
  validator: z.uuid().optional(),
  /** Absent for an institution that had no part so far. */
  version: z.coerce.number().int().optional(),
})
export type Assignment = z.output<typeof Assignment>

/**
 * Gives an institution its part, and names people in it. A new lead makes the former one contributing. Refuses closed
 * institutions and accounts, people of another institution, and one person for both sides of a validation.
 */
export async function assign(tx: Tx, viewer: Viewer, input: Assignment): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  await refuseUnfit(tx, input)
  const { obligation, institution, version, ...chosen } = input
  if (input.part === 'lead') await demoteOtherLead(tx, obligation, institution)
  const people = {
    focal_point: chosen.focal_point ?? null,
    alternate: chosen.alternate ?? null,
    validator: chosen.validator ?? null,
  }
  if (version === undefined) {
    const added = await tx
      .insertInto('participation')
      .values({ obligation, institution, part: chosen.part, ...people })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (added === undefined) throw stale(await current(tx, obligation, institution))
    return
  }
  await refuseToLeaveNoLead(tx, input)
  const changed = await tx
    .updateTable('participation')
    .set({ part: chosen.part, ...people, version: version + 1 })
    .where('obligation', '=', obligation)
    .where('institution', '=', institution)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (changed !== undefined) return
  // Its part may have been ended meanwhile: then there is none now, and saving gives it one again.
  throw new Conflict((await current(tx, obligation, institution)) ?? { obligation, institution, part: null, ...NOBODY })
}

const NOBODY = { focal_point: null, alternate: null, validator: null }

/** Ends a contribution. A lead is replaced, never removed. */
export async function unassign(
  tx: Tx,
  viewer: Viewer,
  input: { obligation: string; institution: string; version?: number | undefined },
): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const found = await current(tx, input.obligation, input.institution)
  if (found === undefined) throw new NotFound()
  if (input.version !== undefined && input.version !== found.version) throw new Conflict(found)
  if (found.part === 'lead') throw new StepRefused('lead-is-replaced')
  await tx
    .deleteFrom('participation')
    .where('obligation', '=', input.obligation)
    .where('institution', '=', input.institution)
    .execute()
}

function current(tx: Tx, obligation: string, institution: string) {
  return tx
    .selectFrom('participation')
    .selectAll()
    .where('obligation', '=', obligation)
    .where('institution', '=', institution)
    .executeTakeFirst()
}

async function demoteOtherLead(tx: Tx, obligation: string, institution: string): Promise<void> {
  await tx
    .updateTable('participation')
    .set((eb) => ({ part: 'contributing', version: eb('version', '+', 1) }))
    .where('obligation', '=', obligation)
    .where('part', '=', 'lead')
    .where('institution', '<>', institution)
    .execute()
}

async function refuseToLeaveNoLead(tx: Tx, input: Assignment): Promise<void> {
  if (input.part === 'lead') return
  const found = await current(tx, input.obligation, input.institution)
  if (found?.part === 'lead') throw new StepRefused('lead-is-replaced')
}

async function refuseUnfit(tx: Tx, input: Assignment): Promise<void> {
  const obligation = await tx
    .selectFrom('obligation')
    .select('id')
    .where('id', '=', input.obligation)
    .executeTakeFirst()
  if (obligation === undefined) throw new NotFound()
  const institution = await tx
    .selectFrom('institution')
    .select('closed_on')
    .where('code', '=', input.institution)
    .executeTakeFirst()
  if (institution === undefined) throw new Invalid([{ field: 'institution', rule: 'unknown' }])
  if (institution.closed_on !== null) throw new StepRefused('institution-closed', { institution: input.institution })
  const problems = await unfitPeople(tx, input)
  if (problems.length > 0) throw new Invalid(problems)
}

async function unfitPeople(tx: Tx, input: Assignment): Promise<Problem[]> {
  const named = (['focal_point', 'alternate', 'validator'] as const).flatMap((field) => {
    const account = input[field]
    return account === undefined ? [] : [{ field, account }]
  })
  if (named.length === 0) return []
  const ids = named.map(({ account }) => account)
  const accounts = await tx
    .selectFrom('account')
    .select('id')
    .where('id', 'in', ids)
    .where('institution', '=', input.institution)
    .execute()
  const fit = new Set(accounts.map(({ id }) => id))
  const strangers = named
    .filter(({ account }) => !fit.has(account))
    .map(({ field }) => ({ field, rule: 'of-another-institution' }))
  const both = input.validator !== undefined && input.validator === input.focal_point
  return both ? [...strangers, { field: 'validator', rule: 'validator-is-focal-point' }] : strangers
}
