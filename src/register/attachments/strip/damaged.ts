/** Why a file was not taken. */
export type Why = 'file-damaged' | 'file-has-program' | 'file-locked'

export class NotStripped extends Error {
  override readonly name = 'NotStripped'
  readonly rule: Why

  constructor(rule: Why) {
    super(rule)
    this.rule = rule
  }
}
