/** Parts of addresses, and how an operation of a procedure begins. */
import { OFFICER, parameter } from './parts.ts'
import { text, uuid } from './schema-words.ts'

export type Paths = Readonly<Record<string, object>>

export const CASE = parameter(
  'path',
  'case',
  uuid,
  'Id of the case: `case` of the answer that opened it, of a list, of a notice.',
)
export const BREACH = parameter('path', 'breach', uuid, '`id` of a breach of the case.')
export const PROPOSAL = parameter(
  'path',
  'proposal',
  uuid,
  'Its name: `proposal` of the answer, or of `proposals` of the case.',
)
export const NUMBER = parameter('path', 'number', text, 'Number of the case, whole, as it stands on paper.')
export const NOTICE = parameter('path', 'notice', uuid, '`notice` of the list of notices.')

export function operation(name: string, what: string, summary: string): object {
  return { operationId: `${name}.${what}`, tags: [name], summary, security: OFFICER }
}
