/** What a column of a table of figures holds, and the rows as every form gives them before anybody has judged them. */
import type { Texts } from '../../publication/model.ts'
import type { RefusedRow } from '../refused.ts'

/** Roles that a column can have beside being a dimension. */
export const ROLES = [
  'area',
  'measure',
  'frequency',
  'period',
  'value',
  'status',
  'confidentiality',
  'comment',
  'unit',
  'multiplier',
  'decimals',
  'method',
] as const
export type Role = (typeof ROLES)[number]

export interface Component {
  readonly role: Role | 'dimension'
  /** "SEX" of a dimension; of others the role. */
  readonly id: string
  /** As the file names it, for whoever has to mend it. */
  readonly column: string
  /** What stands in the file → code; only these may stand there. */
  readonly codes?: ReadonlyMap<string, string>
  readonly name?: Texts
}

export interface Given {
  readonly line: number
  /** One a component, in their order; empty where nothing stands. */
  readonly texts: readonly string[]
  /** What people call the code, by component, where the row says it. */
  readonly labels?: readonly (string | null)[]
  /** A remark on the figure, in the languages that it has. */
  readonly comment?: Texts
}

/** A file as it was read, not yet judged. */
export interface Unjudged {
  readonly components: readonly Component[]
  readonly rows: readonly Given[]
  readonly refused: readonly RefusedRow[]
  /** Names by component and code, where the form carries them. */
  readonly names?: ReadonlyMap<string, ReadonlyMap<string, Texts>>
  /** Columns that were not read. */
  readonly ignored: readonly string[]
}
