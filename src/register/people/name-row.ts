/** A name as its leaf in the ledger commits to it: the row but for what is sealed, and what is sealed. */
import type { Json } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { literal } from '../tables/names.ts'
import type { NameRecord } from './name-record.ts'

/** The row, over the names of the function that records it (RFC 8785). */
export function nameRowSql({ compartment }: Procedure): string {
  return `'{"at":"' || register.moment(recorded) || '","case_id":"' || the_case || '","commitment":"' || (command->>'commitment')
      || '","compartment":"' || ${literal(compartment)} || '","key":"' || (command->>'key')::uuid || '","no":' || last + 1
      || ',"office":' || coalesce(to_json(my_office)::text, 'null') || ',"officer":"' || me || '","role":' || to_json(my_role) || '}'`
}

/** The same of a stored row \`n\`, as JSON. */
export const NAME_ROW_SELECT = `jsonb_build_object('at', trunc(extract(epoch from n.recorded_at) * 1000000)::text, 'case_id', n.case_id,
    'commitment', encode(n.commitment, 'hex'), 'compartment', n.compartment, 'key', n.key, 'no', n.no, 'office', n.office,
    'officer', n.officer, 'role', n.role)`

/** What the watchdog reads of a name: what is sealed opens only with the keys. */
export const NAME_COLUMNS = [
  ...['case_id', 'no', 'compartment', 'sealed', 'recorded_at', 'role', 'officer', 'office', 'key'],
  ...['commitment', 'salt', 'entry'],
]

export interface NamedIn {
  readonly caseId: string
  readonly no: number
  readonly record: NameRecord
}

/** What is sealed, as the leaf's payload commits to it. */
export function recordOfName(procedure: Procedure, { caseId, no, record }: NamedIn): Json {
  return JSON.parse(JSON.stringify({ procedure: procedure.name, caseId, name: no, record })) as Json // data that JSON carries
}
