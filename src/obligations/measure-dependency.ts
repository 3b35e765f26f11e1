/** Which measures wait for which. A measure never waits for itself, however long the way round. */
import { sql } from 'kysely'
import { Invalid, StepRefused, type Tx } from '../store/index.ts'

/** Held while dependencies change: two halves of a circle may otherwise be written at once. */
const DEPENDENCY_LOCK = 7_318_349_394_480

export async function dependenciesOf(tx: Tx, measure: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('measure_dependency')
    .select('depends_on')
    .where('measure', '=', measure)
    .orderBy('depends_on')
    .execute()
  return rows.map((row) => row.depends_on)
}

/** Makes these the measures that `measure` waits for. Refuses a circle, and measures that the reader does not see. */
export async function setDependencies(tx: Tx, measure: string, wanted: readonly string[]): Promise<void> {
  const before = await dependenciesOf(tx, measure)
  const after = [...new Set(wanted)]
  const gone = before.filter((id) => !after.includes(id))
  const added = after.filter((id) => !before.includes(id))
  if (gone.length > 0)
    await tx.deleteFrom('measure_dependency').where('measure', '=', measure).where('depends_on', 'in', gone).execute()
  if (added.length === 0) return
  await refuseUnseen(tx, added)
  await sql`select pg_advisory_xact_lock(${DEPENDENCY_LOCK})`.execute(tx)
  if (await reaches(tx, added, measure)) throw new StepRefused('circular-dependency')
  await tx
    .insertInto('measure_dependency')
    .values(added.map((depends_on) => ({ measure, depends_on })))
    .execute()
}

async function refuseUnseen(tx: Tx, measures: readonly string[]): Promise<void> {
  const seen = await tx
    .selectFrom('measure')
    .select('id')
    .where('id', 'in', [...measures])
    .execute()
  if (seen.length < measures.length) throw new Invalid([{ field: 'depends_on', rule: 'unknown' }])
}

/** Whether waiting leads from any of these to `target`. Drafts that the reader does not see count too. */
async function reaches(tx: Tx, from: readonly string[], target: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive waits (measure) as (
      select unnest(${[...from]}::uuid[])
      union
      select d.depends_on from waits w join followup.measure_dependency d on d.measure = w.measure
    )
    select from waits where measure = ${target}::uuid`.execute(tx)
  return rows.length > 0
}
