/** The plain table: one row a cell, each code followed by its label (statistics.md 7.4). */
import { csvOf, type Field } from './csv.ts'
import type { Cell, Measure, ReleasedTable, Texts } from './model.ts'
import { wordingIn } from './wording/index.ts'

/** What a column holds. */
export interface Column {
  /** "sex", "sex_label". */
  readonly name: string
  readonly holds: 'code' | 'label' | 'period' | 'value' | 'status' | 'confidentiality' | 'comment'
  /** Id of the dimension of a code or label. */
  readonly dimension?: string
  readonly of: (cell: Cell) => Field
}

/** Columns in their order, with labels in one language. A measure stands in columns of its own where there are several. */
export function columnsOf(table: ReleasedTable, language: string): readonly Column[] {
  const { of } = wordingIn(language)
  const pair = (name: string, dimension: string, codeOf: (cell: Cell) => string, names: ReadonlyMap<string, Texts>) =>
    [
      { name, dimension, holds: 'code', of: codeOf },
      { name: `${name}_label`, dimension, holds: 'label', of: (cell) => of(names.get(codeOf(cell)) ?? {}) },
    ] as const satisfies readonly Column[]
  const areas = new Map([table.area, ...table.regions].map(({ code, name }) => [code, name]))
  return [
    ...pair('area', 'REF_AREA', ({ area }) => area, areas),
    ...(table.measures.length > 1
      ? pair('measure', 'MEASURE', ({ measure }) => measure, new Map(table.measures.map(({ id, name }) => [id, name])))
      : []),
    ...table.dimensions
      .filter(({ id }) => table.by.includes(id))
      .flatMap(({ id, codes }) =>
        pair(id.toLowerCase(), id, ({ at }) => at[id] ?? '', new Map(codes.map(({ code, name }) => [code, name]))),
      ),
    { name: 'period', dimension: 'TIME_PERIOD', holds: 'period', of: ({ period }) => period },
    { name: 'value', holds: 'value', of: ({ value }) => value },
    { name: 'status', holds: 'status', of: ({ status }) => status },
    { name: 'confidentiality', holds: 'confidentiality', of: ({ confidentiality }) => confidentiality },
    ...(table.cells.some(({ comment }) => comment)
      ? [{ name: 'comment', holds: 'comment', of: ({ comment }: Cell) => (comment ? of(comment) : null) } as const]
      : []),
  ]
}

/** The CSV file, with labels in the first language of the release. */
export function tidyCsv(table: ReleasedTable): string {
  const columns = columnsOf(table, table.languages[0] ?? 'en')
  return csvOf([
    columns.map(({ name }) => name),
    ...table.cells.map((cell) => columns.map((column) => column.of(cell))),
  ])
}

/** Whether what the table shows has passed through noise. */
export function isProtected(measures: readonly Measure[]): boolean {
  return measures.some(({ method }) => method.startsWith('CKM'))
}

/** A column's heading for people, in one language. */
export function headingOf(table: ReleasedTable, { holds, dimension }: Column, language: string): string {
  const { say, of } = wordingIn(language)
  const named = () => {
    const own = table.dimensions.find(({ id }) => id === dimension)
    return own ? of(own.name) : say(`concept.${dimension === 'MEASURE' ? 'MEASURE' : 'REF_AREA'}`)
  }
  switch (holds) {
    case 'code':
      return say('column.code', { dimension: named() })
    case 'label':
      return say('column.label', { dimension: named() })
    case 'period':
      return say('concept.TIME_PERIOD')
    case 'value':
      return isProtected(table.measures) ? say('column.protected') : say('column.value')
    case 'status':
      return say('concept.OBS_STATUS')
    case 'confidentiality':
      return say('concept.CONF_STATUS')
    case 'comment':
      return say('concept.COMMENT_OBS')
    default:
      return holds satisfies never
  }
}
