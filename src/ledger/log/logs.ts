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

/** The log that grows evenly: how many complaints there were is nobody's to count. */
export const EVEN_LOG = 'complaints' satisfies LogName

/** What each of its leaves says, real or filler: one that said more would be known for what it is. */
export const EVEN_LEAF = { action: 'complaints.entry', policy: '1', software: 'observance', outcome: 'done' } as const
