/** Who may call the functions of reports about people. */
import type { FunctionModel } from '../../../firewall/index.ts'
import type { Procedure } from '../../../procedures/index.ts'
import { sqlName } from '../../tables/names.ts'
import { isSigned, reporters, SIGNER } from './functions.ts'

type LoginOf = (role: string) => string

/** Those of schema `identity`. */
export function identityModels(loginOf: LoginOf): readonly FunctionModel[] {
  const of = (role: string, ...signatures: readonly string[]) =>
    signatures.map((signature) => ({ signature, callers: [loginOf(role)] }))
  return [
    ...of(SIGNER, 'reports_waiting()', 'close_report(uuid, jsonb)'),
    ...of('system', 'reports_to_carry()', 'reopen_report(uuid)'),
  ]
}

/** Those of a procedure. */
export function reportModels(procedure: Procedure, loginOf: LoginOf): readonly FunctionModel[] {
  const name = sqlName(procedure.name)
  const of = (signature: string, ...roles: readonly string[]) => ({
    signature,
    callers: [...new Set(roles.map(loginOf))],
  })
  return [
    of(`lock_person_${name}(uuid)`, 'system'),
    of(`move_person_${name}(uuid, uuid, jsonb)`, 'system'),
    ...(isSigned(procedure)
      ? [
          of(`report_person_${name}(uuid, jsonb)`, ...reporters(procedure)),
          of(`reported_${name}(uuid)`, SIGNER),
          of(`by_number_${name}(uuid)`, SIGNER),
          of(`person_cases_${name}(uuid, bytea)`, SIGNER),
          of(`person_carried_${name}(uuid)`, 'system'),
        ]
      : []),
  ]
}
