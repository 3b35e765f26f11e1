/**
 * The State's parameters are changed by two statisticians: one proposes, from a year on, another looks at the same effect and makes
 * the p-table or refuses. Periods before keep theirs; the first after is a break in every series.
 */
import { z } from 'zod'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { canonicalPTable, fingerprintOf, makePTable } from '../perturbation/p-table.ts'
import { DEFAULTS, NoPTable, type Parameters } from '../perturbation/parameters.ts'
import { refuseUnlessStatistician, type Statistics } from './statistics.ts'

export const PTableProposal = z.object({
  max: z.coerce.number(),
  variance: z.coerce.number(),
  smallest: z.coerce.number(),
  /** Least probability that a count stays as it is; none where absent. */
  stay: z.coerce.number().optional(),
  /** The first year that has them. */
  year: z.coerce.number().int().min(2000).max(2999),
  reason: z.string().trim().min(1).max(2000),
})
export type PTableProposal = z.output<typeof PTableProposal>

export const PTableAnswer = z.object({
  proposal: z.uuid(),
  answer: z.enum(['made', 'refused']),
  said: z.string().trim().min(1).max(2000),
})
export type PTableAnswer = z.output<typeof PTableAnswer>

export interface Proposed {
  readonly id: string
  readonly parameters: Parameters
  readonly since: string
  readonly reason: string
  readonly proposed_by: string
  readonly proposed_by_name: string
}

/** The parameters that were typed; monotony stays on. */
export function parametersIn({ max, variance, smallest, stay }: Omit<PTableProposal, 'year' | 'reason'>): Parameters {
  return { ...DEFAULTS, max, variance, smallest, ...(stay === undefined ? {} : { stay }) }
}

/**
 * Proposes other parameters. Refuses whoever is no statistician (NotFound); parameters of which there is no table, or those in use,
 * and a year that is past, or in which something has been released (Invalid); a second proposal beside an open one (StepRefused
 * `p-table-proposed`).
 */
export async function proposePTable(
  { store }: Statistics,
  viewer: Viewer,
  { year, reason, ...typed }: PTableProposal,
  today: Temporal.PlainDate,
): Promise<string> {
  refuseUnlessStatistician(viewer)
  const parameters = parametersIn(typed)
  refuseNone(parameters)
  if (year < today.year) throw new Invalid([{ field: 'year', rule: 'year-over' }])
  const since = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  return asActor(store.web, readerOf(viewer), 'p-table.propose', async (tx) => {
    await refuseReleased(tx, since)
    if ((await openProposal(tx)) !== null) throw new StepRefused('p-table-proposed')
    const newest = await tx.selectFrom('p_table').select('canonical').orderBy('since', 'desc').executeTakeFirst()
    const inUse =
      newest === undefined ? DEFAULTS : (JSON.parse(newest.canonical) as { parameters: Parameters }).parameters // as it was stored
    if (asStored(inUse) === asStored(parameters)) throw new Invalid([{ field: 'max', rule: 'in-use-already' }])
    const { id } = await tx
      .insertInto('p_table_proposal')
      .values({
        ...{ parameters: asStored(parameters), since: since.toString(), reason, proposed_by: viewer.account ?? '' },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/**
 * Another statistician's answer, in words. Refuses who proposed (StepRefused `own-proposal`), and a year in which something has
 * been released since. The version is one more than the last.
 */
export async function answerPTable(
  { store }: Statistics,
  viewer: Viewer,
  { proposal: id, answer, said }: PTableAnswer,
): Promise<void> {
  refuseUnlessStatistician(viewer)
  await asActor(store.web, readerOf(viewer), 'p-table.answer', async (tx) => {
    const found = await tx
      .selectFrom('p_table_proposal')
      .selectAll()
      .where('id', '=', id)
      .where('answer', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw new NotFound()
    if (found.proposed_by === viewer.account) throw new StepRefused('own-proposal')
    const version = answer === 'made' ? await madeFrom(tx, found) : null
    await tx
      .updateTable('p_table_proposal')
      .set({
        ...{ answer, said, version, answered_by: viewer.account ?? '' },
        answered_at: Temporal.Now.instant().toString(),
      })
      .where('id', '=', id)
      .execute()
  })
}

async function madeFrom(tx: Tx, { parameters, since }: { readonly parameters: unknown; readonly since: string }) {
  await refuseReleased(tx, Temporal.PlainDate.from(since))
  const { many } = await tx
    .selectFrom('p_table')
    .select(({ fn }) => fn.countAll<string>().as('many'))
    .executeTakeFirstOrThrow()
  const made = makePTable(parameters as Parameters, `${Math.max(1, Number(many)) + 1}`) // as proposePTable wrote it
  const row = { version: made.version, canonical: canonicalPTable(made), sha256: fingerprintOf(made), since }
  await tx.insertInto('p_table').values(row).execute()
  return made.version
}

/** The proposal that waits for its answer, or null. */
export async function openProposal(tx: Tx): Promise<Proposed | null> {
  const row = await tx
    .selectFrom('p_table_proposal as p')
    .innerJoin('account as a', 'a.id', 'p.proposed_by')
    .select(['p.id', 'p.parameters', 'p.since', 'p.reason', 'p.proposed_by', 'a.name as proposed_by_name'])
    .where('p.answer', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, parameters: row.parameters as unknown as Parameters } // as proposePTable wrote it
}

/** Parameters in the one spelling in which a p-table has them. */
function asStored({ max, mono, smallest, stay, variance }: Parameters): string {
  return JSON.stringify({ max, mono, smallest, ...(stay === undefined ? {} : { stay }), variance })
}

function refuseNone(parameters: Parameters): void {
  try {
    makePTable(parameters, '1')
  } catch (error) {
    if (!(error instanceof NoPTable)) throw error
    const { kind, data } = error.why
    const field = typeof data.name === 'string' ? data.name : kind === 'too-narrow' ? 'max' : 'variance'
    throw new Invalid([{ field, rule: `no-p-table-${kind}`, data }])
  }
}

/** What is out, or about to be, keeps its noise: a year of which there is any figure keeps its p-table. */
async function refuseReleased(tx: Tx, since: Temporal.PlainDate): Promise<void> {
  const found = await tx
    .selectFrom('table_run')
    .select('period')
    .where('state', 'in', ['gated', 'reviewed', 'released', 'replaced', 'withdrawn'])
    .where('period', '>=', `${since.year}`)
    .orderBy('period', 'desc')
    .executeTakeFirst()
  const later = await tx.selectFrom('p_table').select('since').where('since', '>=', since.toString()).executeTakeFirst()
  if (found !== undefined || later !== undefined) throw new Invalid([{ field: 'year', rule: 'year-has-figures' }])
}
