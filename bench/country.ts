/** An invented country at full scale, written beside the installed one by set-based SQL (country.sql). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

export interface Scale {
  /** In all, those of the installed country included. */
  readonly obligations: number
  /** Entries of history for each obligation that is added. */
  readonly history: number
}

export interface Counts {
  readonly obligations: number
  readonly measures: number
  readonly history: number
}

/** Adds obligations with all that hangs on them until there are as many as wanted; nothing where there are. */
export async function growTo(owner: pg.Client, scale: Scale): Promise<Counts> {
  const before = await counts(owner)
  if (before.obligations >= scale.obligations) return before
  const recorded = await owner.query<{ id: string }>('select coalesce(max(id), 0) as id from followup.history')
  const values: Record<string, number> = {
    from: before.obligations,
    to: scale.obligations - 1,
    history: scale.history,
    recorded: Number(recorded.rows[0]?.id),
  }
  const script = readFileSync(join(import.meta.dirname, 'country.sql'), 'utf8')
  // Numbers of our own: a script of many statements takes no parameters.
  await owner.query(script.replaceAll(/\$(from|to|history|recorded)\b/g, (_, name) => String(values[name])))
  await owner.query('vacuum analyze')
  return counts(owner)
}

async function counts(owner: pg.Client): Promise<Counts> {
  const { rows } = await owner.query<Counts>(`select (select count(*) from followup.obligation)::int as obligations,
    (select count(*) from followup.measure)::int as measures, (select count(*) from followup.history)::int as history`)
  return rows[0] ?? { obligations: 0, measures: 0, history: 0 }
}
