/** What the record of a procedure may hold, as this room needs it: the register's own description fits. */

export interface RecordShape {
  readonly procedure: string
  readonly moments: readonly string[]
  /** Rules whose times fall due: "D3.judge". */
  readonly times: readonly string[]
  readonly isAboutSomebody: boolean
  readonly isHiddenInNumber: boolean
  readonly dimensions: readonly ShapeDimension[]
  readonly measures: readonly ShapeMeasure[]
}

export interface ShapeDimension {
  readonly name: string
  readonly column: string
  readonly holds: 'one' | 'several'
  /** What may be given → what stands in the record. */
  readonly values: ReadonlyMap<string, string>
}

export interface ShapeMeasure {
  readonly name: string
  readonly column: string
  readonly least: number
  readonly most: number
  /** Where nothing is given. */
  readonly otherwise: number | null
}
