/**
 * The row of an event as its leaf commits to it: every column but what is sealed, which has a commitment of its own. Written
 * by the database in the transaction of the event and worked out again here, in one spelling (RFC 8785).
 */
import { z } from 'zod'
import { anchorHashSql } from '../tables/anchor.ts'

type Column = readonly [name: string, kind: 'text' | 'texts' | 'bytes' | 'moment' | 'number', variable: string]

/** In the order of their names. The last is what the commit function calls the value. */
const COLUMNS: readonly Column[] = [
  ['asserted_at', 'moment', 'asserted'],
  ['body_hash', 'bytes', "decode(command->>'bodyHash', 'hex')"],
  ['case_id', 'text', 'c.case_id'],
  ['commitment', 'bytes', "decode(command->>'commitment', 'hex')"],
  ['from_state', 'text', 'was.state'],
  ['given', 'texts', 'now_given'],
  ['key', 'text', "(command->>'key')::uuid"],
  ['kind', 'text', 'kind'],
  ['no', 'number', 'c.event_no'],
  ['office', 'text', 'my_office'],
  ['officer', 'text', 'me'],
  ['procedure', 'text', ''],
  ['recorded_at', 'moment', 'recorded'],
  ['role', 'text', 'my_role'],
  ['step', 'text', 'the_step'],
  ['to_state', 'text', 'c.state'],
]

/**
 * The record as a text, in the commit function. `procedure` and `version` are expressions of SQL; an event of the first version
 * says nothing of it, nor one that keeps no anchor of that.
 */
export function eventRowSql(procedure: string, version: string): string {
  const parts = COLUMNS.map(([name, kind, variable]) => `"${name}":' || ${valueSql(kind, variable || procedure)}`)
  const law = version === 'null' ? '' : ` || coalesce(',"version":"' || ${version} || '"', '')`
  const anchor = `coalesce('"anchor_hash":"' || encode(anchor_hash, 'hex') || '",', '')`
  return `'{' || ${anchor} || '${parts.join(" || ',")}${law} || '}'`
}

function valueSql(kind: Column[1], variable: string): string {
  switch (kind) {
    case 'text':
      return `coalesce(to_json(${variable}::text)::text, 'null')`
    case 'texts':
      return `to_json(${variable})::text`
    case 'bytes':
      return `'"' || encode(${variable}, 'hex') || '"'`
    case 'moment':
      return `'"' || register.moment(${variable}) || '"'`
    case 'number':
      return `${variable}::text`
    default:
      return kind satisfies never
  }
}

/** The hash of the anchor: of one that is not what was hashed, another. Erasure leaves the hash alone. */
const ANCHOR_AS_COMMITTED = `case when (e.erased and e.anchor is null) or e.anchor_hash is not distinct from ${anchorHashSql('e.anchor')}
  then encode(e.anchor_hash, 'hex') else 'not as it was' end as anchor_hash`

/** The columns of a stored event as `EventRow` reads them. */
export const EVENT_ROW_SELECT = COLUMNS.map(([name, kind]) => {
  if (kind === 'bytes') return `encode(e.${name}, 'hex') as ${name}`
  return kind === 'moment' ? `trunc(extract(epoch from e.${name}) * 1000000)::text as ${name}` : `e.${name}`
})
  .concat('e.version', ANCHOR_AS_COMMITTED)
  .join(', ')

/** A row as its leaf committed to it, if it is as it was written. */
export const EventRow = z
  .object({
    asserted_at: z.string(),
    body_hash: z.string(),
    case_id: z.string(),
    commitment: z.string(),
    from_state: z.string().nullable(),
    given: z.array(z.string()),
    key: z.string(),
    kind: z.string(),
    no: z.number(),
    office: z.string().nullable(),
    officer: z.string().nullable(),
    procedure: z.string(),
    recorded_at: z.string(),
    role: z.string(),
    step: z.string(),
    to_state: z.string(),
    version: z.string().nullable(),
    anchor_hash: z.string().nullable(),
  })
  .transform(({ version, anchor_hash, ...row }) => ({
    ...row,
    ...(version === null ? {} : { version }),
    ...(anchor_hash === null ? {} : { anchor_hash }),
  }))
export type EventRow = z.infer<typeof EventRow>
