/** How each compartment with procedures knows one person, worked out for one command and kept nowhere. */
import { type BaseId, pseudonymOf } from '../firewall/index.ts'
import type { Register } from './register.ts'

/** Compartment → pseudonym in hexadecimal, so that bits fall where they were placed. */
export function pseudonymsOf(
  { procedures, keyOf }: Pick<Register, 'procedures' | 'keyOf'>,
  base: BaseId,
): Readonly<Record<string, string>> {
  const compartments = new Set(procedures.map(({ compartment }) => compartment))
  return Object.fromEntries([...compartments].map((one) => [one, pseudonymOf(keyOf, one, base).toString('hex')]))
}
