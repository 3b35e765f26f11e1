/** Shares and medians of a table, from its published counts alone, in each row and in the whole. */
import type { ProtectedCell } from '../compute/protect.ts'
import { type Band, type Figure, quantile, share } from '../figures/derived.ts'
import { type At, nameOf } from '../gates/definition.ts'
import { type Confidentiality, type ObservationStatus, type Sign, type Texts, TOTAL } from '../publication/index.ts'
import type { Derived, Dimension, Table } from '../vocabulary/table.ts'
import { inAll } from '../words/words.ts'

export interface PublishedCell {
  readonly at: At
  readonly measure: string
  readonly value: number | null
  readonly status: ObservationStatus
  readonly confidentiality: Confidentiality
  readonly sign: Sign | null
  readonly comment?: Texts
}

/** `variance`: V of the noise in each count, 0 where there is none. */
export function derivedCells(
  table: Table,
  cells: readonly ProtectedCell[],
  variance: number,
): readonly PublishedCell[] {
  const values = new Map(cells.map(({ at, value }) => [nameOf(at), value]))
  const valueAt = (at: At) => values.get(nameOf(at)) ?? null
  return table.derived.flatMap((derived) =>
    cells
      .filter(({ at }) => at[derived.dimension] === TOTAL)
      .filter(({ at }) =>
        partsOf(table, derived).every((code) => values.has(nameOf({ ...at, [derived.dimension]: code }))),
      )
      .map(({ at }) => ({ at, measure: derived.id, ...said(figureAt(table, derived, { at, valueAt, variance })) })),
  )
}

interface Reading {
  readonly at: At
  readonly valueAt: (at: At) => number | null
  readonly variance: number
}

const WITHHELD: Figure = { kind: 'withheld', sign: '[c]' }

function figureAt(table: Table, derived: Derived, { at, valueAt, variance }: Reading): Figure {
  const total = valueAt(at)
  if (total === null) return WITHHELD
  if (derived.kind === 'share') {
    const part = valueAt({ ...at, [derived.dimension]: derived.code })
    return part === null ? WITHHELD : share(part, total, variance)
  }
  const bands = bandsOf(table, derived).map(({ code, from, below }): Band | null => {
    const count = valueAt({ ...at, [derived.dimension]: code })
    return count === null ? null : { from, to: below, count }
  })
  return bands.every((band) => band !== null) ? quantile(bands, total, 'median') : WITHHELD
}

function partsOf(table: Table, derived: Derived): readonly string[] {
  return derived.kind === 'share' ? [derived.code] : bandsOf(table, derived).map(({ code }) => code)
}

function bandsOf({ by }: Table, derived: Derived) {
  const { dimension } = derived
  const per = derived.kind === 'median' ? (derived.per ?? 1) : 1
  // Hours are kept as begun: the 25th runs from 24 to 25. Days are those between two dates.
  const begun = derived.kind === 'median' && derived.unit === 'D' && per === 1 ? 0 : 1
  const found: Dimension | undefined = by.find(({ id }) => id === dimension)
  return (found?.categories ?? []).flatMap((category) =>
    'from' in category
      ? [
          {
            code: category.code,
            from: Math.max(0, category.from - begun) / per,
            below: category.below === null ? null : (category.below - begun) / per,
          },
        ]
      : [],
  )
}

function said(figure: Figure): Omit<PublishedCell, 'at' | 'measure'> {
  if (figure.kind === 'number')
    return figure.uncertain
      ? { value: figure.value, status: 'U', confidentiality: 'F', sign: 'u' }
      : { value: figure.value, status: 'A', confidentiality: 'F', sign: null }
  const hidden = { value: null, status: 'Q', confidentiality: 'C', sign: 'c' } as const
  if (figure.kind !== 'moreThan') return hidden
  return { ...hidden, comment: inAll(({ moreThan }) => moreThan.replace('{n}', String(figure.value)), 'more than') }
}
