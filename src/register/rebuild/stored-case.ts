/** A case as it lies in the database, on the watchdog's login: its row, its events, its bits; or its events alone, where the row is gone. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Procedure } from '../../procedures/index.ts'
import type { Tx } from '../../store/index.ts'
import { StoredEvent } from '../case-file.ts'
import type { Register } from '../register.ts'
import { anchorOf } from '../tables/anchor.ts'
import { plainColumns } from '../tables/columns.ts'
import { sqlName } from '../tables/names.ts'
import { officeColumn, officeRoles, projectionName } from '../tables/projection.ts'

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const bytes = z.string().transform((text) => bytesOf(text))

const Row = z.looseObject({
  case_id: z.string(),
  case_number: z.string(),
  key_id: z.string(),
  /** As a column of bytes has it in JSON. */
  person_pointer: z.string(),
  sealed: bytes.nullable(),
  given: z.array(z.string()),
})

const Events = z.object({
  now: instant,
  events: z.array(StoredEvent.extend({ anchor: z.string().nullable() })),
  placed: z.array(z.object({ rule: z.string(), hold: z.string(), mode: z.string(), placed_at: instant })),
  /** Whether a report of people moved the case since its events last said whose it is. */
  moved: z.boolean(),
})

const StoredCase = Events.extend({ row: Row })
export type StoredCase = z.infer<typeof StoredCase>

const GoneCase = Events.extend({ caseId: z.string(), erased: z.boolean() })

/** A case of which there are events and no row. */
export interface GoneCase {
  readonly procedure: Procedure
  readonly caseId: string
  readonly erased: boolean
  /** As it would lie there with an empty row; null where its events do not tell all that the row alone would know. */
  readonly stored: StoredCase | null
}

/** Bytes as JSON has a column of them: "\x" and hexadecimal. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}

/** The columns of the row that events give, and those by which it is opened. */
export function rebuiltColumns(procedure: Procedure): readonly string[] {
  return [
    ...['case_id', 'case_number', 'key_id', 'person_pointer', 'pseudonym', 'state', 'earlier_state', 'event_no'],
    ...['opened_at', 'changed_at', 'sealed', 'given', 'erased'],
    ...officeRoles(procedure).map(officeColumn),
    ...plainColumns(procedure).map(({ column }) => column),
  ]
}

/** A case as it is stored; null where it is not there, or erased. */
export async function storedCase(register: Register, procedure: Procedure, caseId: string): Promise<StoredCase | null> {
  const [found] = await register.firewall.asWatchdog((tx) => storedCases(tx, procedure, caseId))
  return found ?? null
}

/** Every case of the procedure that is there and not erased. */
export async function storedCases(tx: Tx, procedure: Procedure, caseId?: string): Promise<readonly StoredCase[]> {
  const columns = sql.join(rebuiltColumns(procedure).map((column) => sql`p.${sql.id(column)}`))
  const { rows } = await sql<{ stored: unknown }>`
    select jsonb_build_object('row', (select to_jsonb(r) from (select ${columns}) r)) || ${eventsSql(procedure)} as stored
    from ${sql.raw(projectionName(procedure))} p where not p.erased and ${caseId === undefined ? sql`true` : sql`p.case_id = ${caseId}`}`.execute(
    tx,
  )
  return rows.map(({ stored }) => StoredCase.parse(stored))
}

/** Cases of which there are events and no row: nobody finds them, and their times would run out unseen. */
export async function goneCases({ firewall }: Register, procedure: Procedure): Promise<readonly GoneCase[]> {
  const schema = sqlName(procedure.compartment)
  const { rows } = await firewall.asWatchdog((tx) =>
    sql<{ stored: unknown }>`
      select jsonb_build_object('caseId', p.case_id, 'erased', exists (select from ${sql.id(schema, 'erasure')} x where x.case_id = p.case_id))
        || ${eventsSql(procedure)} as stored
      from ${sql.id(schema, 'event')} p where p.procedure = ${procedure.name} and p.no = 1
        and not exists (select from ${sql.raw(projectionName(procedure))} r where r.case_id = p.case_id) order by p.case_id`.execute(
      tx,
    ),
  )
  return rows.map(({ stored }) => {
    const { caseId, erased, ...events } = GoneCase.parse(stored)
    const anchor = erased || events.moved ? null : anchorOf(events.events)
    const row = anchor === null ? null : { case_id: caseId, ...anchor, sealed: null, given: [] }
    return { procedure, caseId, erased, stored: row === null ? null : { ...events, row } }
  })
}

/** What there is of the case `p` beside its row, as an object. */
function eventsSql({ compartment }: Procedure) {
  const schema = sqlName(compartment)
  return sql`jsonb_build_object('now', clock_timestamp(),
      'events', (select coalesce(jsonb_agg(to_jsonb(e) order by e.no), '[]') from ${sql.id(schema, 'event')} e where e.case_id = p.case_id),
      'placed', (select coalesce(jsonb_agg(jsonb_build_object('rule', h.rule, 'hold', h.hold, 'mode', h.mode, 'placed_at', h.placed_at)), '[]')
        from ${sql.id(schema, 'placed_hold')} h where h.case_id = p.case_id and h.lifted_at is null),
      'moved', exists (select from ${sql.id(schema, 'earlier_pseudonym')} n where n.case_id = p.case_id
        and n.until > (select max(a.recorded_at) from ${sql.id(schema, 'event')} a where a.case_id = p.case_id and a.anchor is not null)))`
}
