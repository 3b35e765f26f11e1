/** Who may call the functions about files. */
import type { FunctionModel } from '../../firewall/index.ts'
import { isOfficerRole, type Procedure } from '../../procedures/index.ts'
import { sqlName } from '../tables/names.ts'
import { fileFacts, fileReaders, givers } from './functions.ts'

export function attachmentModels(procedure: Procedure, loginOf: (role: string) => string): readonly FunctionModel[] {
  if (fileFacts(procedure).length === 0) return []
  const name = sqlName(procedure.name)
  const logins = (roles: readonly string[]) => [
    ...new Set(roles.map((role) => loginOf(isOfficerRole(role) ? role : 'person'))),
  ]
  const giving = logins(givers(procedure))
  // Whoever signs as the second does it with what the first gave.
  const signing = Object.values(procedure.transitions).flatMap(({ countersigned }) => countersigned ?? [])
  return [
    { signature: `attach_${name}(uuid, text, text, jsonb)`, callers: giving },
    { signature: `attach_chunk_${name}(uuid, uuid, integer, bytea)`, callers: giving },
    { signature: `attached_${name}(uuid, jsonb)`, callers: [...new Set([...giving, ...logins(signing)])] },
    { signature: `attachment_${name}(uuid, uuid, text)`, callers: logins(fileReaders(procedure)) },
  ]
}
