/** Who may call what in the database: each login the commit functions of the procedures in which its role acts, and no other. */
import { type Compartment, isOfficerRole, type Procedure } from '../procedures/index.ts'
import { commitName } from './commit/function.ts'
import { actors } from './commit/steps.ts'
import { sqlName } from './tables/names.ts'
import { projectionName } from './tables/projection.ts'

/** The login of each role: officers have one each, whoever comes with a code has one, the system has one. */
export type LoginOf = (role: string) => string

/** The statements that close the functions of the compartments to everybody, and open each to those who act. */
export function callGrants(
  compartments: readonly Compartment[],
  procedures: readonly Procedure[],
  loginOf: LoginOf,
): readonly string[] {
  const closed = compartments.flatMap((compartment) => [
    `revoke all on all functions in schema ${sqlName(compartment)} from public`,
    `revoke all on all tables in schema ${sqlName(compartment)} from public`,
  ])
  const opened = procedures.flatMap((procedure) => {
    const logins = [...new Set(callers(procedure).map(loginOf))].join(', ')
    return [
      `grant usage on schema ${sqlName(procedure.compartment)} to ${logins}`,
      `grant execute on function ${commitName(procedure)}(jsonb) to ${logins}`,
      `grant execute on function ${sqlName(procedure.compartment)}.tick_${sqlName(procedure.name)}(uuid, jsonb) to ${loginOf('system')}`,
      `grant execute on function ${sqlName(procedure.compartment)}.fire(uuid, text, integer, text, jsonb) to ${loginOf('system')}`,
    ]
  })
  const system = procedures.flatMap((procedure) => [
    `grant select on ${['clock', 'clock_effect', 'placed_hold', 'hold_gate'].map((table) => `${sqlName(procedure.compartment)}.${table}`).join(', ')} to ${loginOf('system')}`,
    `grant select (case_id, event_no, state, pseudonym) on ${projectionName(procedure)} to ${loginOf('system')}`,
  ])
  return [...closed, ...opened, ...system]
}

function callers(procedure: Procedure): readonly string[] {
  return ['system', ...actors(procedure).map((role) => (isOfficerRole(role) || role === 'system' ? role : 'person'))]
}
