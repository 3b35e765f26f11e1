/**
 * Names for what the history speaks of: its rows hold keys, people read titles. What the reader may not see, or what is
 * gone, keeps no name.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import type { HistoryRow } from './history.ts'

export interface NamedObject {
  /** Table that holds it. */
  readonly kind: string
  readonly label: string
  /** What its page is found by: a code, symbol or name; the id where there is nothing better. */
  readonly key: string
}

export interface Described {
  readonly rows: readonly HistoryRow[]
  /** By id, for every id that stands in the rows. */
  readonly names: ReadonlyMap<string, NamedObject>
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The rows with the names of all that stands in them, in one query. */
export async function describe(tx: Tx, rows: readonly HistoryRow[]): Promise<Described> {
  const ids = [...new Set(rows.flatMap(idsIn))]
  if (ids.length === 0) return { rows, names: new Map() }
  const { rows: found } = await sql<NamedObject & { id: string }>`
    with asked as (select unnest(${ids}::uuid[]) as id)
    select o.id, 'obligation' as kind, o.summary as label, o.code as key from asked join followup.obligation o using (id)
    union all select r.id, 'recommendation', concat_ws(' ', d.symbol, r.address), d.symbol || '#' || split_part(coalesce(r.address, ''), '(', 1)
      from asked join followup.recommendation r using (id) join followup.document d on d.id = r.document
    union all select m.id, 'measure', m.title, m.id::text from asked join followup.measure m using (id)
    union all select e.id, 'evidence', e.title, e.id::text from asked join followup.evidence e using (id)
    union all select v.id, 'indicator_value', v.indicator || ', ' || v.period, v.indicator from asked join followup.indicator_value v using (id)
    union all select a.id, 'assessment', o.code, o.code from asked join followup.assessment a using (id) join followup.obligation o on o.id = a.obligation
    union all select v.id, 'validation', o.code, o.code from asked join followup.validation v using (id) join followup.obligation o on o.id = v.obligation
    union all select a.id, 'account', a.name, a.id::text from asked join followup.account a using (id)
    union all select d.id, 'document', d.symbol, d.symbol from asked join followup.document d using (id)
    union all select d.id, 'deadline', d.what, d.code from asked join followup.deadline d using (id)
    union all select r.id, 'report', r.title, r.id::text from asked join followup.report r using (id)
    union all select c.id, 'consultation_round', c.title, c.id::text from asked join followup.consultation_round c using (id)
    union all select c.id, 'contribution', r.title, r.id::text from asked join followup.contribution c using (id)
      join followup.consultation_round r on r.id = c.round`.execute(tx)
  return { rows, names: new Map(found.map(({ id, ...named }) => [id, named])) }
}

/** As keys of its thing, and as whole values of its fields, alone or in lists: an id within a text is none. */
function idsIn({ object, details }: HistoryRow): readonly string[] {
  return [...object.split(' '), ...Object.values(details).flatMap(wordsIn)].filter((word) => ID.test(word))
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap(wordsIn) : []
}
