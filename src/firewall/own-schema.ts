/** The firewall's own part of the catalogue: who may ask who acts, and who hears the alarms. */
import type { SchemaModel } from './catalogue.ts'

/** What every login may call, whatever its role: who acts, and that something is looked at. */
export const FOR_EVERY_LOGIN = [
  'ticket()',
  'enter()',
  'officer()',
  'role_id()',
  'office()',
  'note_access(text, text, uuid, bytea, text)',
  'raise_alarm(text, text, uuid)',
  'wall_tried(text)',
]

const CLOSED = ['ticket_secret', 'backend', 'purpose', 'access_record', 'quota', 'person_seen', 'canary']

/** Schema `firewall`, for these logins; `hearers` read the alarms. */
export function ownSchema(logins: readonly string[], hearers: readonly string[]): SchemaModel {
  const columns = ['id', 'at', 'kind', 'login', 'role', 'officer', 'compartment', 'subject']
  return {
    name: 'firewall',
    tables: [
      ...CLOSED.map((name) => ({ name, reads: [] })),
      { name: 'alarm', reads: hearers.map((login) => ({ login, columns, rows: 'all' as const })) },
    ],
    functions: FOR_EVERY_LOGIN.map((signature) => ({ signature, callers: logins })),
  }
}
