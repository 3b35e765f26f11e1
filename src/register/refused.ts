/** What a command is refused with. */
import type { Refusal } from './judgement/index.ts'

/** Why a command was not carried out: every reason, each with its rule, its fact and its citation. Nothing was saved. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusals: readonly Refusal[]
  /** Name of the procedure whose step it was; null of what belongs to none. */
  readonly procedure: string | null

  constructor(refusals: readonly Refusal[], procedure: string | null = null) {
    super(refusals.map(({ rule, fact }) => `${fact ?? 'step'}: ${rule}`).join('; '))
    this.refusals = refusals
    this.procedure = procedure
  }
}
