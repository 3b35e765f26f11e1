/** The firewall's own part of the catalogue: who may ask who acts, and who hears the alarms. */
import type { SchemaModel } from './catalogue.ts'

/** What every login may call, whatever its role: who acts, and that something is looked at. */
export const FOR_EVERY_LOGIN = [
  'ticket()',
  'enter(text)',
  'officer()',
  'role_id()',
  'office()',
  'note_access(text, text, uuid, bytea, text)',
  'raise_alarm(text, text, uuid)',
  'wall_tried(text)',
]

const CLOSED = ['ticket_secret', 'backend', 'quota', 'person_seen', 'canary', 'hidden_in_number']

/** What the ledger's self-check reads, on which login: what was seen, and alarms, as their leaves commit to them. */
export interface Checked {
  readonly login: string
  readonly looks: readonly string[]
  readonly alarms: readonly string[]
}

/** Schema `firewall`, for these logins; `hearers` read the alarms. */
export function ownSchema(logins: readonly string[], hearers: readonly string[], checked: Checked): SchemaModel {
  const columns = ['id', 'at', 'kind', 'login', 'role', 'officer', 'compartment', 'subject']
  return {
    name: 'firewall',
    tables: [
      ...CLOSED.map((name) => ({ name, reads: [] })),
      { name: 'access_record', reads: [{ login: checked.login, columns: checked.looks, rows: 'all' }] },
      {
        name: 'alarm',
        reads: [
          ...hearers.map((login) => ({ login, columns, rows: 'all' as const })),
          { login: checked.login, columns: checked.alarms, rows: 'all' },
        ],
      },
    ],
    functions: [
      ...FOR_EVERY_LOGIN.map((signature) => ({ signature, callers: logins })),
      { signature: 'clock_differs(text, uuid)', callers: [checked.login] },
    ],
  }
}
