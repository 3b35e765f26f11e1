/**
 * Tables of other bodies that count the people of ours, the State's own earlier publications among them: from those figures and
 * ours somebody may take one from the other. The gates compare sets of records, and of these no record is known, so they
 * ask: a statistician looks at both and says why ours may stand (statistics.md 4.3).
 */
import { sql } from 'kysely'
import { asReader } from '../../store/index.ts'
import { type Finding, refusal } from '../gates/finding.ts'
import type { TableMapping } from '../import/table/mapping.ts'
import type { Period } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'
import { STATISTICS_READER, type Statistics } from './statistics.ts'

/** A question for each of them that has figures of the period; withdrawn ones too, since they have been seen. */
export async function outsideFindings(
  { store, pack }: Pick<Statistics, 'store' | 'pack'>,
  table: Table,
  { name }: Period,
): Promise<readonly Finding[]> {
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_import as i')
      .innerJoin('table_release as r', 'r.import', 'i.id')
      .select(['i.table_name', 'i.mapping'])
      .select(
        sql<string[]>`array(select distinct c ->> 'period' from jsonb_array_elements(r.document -> 'cells') c)`.as(
          'periods',
        ),
      )
      .orderBy('i.table_name')
      .execute(),
  )
  const found = rows.filter(({ mapping, periods }) => {
    const { table: said, samePeopleAs } = mapping as unknown as TableMapping // as takeTable wrote it
    const answered = pack.tables.filter(({ id }) => said.answers.includes(id))
    const isOfThem =
      (samePeopleAs ?? []).includes(table.of) || answered.some(({ computedBy }) => computedBy.includes(table.name))
    return isOfThem && periods.some((period) => meets(period, name))
  })
  return [...new Set(found.map(({ table_name }) => table_name))].map((other) => ({
    ...refusal({ id: table.name }, 'outside', { other: { table: other, at: {} } }),
    verdict: 'ask',
  }))
}

/** One is the other, or a quarter of it. */
function meets(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one)
}
