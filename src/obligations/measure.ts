/**
 * Measures: what an institution does or plans to do. One measure may answer many obligations, and is then reported
 * once. It begins as a draft of its institution, and is shared when the institution says so.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, type Tx } from '../store/index.ts'
import { dependenciesOf, setDependencies } from './measure-dependency.ts'
import { partsOf } from './participation.ts'
import { isSecretariat, mayWorkOn, refuseUnless } from './rights.ts'
import { audienceFor, SHARINGS, sharingOf } from './sharing.ts'
import { stale } from './stale.ts'

export const MEASURE_STATES = ['planned', 'under-way', 'done', 'abandoned'] as const

/** Fields bear the names of the columns, so that a conflict can be shown against what was typed. */
export const Measure = z.object({
  /** Absent for a new one, and so is the version. */
  id: z.uuid().optional(),
  version: z.coerce.number().int().optional(),
  title: z.string().trim().min(1).max(300),
  description: z.string().trim().max(10_000).default(''),
  /** The viewer's own, unless the secretariat plans for another. */
  institution: z.string().optional(),
  responsible: z.uuid().optional(),
  starts_on: z.iso.date().optional(),
  ends_on: z.iso.date().optional(),
  budget_line: z.string().trim().max(200).optional(),
  state: z.enum(MEASURE_STATES).default('planned'),
  obligations: z.array(z.uuid()).min(1).max(200),
  depends_on: z.array(z.uuid()).max(100).default([]),
  sharing: z.enum(SHARINGS).default('own'),
})
export type Measure = z.output<typeof Measure>

/** Saves a new measure or a changed one, and gives its id. Refuses obligations in which the viewer's institution takes no part. */
export async function saveMeasure(tx: Tx, viewer: Viewer, input: Measure): Promise<string> {
  const institution = await institutionOf(tx, viewer, input)
  await refuseUnfit(tx, institution, input)
  const before = input.id === undefined ? [] : await obligationsOf(tx, input.id)
  await refuseForeignObligations(tx, viewer, [...new Set([...before, ...input.obligations])])
  const id =
    input.id === undefined
      ? await insertMeasure(tx, viewer, { ...input, institution })
      : await updateMeasure(tx, viewer, { ...input, id: input.id, institution })
  await setObligations(tx, id, { before, after: input.obligations })
  await setDependencies(tx, id, input.depends_on)
  return id
}

/** Shares a measure with officials or everybody, or takes it back. */
export async function shareMeasure(
  tx: Tx,
  viewer: Viewer,
  input: { id: string; version: number; sharing: Measure['sharing'] },
): Promise<void> {
  const now = await measureAsForm(tx, input.id)
  if (now === undefined) throw new NotFound()
  await saveMeasure(tx, viewer, { ...Measure.parse(withoutNulls(now)), version: input.version, sharing: input.sharing })
}

/** The measure under the names of the form; undefined where there is none or it is not the reader's. */
export async function measureAsForm(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('measure')
    .select([
      'id',
      'version',
      'title',
      'description',
      'institution',
      'responsible',
      'starts_on',
      'ends_on',
      'budget_line',
      'state',
      'audience',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { audience, ...fields } = row
  return {
    ...fields,
    sharing: sharingOf(audience),
    obligations: await obligationsOf(tx, id),
    depends_on: await dependenciesOf(tx, id),
  }
}

/** Officials plan for their own institution; the secretariat for any, but then not as a draft that the other cannot see. */
async function institutionOf(tx: Tx, viewer: Viewer, input: Measure): Promise<string> {
  const existing =
    input.id === undefined
      ? undefined
      : await tx.selectFrom('measure').select('institution').where('id', '=', input.id).executeTakeFirst()
  if (input.id !== undefined && existing === undefined) throw new NotFound()
  const institution = existing?.institution ?? input.institution ?? viewer.institution
  if (institution === null) throw new Invalid([{ field: 'institution', rule: 'required' }])
  if (institution === viewer.institution) return institution
  refuseUnless(isSecretariat(viewer))
  if (input.sharing === 'own') throw new Invalid([{ field: 'sharing', rule: 'draft-of-another' }])
  return institution
}

async function refuseUnfit(tx: Tx, institution: string, input: Measure): Promise<void> {
  if (input.starts_on !== undefined && input.ends_on !== undefined && input.ends_on < input.starts_on)
    throw new Invalid([{ field: 'ends_on', rule: 'ends-before-it-starts' }])
  if (input.responsible === undefined) return
  const person = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', input.responsible)
    .where('institution', '=', institution)
    .executeTakeFirst()
  if (person === undefined) throw new Invalid([{ field: 'responsible', rule: 'of-another-institution' }])
}

async function refuseForeignObligations(tx: Tx, viewer: Viewer, obligations: readonly string[]): Promise<void> {
  const known = await tx
    .selectFrom('obligation')
    .select('id')
    .where('id', 'in', [...obligations])
    .execute()
  if (known.length < obligations.length) throw new NotFound()
  const parts = Map.groupBy(await partsOf(tx, obligations), ({ obligation }) => obligation)
  refuseUnless(obligations.every((obligation) => mayWorkOn(viewer, parts.get(obligation) ?? [])))
}

type Placed = Measure & { readonly institution: string }

async function insertMeasure(tx: Tx, viewer: Viewer, input: Placed): Promise<string> {
  const { id } = await tx.insertInto('measure').values(columns(viewer, input)).returning('id').executeTakeFirstOrThrow()
  return id
}

async function updateMeasure(tx: Tx, viewer: Viewer, input: Placed & { readonly id: string }): Promise<string> {
  const changed = await tx
    .updateTable('measure')
    .set({ ...columns(viewer, input), version: sql<number>`version + 1` })
    .where('id', '=', input.id)
    .where('version', '=', input.version ?? 0)
    .returning('id')
    .executeTakeFirst()
  if (changed === undefined) throw stale(await measureAsForm(tx, input.id))
  return changed.id
}

function columns(viewer: Viewer, input: Placed) {
  const { title, description, institution, state } = input
  return {
    title,
    description,
    institution,
    state,
    responsible: input.responsible ?? null,
    starts_on: input.starts_on ?? null,
    ends_on: input.ends_on ?? null,
    budget_line: input.budget_line ?? null,
    audience: audienceFor(viewer, input.sharing),
  }
}

async function obligationsOf(tx: Tx, measure: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('measure_obligation')
    .select('obligation')
    .where('measure', '=', measure)
    .orderBy('obligation')
    .execute()
  return rows.map(({ obligation }) => obligation)
}

async function setObligations(
  tx: Tx,
  measure: string,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Promise<void> {
  const gone = before.filter((id) => !after.includes(id))
  const added = [...new Set(after)].filter((id) => !before.includes(id))
  if (gone.length > 0)
    await tx.deleteFrom('measure_obligation').where('measure', '=', measure).where('obligation', 'in', gone).execute()
  if (added.length > 0)
    await tx
      .insertInto('measure_obligation')
      .values(added.map((obligation) => ({ measure, obligation })))
      .execute()
}

function withoutNulls(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
