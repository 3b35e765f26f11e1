/** Accounts: opened, changed and closed by the secretariat, each act in the history. A closed one stays, with its name. */
import { sql } from 'kysely'
import { z } from 'zod'
import { closeSessionsOf, ROLES, type Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { headOf, mayHandOver, mayManageAccounts } from './permission.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'public')

const fields = {
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  role: z.enum(ACCOUNT_ROLES),
  institution: z.string().min(1).optional(),
  organization: z.string().min(1).optional(),
  /** Of an officer of the registers. Which there are, the page knows. */
  agencyRole: z.string().min(1).optional(),
  office: z.string().min(1).optional(),
  language: z.string().regex(/^[a-z]{2}$/),
}

/** Secretariat, officials and the NHRI belong to an institution, civil society to an organization, the Committee to neither; an officer to an office. */
export const NewAccount = z.object(fields)
export type NewAccount = z.output<typeof NewAccount>

export const AccountChange = z.object({ ...fields, id: z.uuid(), version: z.coerce.number().int() })
export type AccountChange = z.output<typeof AccountChange>

export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly institution: string | null
  readonly organization: string | null
  readonly organizationName: string | null
  readonly agencyRole: string | null
  readonly office: string | null
  readonly language: string
  readonly openedAt: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
  readonly demonstration: boolean
  readonly version: number
}

export interface AccountQuery {
  readonly institution?: string | undefined
  readonly role?: string | undefined
  readonly standing?: 'open' | 'closed' | undefined
  readonly limit?: number
  readonly offset?: number
}

/** One page of accounts by name, for those who manage them and for colleagues of one institution. */
export async function accounts(
  tx: Tx,
  viewer: Viewer,
  { institution, role, standing, limit = 50, offset = 0 }: AccountQuery = {},
): Promise<{ readonly rows: readonly AccountRow[]; readonly total: number }> {
  const own = institution !== undefined && institution === viewer.institution
  if (!mayManageAccounts(viewer) && !own) throw new StepRefused('not-your-task')
  const rows = await select(tx)
    .select(sql<string>`count(*) over ()`.as('total'))
    .$if(institution !== undefined, (query) => query.where('institution', '=', institution ?? null))
    .$if(role !== undefined, (query) => query.where('role', '=', role ?? ''))
    .$if(standing !== undefined, (query) => query.where('closed_at', standing === 'closed' ? 'is not' : 'is', null))
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { rows: rows.map(({ total: _, ...row }) => row), total: Number(rows[0]?.total ?? 0) }
}

/** One account. NotFound for those whose work it is not to pass on: the person, the head of the institution, the secretariat. */
export async function findAccount(tx: Tx, viewer: Viewer, id: string): Promise<AccountRow> {
  const row = UUID.test(id) ? await select(tx).where('id', '=', id).executeTakeFirst() : undefined
  if (row === undefined || !mayHandOver(viewer, row, await headOf(tx, row.institution))) throw new NotFound()
  return row
}

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly institution: string | null
}

