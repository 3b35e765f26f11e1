/** Why a step is not open, as data: the page makes the sentence, in the reader's language. */
import type { Citation, Ladder } from '../../procedures/index.ts'
import type { Mode } from '../commit/rule.ts'

export interface Refusal {
  /** A key of the catalogue. */
  readonly rule: string
  /** The fact it is about; null where it is about the step. */
  readonly fact: string | null
  /** "D5.eachAlternative"; null for what no safeguard says. */
  readonly safeguard: string | null
  readonly cite: readonly Citation[]
  /** Fill the sentence. */
  readonly params: Readonly<Record<string, string | number>>
}

/** A safeguard that was not kept: passed because national law allows it, or told of after the fact. Noted, counted, told. */
export interface Breach {
  readonly rule: string
  readonly level: Ladder
  readonly mode: Mode
  readonly step: string
  readonly cite: readonly Citation[]
}
