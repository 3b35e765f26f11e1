/** Over time (4.6): a published cell is published again with its old value, until ten persons of it have changed. */
import { LEAST_DIFFERENCE } from './limits.ts'

export interface PublishedCell {
  readonly value: number
  readonly pTable: string
}

/** Keep the old value, or count anew, mark it revised and pass the differencing gate against its old self. */
export type Again = { readonly kind: 'keep'; readonly value: number } | { readonly kind: 'revise' }

/**
 * What becomes of a cell that was published before. `changed` are the distinct persons who are in it now or were then,
 * and not both. Refuses another p-table, which would draw the noise of an old period a second time.
 */
export function publishAgain({ value, pTable }: PublishedCell, changed: number, pTableNow: string): Again {
  if (pTable !== pTableNow) throw new Error('a period published under one p-table is not published again under another')
  return changed < LEAST_DIFFERENCE ? { kind: 'keep', value } : { kind: 'revise' }
}
