/** Each row of a table judged by itself: what is wrong with it is said with line and column, and nothing is put right silently. */

import type { Texts } from '../../publication/model.ts'
import {
  CONFIDENTIALITIES,
  type Confidentiality,
  OBSERVATION_STATUSES,
  type ObservationStatus,
  type Sign,
  signOf,
} from '../../publication/status.ts'
import type { RefusedRow } from '../refused.ts'
import type { Component, Given, Role, Unjudged } from './component.ts'
import type { TableMapping } from './mapping.ts'

/** A figure as the file has it, at codes of every dimension. */
export interface ReadCell {
  readonly area: string
  readonly measure: string
  readonly period: string
  readonly at: Readonly<Record<string, string>>
  readonly value: number | null
  readonly status: ObservationStatus
  readonly confidentiality: Confidentiality
  readonly sign: Sign | null
  readonly comment?: Texts
}

export interface Judged {
  readonly cells: readonly ReadCell[]
  readonly refused: readonly RefusedRow[]
}

/** What of the country a table may name: itself and its regions. */
export interface Judging {
  readonly mapping: TableMapping
  /** The country's code first. */
  readonly areas: readonly string[]
}

/** The rows that are figures, and those that are none. A place that stands twice is refused the second time. */
export function judgeRows(unjudged: Unjudged, judging: Judging): Judged {
  const cells: ReadCell[] = []
  const refused = [...unjudged.refused]
  const firstAt = new Map<string, number>()
  for (const row of unjudged.rows) {
    const cell = judgeRow(unjudged.components, row, judging)
    if ('reason' in cell) {
      refused.push(cell)
      continue
    }
    const place = JSON.stringify([cell.area, cell.measure, cell.period, cell.at])
    const first = firstAt.get(place)
    if (first === undefined) {
      firstAt.set(place, row.line)
      cells.push(cell)
    } else refused.push({ line: row.line, column: null, reason: 'twice', data: { line: first } })
  }
  return { cells, refused: refused.toSorted((one, other) => one.line - other.line) }
}

const CODE = /^[A-Za-z0-9_-]{1,40}$/
const PERIOD = /^\d{4}(-S[12]|-Q[1-4])?$/

function judgeRow(components: readonly Component[], row: Given, { mapping, areas }: Judging): ReadCell | RefusedRow {
  const at: Record<string, string> = {}
  const roles = new Map<Role, string>()
  for (const [place, component] of components.entries()) {
    const text = (row.texts[place] ?? '').trim()
    const code = component.codes === undefined ? text : component.codes.get(text)
    if (code === undefined) return refusal(row, component, 'code-unknown', { value: shown(text) })
    if (component.role !== 'dimension') roles.set(component.role, component.role === 'value' ? text : code)
    else if (CODE.test(code)) at[component.id] = code
    else return refusal(row, component, 'code', { value: shown(code) })
  }
  const of = (role: Role) => components.find((component) => component.role === role)
  const refuse = (role: Role, reason: string, value = roles.get(role) ?? '') =>
    refusal(row, of(role), reason, { value: shown(value) })
  const [country = ''] = areas
  const area = roles.get('area') ?? country
  if (!areas.includes(area)) return refuse('area', 'area')
  const measure = roles.get('measure') ?? countedAs(mapping)
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(measure)) return refuse('measure', 'code')
  const period = roles.get('period') ?? ''
  if (!PERIOD.test(period)) return refuse('period', 'period')
  const said = figureOf(roles, mapping)
  if (typeof said === 'string') return refuse(said === 'number' ? 'value' : 'status', said)
  const comment = row.comment ?? commentOf(roles.get('comment'), mapping)
  return { area, measure, period, at, ...said, ...(comment === undefined ? {} : { comment }) }
}

/** The measure of a file that has no column for it. */
export function countedAs({ table }: TableMapping): string {
  return table.unit.toUpperCase()
}

function refusal(row: Given, component: Component | undefined, reason: string, data: RefusedRow['data']): RefusedRow {
  return { line: row.line, column: component?.column ?? null, reason, data }
}

/** So much of a value as a person needs to find it. */
function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}

const SIGNED = {
  withheld: { status: 'Q', confidentiality: 'C' },
  impossible: { status: 'M', confidentiality: 'F' },
  'not-collected': { status: 'L', confidentiality: 'F' },
} as const

/** Number and status that go together (statistics.md 7.1), or the rule that they break. */
function figureOf(
  roles: ReadonlyMap<Role, string>,
  { signs, decimal }: TableMapping,
): Pick<ReadCell, 'value' | 'status' | 'confidentiality' | 'sign'> | string {
  const text = roles.get('value') ?? ''
  const signed = Object.hasOwn(signs, text) ? signs[text] : undefined
  const value = text === '' || signed !== undefined ? null : numberOf(text, decimal)
  if (Number.isNaN(value)) return 'number'
  const status = OBSERVATION_STATUSES.find(
    (one) => one === (roles.get('status') || (signed && SIGNED[signed].status) || 'A'),
  )
  if (status === undefined) return 'status'
  const confidentiality = CONFIDENTIALITIES.find(
    (one) =>
      one ===
      (roles.get('confidentiality') || (signed && SIGNED[signed].confidentiality) || (status === 'Q' ? 'C' : 'F')),
  )
  if (confidentiality === undefined) return 'status'
  const sign = signOf({ value, status, confidentiality })
  if (sign === undefined) return value === null ? 'no-value' : 'status'
  return { value, status, confidentiality, sign }
}

/** "1204", "1 204,5" where the comma is declared. NaN for what is none: "1,204" may be either. */
function numberOf(text: string, decimal: '.' | ','): number {
  const plain = text.replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d{3}(\D|$))/g, '')
  const pattern = decimal === '.' ? /^-?\d{1,15}(\.\d{1,6})?$/ : /^-?\d{1,15}(,\d{1,6})?$/
  return pattern.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN
}

function commentOf(text: string | undefined, { language }: TableMapping): Texts | undefined {
  return text === undefined || text === '' ? undefined : { [language]: text }
}
