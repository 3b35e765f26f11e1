/**
 * A table of an outside body, from whichever form it comes in, as the figures that it has. Pure: nothing is stored, and a preview is
 * what is taken later.
 */

import { neverTabulable } from '../../gates/forbidden.ts'
import type { Measure, Texts } from '../../publication/model.ts'
import { TOTAL } from '../../publication/model.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'
import { textOf } from '../text.ts'
import type { Component, Role, Unjudged } from './component.ts'
import { sdmxRole, tableFromCsv } from './from-csv.ts'
import { tableFromJson } from './from-json.ts'
import { countedAs, type Judging, judgeRows, type ReadCell } from './judge.ts'
import type { TableMapping } from './mapping.ts'

export interface ReadDimension {
  readonly id: string
  readonly name: Texts | null
  /** In the order in which they come; null where the file does not name them. */
  readonly codes: readonly { readonly code: string; readonly name: Texts | null }[]
}

export type ReadMeasure = Pick<Measure, 'id' | 'unit' | 'multiplier' | 'decimals'> & { readonly name: Texts | null }

export interface ReadTable {
  readonly frequency: 'A' | 'S' | 'Q'
  /** By which the figures are broken down: what stands at the total everywhere is none. */
  readonly dimensions: readonly ReadDimension[]
  readonly measures: readonly ReadMeasure[]
  /** Empty where a row is refused: a table is taken whole or not at all. */
  readonly cells: readonly ReadCell[]
  readonly refused: readonly RefusedRow[]
  /** Columns that were not read. */
  readonly ignored: readonly string[]
}

const MOST_BYTES = 20 * 1024 * 1024
const MOST_CELLS = 50_000

/** Reads SDMX-JSON, SDMX-CSV, our own tidy CSV, or CSV by the mapping. Refuses (FileRefused) a file that is none of them. */
export function readTable(bytes: Uint8Array, judging: Judging): ReadTable {
  if (bytes.length > MOST_BYTES) throw new FileRefused('too-large', { most: MOST_BYTES / 1024 / 1024 })
  const { mapping } = judging
  const text = textOf(bytes, mapping.encoding)
  const unjudged = /^\s*\{/.test(text) ? tableFromJson(text) : tableFromCsv(text, mapping)
  checkComponents(unjudged.components)
  const { cells: all, refused } = judgeRows(unjudged, judging)
  if (all.length > MOST_CELLS) throw new FileRefused('too-many-cells', { most: MOST_CELLS })
  const dimensions = dimensionsOf(unjudged, all, mapping)
  const cells = all.map((cell) => ({
    ...cell,
    at: Object.fromEntries(dimensions.map(({ id }) => [id, cell.at[id] ?? TOTAL])),
  }))
  const { ignored } = unjudged
  return {
    ...{ frequency: frequencyOf(unjudged, all), dimensions, measures: measuresOf(unjudged, cells, mapping) },
    ...{ cells: refused.length === 0 ? cells : [], refused, ignored },
  }
}

/** Each has a name as SDMX has them, of its own. A fact that is never tabulated is not shown because somebody else did. */
function checkComponents(components: readonly Component[]): void {
  for (const [at, { role, id, column }] of components.entries()) {
    if (components.findIndex((one) => one.id === id) !== at) throw new FileRefused('header', { column })
    if (role !== 'dimension') continue
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(id) || sdmxRole(id) !== undefined)
      throw new FileRefused('dimension-name', { column })
    if (neverTabulable({ id: id.replaceAll('_', ' '), nature: 'not-personal' }) !== null)
      throw new FileRefused('forbidden', { column })
  }
}

function dimensionsOf(
  unjudged: Unjudged,
  cells: readonly ReadCell[],
  { language }: TableMapping,
): readonly ReadDimension[] {
  return unjudged.components.flatMap((component, place): readonly ReadDimension[] => {
    if (component.role !== 'dimension') return []
    const { id } = component
    const codes = [...new Set(cells.flatMap(({ at }) => at[id] ?? []))]
    if (codes.every((code) => code === TOTAL)) return []
    const labels = labelsOf(unjudged, place, language)
    const named = unjudged.names?.get(id)
    return [
      {
        ...{ id, name: component.name ?? null },
        codes: codes.map((code) => ({ code, name: named?.get(code) ?? labels.get(code) ?? null })),
      },
    ]
  })
}

/** What people call each code, as the rows say it beside it. */
function labelsOf({ components, rows }: Unjudged, place: number, language: string): ReadonlyMap<string, Texts> {
  const { codes } = components[place] ?? {}
  return new Map(
    rows.flatMap(({ texts, labels }) => {
      const [text, label] = [(texts[place] ?? '').trim(), labels?.[place]?.trim()]
      const code = codes === undefined ? text : codes.get(text)
      return label === undefined || label === '' || code === undefined ? [] : [[code, { [language]: label }] as const]
    }),
  )
}

function frequencyOf(unjudged: Unjudged, cells: readonly ReadCell[]): ReadTable['frequency'] {
  const said = firstOf(unjudged, 'frequency')
  if (said === 'A' || said === 'S' || said === 'Q') return said
  if (cells.some(({ period }) => period.includes('Q'))) return 'Q'
  return cells.some(({ period }) => period.includes('S')) ? 'S' : 'A'
}

const UNITS = ['PS', 'NUMBER', 'PT', 'H', 'D'] as const

/** The measures in the order in which they come. A file says of each what it is of, or the table's own unit holds. */
function measuresOf(unjudged: Unjudged, cells: readonly ReadCell[], mapping: TableMapping): readonly ReadMeasure[] {
  const at = unjudged.components.findIndex(({ role }) => role === 'measure')
  const labels = labelsOf(unjudged, at, mapping.language)
  return [...new Set(cells.map(({ measure }) => measure))].map((id) => {
    const rowOfIt = (role: Role) => firstOf(unjudged, role, at < 0 ? undefined : { at, code: id })
    const unit =
      UNITS.find((one) => one === rowOfIt('unit')) ??
      (mapping.table.unit === 'persons' && id === countedAs(mapping) ? 'PS' : 'NUMBER')
    const values = cells.filter(({ measure }) => measure === id).map(({ value }) => value ?? 0)
    return {
      ...{ id, unit, multiplier: smallNumber(rowOfIt('multiplier'), 12) ?? 0 },
      decimals: smallNumber(rowOfIt('decimals'), 6) ?? Math.max(0, ...values.map(decimalsOf)),
      name: unjudged.names?.get('measure')?.get(id) ?? labels.get(id) ?? null,
    }
  })
}

/** What a role says in the first row, or in the first of a measure. */
function firstOf(
  { components, rows }: Unjudged,
  role: Role,
  of?: { readonly at: number; readonly code: string },
): string | undefined {
  const place = components.findIndex((component) => component.role === role)
  if (place < 0) return undefined
  const codes = of === undefined ? undefined : components[of.at]?.codes
  return rows.find(({ texts }) => of === undefined || (codes?.get(texts[of.at] ?? '') ?? texts[of.at]) === of.code)
    ?.texts[place]
}

function smallNumber(text: string | undefined, most: number): number | null {
  return text !== undefined && /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : null
}

function decimalsOf(value: number): number {
  return Math.min(6, String(value).split('.')[1]?.length ?? 0)
}
