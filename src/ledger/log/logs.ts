/** The three logs and their names in the world. Each has an origin and a key of its own; a loss begins the next number. */
import { asOrigin, type Origin } from '../core/checkpoint.ts'

export const LOGS = ['register', 'access', 'complaints'] as const
export type LogName = (typeof LOGS)[number]

export function isLogName(text: string): text is LogName {
  return LOGS.some((log) => log === text)
}

export interface TreeName {
  readonly log: LogName
  /** 1 until a loss. */
  readonly number: number
}

/** "migration.gov.example/register/1": `authority` is what the State calls this installation. */
export function originOf(authority: string, { log, number }: TreeName): Origin {
  return asOrigin(`${authority}/${log}/${number}`)
}
