/** Something wrong with a declaration: for whoever writes it. */

export interface Finding {
  /** Where it is declared. */
  readonly file: string
  /** State, step, fact, rule or role. */
  readonly name: string
  /** The kind of fault. */
  readonly rule: string
  /** A sentence. */
  readonly reason: string
}

/** A finding within one declaration, whose file is added later. */
export type Found = Omit<Finding, 'file'>
