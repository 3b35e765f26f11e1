/** The finest crossing of the dimensions in play: atoms, each with the cells that count it. */
import { type Cell, isImpossible, type TableDefinition, type Where } from './definition.ts'

/** Codes of one dimension that every cell treats alike. */
type Piece = readonly string[]

/** A code for whatever no cell names: nobody knows whether there is anything. */
const OTHERS = '\u0000others'

/**
 * Atoms as lists of positions of cells; equal ones are one, those that no cell counts are left out. Null where the
 * crossing has more than `most`.
 */
export function atomsOf(
  cells: readonly Cell[],
  tables: readonly TableDefinition[],
  most: number,
): readonly (readonly number[])[] | null {
  const dimensions = [...new Set(cells.flatMap(({ where }) => Object.keys(where)))]
  const pieces = dimensions.map((id) => piecesOf(id, cells, tables))
  if (pieces.reduce((product, some) => product * some.length, 1) > most) return null
  const atoms = pieces.reduce<readonly Where[]>(
    (found, some, at) => found.flatMap((atom) => some.map((piece) => ({ ...atom, [dimensions[at] ?? '']: piece }))),
    [{}],
  )
  const distinct = new Map<string, readonly number[]>()
  for (const atom of atoms) {
    if (tables.some((table) => isStructuralZero(table, atom))) continue
    const counting = [...cells.keys()].filter((cell) => isWithin(atom, cells[cell]?.where ?? {}))
    if (counting.length > 0) distinct.set(counting.join(), counting)
  }
  return [...distinct.values()]
}

function piecesOf(id: string, cells: readonly Cell[], tables: readonly TableDefinition[]): readonly Piece[] {
  const sets = [...new Set(cells.map(({ where }) => where[id]).filter((codes) => codes !== undefined))]
  const finest = tables.flatMap(({ dimensions }) => dimensions.find((one) => one.id === id)?.finest ?? [])
  const unknown = finest.length === 0 && cells.some(({ where }) => where[id] === undefined) ? [OTHERS] : []
  const pieces = new Map<string, string[]>()
  for (const code of new Set([...finest, ...sets.flat(), ...unknown])) {
    const alike = sets.map((codes) => (codes.includes(code) ? '1' : '0')).join('')
    const zero = tables.map((table) => zeroKey(table, id, code)).join()
    pieces.set(`${alike} ${zero}`, [...(pieces.get(`${alike} ${zero}`) ?? []), code])
  }
  return [...pieces.values()]
}

/** Codes that structural zeros treat otherwise don't share a piece. */
function zeroKey({ impossible = [], dimensions }: TableDefinition, id: string, code: string): string {
  if (!impossible.some((never) => id in never)) return ''
  return dimensions.find((one) => one.id === id)?.categories.find(({ holds }) => holds.includes(code))?.code ?? ''
}

function isStructuralZero(table: TableDefinition, atom: Where): boolean {
  if ((table.impossible ?? []).length === 0) return false
  const at = Object.fromEntries(
    table.dimensions.flatMap(({ id, categories }) => {
      const code = atom[id]?.[0]
      const category = categories.find(({ holds }) => code !== undefined && holds.includes(code))
      return category === undefined ? [] : [[id, category.code]]
    }),
  )
  return isImpossible(table, at)
}

function isWithin(atom: Where, where: Where): boolean {
  return Object.entries(where).every(([id, codes]) => {
    const code = atom[id]?.[0]
    return code !== undefined && codes.includes(code)
  })
}
