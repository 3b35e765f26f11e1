/** Rounds: a version of a draft report is put out for a time, and whoever it concerns may say what they think of it. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { mayRunRounds } from './permission.ts'

export interface Round {
  readonly id: string
  readonly title: string
  readonly report: string
  /** The version that is put out; later edits are not shown to the round. */
  readonly number: number
  readonly opensOn: string
  readonly closesOn: string
  readonly answersDueOn: string | null
  readonly standing: 'not-open-yet' | 'open' | 'closed'
  /** Of those that the reader may see. */
  readonly contributions: number
  /** Contributions to the Committee alone are not the State's to answer and never count. */
  readonly unanswered: number
  readonly demonstration: boolean
  readonly version: number
}

/** All rounds, the latest first. */
export async function rounds(tx: Tx, { asOf }: { readonly asOf: Temporal.PlainDate }): Promise<readonly Round[]> {
  return (await select(tx).orderBy('r.opens_on', 'desc').orderBy('r.id').limit(200).execute()).map((row) =>
    at(row, asOf),
  )
}

/** One round; `NotFound` where there is none. */
export async function round(tx: Tx, id: string, { asOf }: { readonly asOf: Temporal.PlainDate }): Promise<Round> {
  const row = z.uuid().safeParse(id).success ? await select(tx).where('r.id', '=', id).executeTakeFirst() : undefined
  if (row === undefined) throw new NotFound()
  return at(row, asOf)
}

const dates = {
  title: z.string().trim().min(1).max(300),
  opens_on: z.iso.date(),
  closes_on: z.iso.date(),
  answers_due_on: z.iso.date().optional(),
}

/** Fields bear the names of the columns, so that a conflict can be shown against what was typed. */
export const NewRound = z.object({
  ...dates,
  report: z.uuid(),
  /** The latest version of the draft unless told. */
  number: z.coerce.number().int().optional(),
})
export type NewRound = z.output<typeof NewRound>

export const RoundChange = z.object({ ...dates, id: z.uuid(), version: z.coerce.number().int() })
export type RoundChange = z.output<typeof RoundChange>

/** Opens a round on a version of a draft that the viewer sees; gives its id. */
export async function openRound(tx: Tx, viewer: Viewer, input: NewRound): Promise<string> {
  if (!mayRunRounds(viewer)) throw new StepRefused('not-your-task')
  refuseDisorder(input)
  const version = await tx
    .selectFrom('report_version')
    .select('number')
    .where('report', '=', input.report)
    .$if(input.number !== undefined, (query) => query.where('number', '=', input.number ?? 0))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (version === undefined) throw new NotFound()
  const { id } = await tx
    .insertInto('consultation_round')
    .values({ ...valuesOf(input), report: input.report, number: version.number })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the title or the days of a round. The version that was put out stays. */
export async function changeRound(tx: Tx, viewer: Viewer, input: RoundChange): Promise<void> {
  if (!mayRunRounds(viewer)) throw new StepRefused('not-your-task')
  refuseDisorder(input)
  const changed = await tx
    .updateTable('consultation_round')
    .set({ ...valuesOf(input), version: input.version + 1 })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (changed !== undefined) return
  const current = await tx.selectFrom('consultation_round').selectAll().where('id', '=', input.id).executeTakeFirst()
  throw current === undefined ? new NotFound() : new Conflict(current)
}

function select(tx: Tx) {
  return tx
    .selectFrom('consultation_round as r')
    .select(['r.id', 'r.title', 'r.report', 'r.number', 'r.opens_on as opensOn', 'r.closes_on as closesOn'])
    .select(['r.answers_due_on as answersDueOn', 'r.demonstration', 'r.version'])
    .select([
      sql<number>`(select count(*)::integer from followup.contribution c where c.round = r.id)`.as('contributions'),
      sql<number>`(select count(*)::integer from followup.contribution c where c.round = r.id and c.audience <> 'committee'
        and not exists (select from followup.contribution_answer a where a.contribution = c.id))`.as('unanswered'),
    ])
}

/** On a day at home; the day of closing still belongs to the round. */
export function standingOn(
  { opensOn, closesOn }: Pick<Round, 'opensOn' | 'closesOn'>,
  asOf: Temporal.PlainDate,
): Round['standing'] {
  const day = asOf.toString()
  return day < opensOn ? 'not-open-yet' : day > closesOn ? 'closed' : 'open'
}

function at(row: Omit<Round, 'standing'>, asOf: Temporal.PlainDate): Round {
  return { ...row, standing: standingOn(row, asOf) }
}

function valuesOf({ title, opens_on, closes_on, answers_due_on }: Omit<NewRound, 'report' | 'number'>) {
  return { title, opens_on, closes_on, answers_due_on: answers_due_on ?? null }
}

function refuseDisorder({ opens_on, closes_on, answers_due_on }: Omit<NewRound, 'report' | 'number'>): void {
  const problems = [
    ...(closes_on < opens_on ? [{ field: 'closes_on', rule: 'before-it-opens' }] : []),
    ...(answers_due_on !== undefined && answers_due_on < closes_on
      ? [{ field: 'answers_due_on', rule: 'before-it-closes' }]
      : []),
  ]
  if (problems.length > 0) throw new Invalid(problems)
}
