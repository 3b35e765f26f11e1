/** Who may call the functions by which breaches are watched. */
import type { FunctionModel } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { watchersOf } from './functions.ts'

/** Those of a compartment with these procedures. */
export function watchModels(
  procedures: readonly Procedure[],
  loginOf: (role: string) => string,
): readonly FunctionModel[] {
  const callers = watchersOf(procedures).map(loginOf)
  return ['breaches_watched(text, integer)', 'alarms_watched(integer)', 'acknowledge_watched(uuid)'].map(
    (signature) => ({ signature, callers }),
  )
}
