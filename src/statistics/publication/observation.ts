/** A released table as SDMX sees it: its key, its attributes, its ids (statistics.md 7.1). */
import { type Cell, type Measure, type ReleasedTable, TOTAL } from './model.ts'

/** Ids of the attributes of every observation, in the order of SDMX-CSV. */
export const ATTRIBUTES = [
  'OBS_STATUS',
  'CONF_STATUS',
  'UNIT_MEASURE',
  'UNIT_MULT',
  'DECIMALS',
  'SDC_METHOD',
  'SDC_PARAM',
  'RELEASE_ID',
] as const
export type Attribute = (typeof ATTRIBUTES)[number]

/** Ids of the dimensions in the order of the key. */
export function dimensionIds(table: ReleasedTable): readonly string[] {
  return ['FREQ', 'REF_AREA', 'MEASURE', ...table.dimensions.map(({ id }) => id), 'TIME_PERIOD']
}

/** The codes at which a cell stands, in the order of the key; a dimension that the table does not use stands at `_T`. */
export function keyOf(table: ReleasedTable, cell: Cell): readonly string[] {
  return [
    table.frequency,
    cell.area,
    cell.measure,
    ...table.dimensions.map(({ id }) => cell.at[id] ?? TOTAL),
    cell.period,
  ]
}

export function attributesOf(table: ReleasedTable, cell: Cell): Readonly<Record<Attribute, string>> {
  const measure = measureOf(table, cell)
  return {
    OBS_STATUS: cell.status,
    CONF_STATUS: cell.confidentiality,
    UNIT_MEASURE: measure.unit,
    UNIT_MULT: String(measure.multiplier),
    DECIMALS: String(measure.decimals),
    SDC_METHOD: measure.method,
    SDC_PARAM: parametersOf(table, measure),
    RELEASE_ID: table.release,
  }
}

/** "AZE_SSC:DF_DETENTION_DECISION(1.0.0)". */
export function dataflowReference(table: ReleasedTable): string {
  return `${table.agency.id}:${dataflowId(table)}(${table.version})`
}

export function dataflowUrn(table: ReleasedTable): string {
  return `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=${dataflowReference(table)}`
}

/** "DF_DETENTION_DECISION". */
export function dataflowId({ table }: ReleasedTable): string {
  return `DF_${identifier(table)}`
}

/** "DSD_DETENTION". */
export function structureId({ procedure }: ReleasedTable): string {
  return `DSD_${identifier(procedure)}`
}

/** "DETENTION_DECISION" for "detention-decision". */
export function identifier(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

export function measureOf(table: ReleasedTable, { measure }: Cell): Measure {
  const found = table.measures.find(({ id }) => id === measure)
  // A release is checked when it is made and when it is read.
  if (found === undefined) throw new Error(`no measure ${measure} in ${table.table}`)
  return found
}

/** "D=5;V=3;js=2" for figures of the cell key method, nothing for others. */
function parametersOf({ protection }: ReleasedTable, { method }: Measure): string {
  if (protection === null || !method.startsWith('CKM')) return ''
  return `D=${protection.largest};V=${protection.variance};js=${protection.smallest}`
}
