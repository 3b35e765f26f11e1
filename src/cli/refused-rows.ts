/** Why a row of the Human Rights Index was not taken in, as one English line. */
import type { RefusedLine } from '../obligations/import/index.ts'

const REASONS: Readonly<Record<RefusedLine['reason'], (detail: string, state: string) => string>> = {
  empty: () => 'the row is empty',
  'no-text': () => 'it has no text',
  'no-content': (detail) => `"${detail}" is no recommendation`,
  'no-symbol': () => 'it names no document',
  'no-state': () => 'it names no State',
  'duplicate-id': (detail) => `its identifier stands in an earlier row already${detail === '' ? '' : ` (${detail})`}`,
  'not-a-record': () => 'it is not a record',
  'other-state': (detail, state) => `it is about ${detail}, not ${state}`,
  'not-a-recommendation': (detail) => `it is marked as ${detail}, not as a recommendation`,
  'no-body': () => 'it names no body',
  'id-is-no-uuid': (detail) => `its identifier "${detail}" is not one of the Index`,
}

export function indexRefusal({ row, reason, detail }: RefusedLine, state: string): string {
  return `row ${row} refused: ${REASONS[reason](detail, state)}`
}
