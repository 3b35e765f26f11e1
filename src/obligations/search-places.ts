/** Where things that were found belong: the obligation of a measure or an assessment, the paragraph of a recommendation. */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import type { Found } from './search.ts'

export interface Place {
  /** What the page is found by: an obligation's code, "SYMBOL#36" of a paragraph. */
  readonly key: string
  /** In place of a title that says nothing, such as an assessor's kind. */
  readonly title?: string
  /** Of an obligation: where it stands and who leads it. */
  readonly state?: string
  readonly lead?: string | null
}

/** Places by "kind object", for the kinds whose object is not its own address. */
export async function placesOf(tx: Tx, found: readonly Found[]): Promise<ReadonlyMap<string, Place>> {
  const of = (kind: Found['kind']) => found.filter((row) => row.kind === kind).map(({ object }) => object)
  const { rows } = await sql<Place & { kind: string; object: string }>`
    select 'recommendation' as kind, r.id::text as object, d.symbol || '#' || split_part(coalesce(r.address, ''), '(', 1) as key, null as title,
      null as state, null as lead
    from followup.recommendation r join followup.document d on d.id = r.document where r.id = any (${of('recommendation')}::uuid[])
    union all
    select distinct on (l.measure) 'measure', l.measure::text, o.code, null, null, null from followup.measure_obligation l
    join followup.obligation o on o.id = l.obligation where l.measure = any (${of('measure')}::uuid[])
    union all
    select 'assessment', a.id::text, o.code, o.summary, null, null from followup.assessment a join followup.obligation o on o.id = a.obligation
    where a.id = any (${of('assessment')}::uuid[])
    union all
    select 'obligation', o.code, o.code, null, o.state, p.institution from followup.obligation o
    left join followup.participation p on p.obligation = o.id and p.part = 'lead' where o.code = any (${of('obligation')}::text[])`.execute(
    tx,
  )
  return new Map(
    rows.map(({ kind, object, key, title, state, lead }) => [
      `${kind} ${object}`,
      { key, ...(title == null ? {} : { title }), ...(state == null ? {} : { state, lead: lead ?? null }) },
    ]),
  )
}
