/**
 * What a withdrawn release leaves behind: which figures rest on it, and that there is none now. As any value, one that is
 * withdrawn is not changed; what supersedes it says since when and why there is no figure, and of which table it was.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import { lockIndicator, supersedeEarlier } from './indicator-value.ts'

export interface RestingFigure {
  readonly indicator: string
  readonly period: string
  readonly audience: string
  readonly computed_from: unknown
}

/** The standing figures that are made of cells of the release: of its own table, or of it as a part or a base. */
export async function figuresRestingOn(
  tx: Tx,
  { table, release }: { readonly table: string; readonly release: string },
): Promise<readonly RestingFigure[]> {
  return tx
    .selectFrom('indicator_value as v')
    .select(['v.indicator', 'v.period', 'v.audience', 'v.computed_from'])
    .where('v.provenance', '=', 'computed')
    .where('v.demonstration', '=', false)
    .where('v.superseded_by', 'is', null)
    .where('v.withdrawn_on', 'is', null)
    .where(
      sql<boolean>`(v.computed_from @> ${JSON.stringify({ table, release })}::jsonb
        or exists (select from jsonb_array_elements_text(v.computed_from -> 'cells') as cell (place)
          where starts_with(cell.place, ${`${table} ${release} `})))`,
    )
    .orderBy('v.indicator')
    .orderBy('v.period')
    .execute()
}

/** Says that there is no figure any more. What was completed with it falls, whatever an older period said. */
export async function withdrawFigure(
  tx: Tx,
  { indicator, period, audience, computed_from }: RestingFigure,
  { on, why }: { readonly on: Temporal.PlainDate; readonly why: string },
): Promise<void> {
  await lockIndicator(tx, indicator)
  const { id } = await tx
    .insertInto('indicator_value')
    .values({
      ...{ indicator, period, audience, provenance: 'computed', note: why },
      computed_from: JSON.stringify(computed_from),
      withdrawn_on: on.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await supersedeEarlier(tx, { id, indicator, period, audience })
}