/** Open accounts to choose from: those of an institution, by name. A closed one is never among them. */
export async function colleaguesOf(tx: Tx, institution: string): Promise<readonly Colleague[]> {
  return tx
    .selectFrom('account')
    .select(['id', 'name', 'institution'])
    .where('institution', '=', institution)
    .where('closed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** To whom everything of an account can pass: open accounts beside it, of a role that may hold it. */
export async function successorsOf(tx: Tx, account: AccountRow): Promise<readonly Colleague[]> {
  return tx
    .selectFrom('account')
    .select(['id', 'name', 'institution'])
    .where(sql<boolean>`institution is not distinct from ${account.institution}`)
    .where(sql<boolean>`organization is not distinct from ${account.organization}`)
    .$if(account.role === 'secretariat', (query) => query.where('role', '=', 'secretariat'))
    .where('id', '<>', account.id)
    .where('closed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Opens an account and gives its id. Refuses an address that is taken, and a role without its institution. */
export async function openAccount(tx: Tx, viewer: Viewer, input: NewAccount): Promise<string> {
  if (!mayManageAccounts(viewer)) throw new StepRefused('not-your-task')
  await refuseUnfit(tx, input, null)
  const { id } = await tx.insertInto('account').values(valuesOf(input)).returning('id').executeTakeFirstOrThrow()
  return id
}

/**
 * Opens the first account of the secretariat, for the operator of a system that has none: from then on the secretariat
 * opens them. Refused once there is one that is not invented.
 */
export async function openFirstAccount(tx: Tx, input: Omit<NewAccount, 'role' | 'organization'>): Promise<string> {
  // Two operators at once would both see none.
  await sql`lock table followup.account in share row exclusive mode`.execute(tx)
  const there = await tx
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'secretariat')
    .where('demonstration', '=', false)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (there !== undefined) throw new StepRefused('not-the-first-account')
  const first: NewAccount = { ...input, role: 'secretariat' }
  await refuseUnfit(tx, first, null)
  const { id } = await tx.insertInto('account').values(valuesOf(first)).returning('id').executeTakeFirstOrThrow()
  return id
}

/**
 * Changes an account. Who gets another role, institution or organization is signed out everywhere; refused while they
 * hold work, which belongs to where they were. Nobody takes their own role from themselves.
 */
export async function changeAccount(tx: Tx, viewer: Viewer, input: AccountChange): Promise<void> {
  if (!mayManageAccounts(viewer)) throw new StepRefused('not-your-task')
  const current = await lockAccount(tx, input.id, input.version)
  await refuseUnfit(tx, input, input.id)
  const values = valuesOf(input)
  const isOther =
    values.role !== current.role ||
    values.institution !== current.institution ||
    values.organization !== current.organization ||
    values.agency_role !== current.agencyRole ||
    values.office !== current.office
  if (isOther && input.id === viewer.account) throw new StepRefused('not-your-own-account')
  if (isOther && (await holdsWork(tx, input.id))) throw new StepRefused('account-holds-work')
  await tx
    .updateTable('account')
    .set({ ...values, version: input.version + 1 })
    .where('id', '=', input.id)
    .execute()
  if (isOther) await closeSessionsOf(tx, input.id)
}

/** Closes an account with empty hands and signs it out. The database refuses (`account-holds-work`) any other. */
export async function closeAccount(tx: Tx, viewer: Viewer, input: { id: string; version: number }): Promise<void> {
  if (!mayManageAccounts(viewer)) throw new StepRefused('not-your-task')
  if (input.id === viewer.account) throw new StepRefused('not-your-own-account')
  await lockAccount(tx, input.id, input.version)
  await shut(tx, input.id)
}

/** Opens a closed account again: a person who comes back is the same person. */
export async function reopenAccount(tx: Tx, viewer: Viewer, input: { id: string; version: number }): Promise<void> {
  if (!mayManageAccounts(viewer)) throw new StepRefused('not-your-task')
  await lockAccount(tx, input.id, input.version)
  await tx
    .updateTable('account')
    .set({ closed_at: null, version: input.version + 1 })
    .where('id', '=', input.id)
    .execute()
}

/** Marks the account closed and ends its sessions, in the caller's transaction. */
export async function shut(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('account')
    .set({ closed_at: sql<string>`now()`, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute()
  await closeSessionsOf(tx, id)
}

function select(tx: Tx) {
  return tx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'role', 'institution', 'organization', 'language', 'demonstration', 'version'])
    .select(['agency_role as agencyRole', 'office'])
    .select(['opened_at as openedAt', 'closed_at as closedAt'])
    .select(
      sql<string | null>`(select g.name from followup.organization g where g.code = account.organization)`.as(
        'organizationName',
      ),
    )
}

async function lockAccount(tx: Tx, id: string, version: number): Promise<AccountRow> {
  const row = await select(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new NotFound()
  if (row.version !== version) throw new Conflict({ ...row })
  return row
}

/** Whether anything is in their hands, unseen drafts included: one bit, which is all that the database tells. */
export async function holdsWork(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select followup.holds_work(${id}) as held`.execute(tx)
  return rows[0]?.held === true
}

function valuesOf({ name, email, role, institution, organization, agencyRole, office, language }: NewAccount) {
  return {
    ...{ name, email, role, language, institution: institution ?? null, organization: organization ?? null },
    ...{ agency_role: agencyRole ?? null, office: office ?? null },
  }
}

/** The database keeps these rules too; here they get a field and a name. */
async function refuseUnfit(tx: Tx, input: NewAccount, self: string | null): Promise<void> {
  const needsInstitution = input.role === 'secretariat' || input.role === 'official' || input.role === 'nhri'
  const taken = await tx
    .selectFrom('account')
    .select('id')
    .where(sql`lower(email)`, '=', input.email.toLowerCase())
    .executeTakeFirst()
  const institution = await known(tx, 'institution', input.institution)
  const organization = await known(tx, 'organization', input.organization)
  const problems = [
    ...belongs('institution', needsInstitution, input.institution, institution),
    ...belongs('organization', input.role === 'civil-society', input.organization, organization),
    ...belongs('agencyRole', input.role === 'officer', input.agencyRole, true),
    ...belongs('office', input.role === 'officer', input.office, true),
    ...(taken !== undefined && taken.id !== self ? [{ field: 'email', rule: 'taken' }] : []),
  ]
  if (problems.length > 0) throw new Invalid(problems)
}

function belongs(field: string, needed: boolean, given: string | undefined, isKnown: boolean) {
  if (!needed) return given === undefined ? [] : [{ field, rule: 'not-for-this-role' }]
  if (given === undefined) return [{ field, rule: 'missing' }]
  return isKnown ? [] : [{ field, rule: 'unknown' }]
}

async function known(tx: Tx, table: 'institution' | 'organization', code: string | undefined): Promise<boolean> {
  if (code === undefined) return false
  const row = await tx.selectFrom(table).select('code').where('code', '=', code).executeTakeFirst()
  return row !== undefined
}
