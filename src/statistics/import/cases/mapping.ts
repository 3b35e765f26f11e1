/** How an extract of cases is to be read: which column says what of the record. A column that is not named here is not read. */
import { z } from 'zod'
import { FileRefused } from '../refused.ts'
import { ENCODINGS } from '../text.ts'
import type { RecordShape } from './shape.ts'

const Column = z.string().min(1).max(200)
const Codes = z.record(z.string(), z.string())

export const DAY_FORMS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const

export const CaseMapping = z.strictObject({
  source: z.strictObject({
    /** "interior-detentions": one person of it is one person in all its extracts. */
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    body: z.string().trim().min(1).max(300),
    title: z.string().trim().min(1).max(300),
  }),
  /** Name of a procedure that this State runs. */
  procedure: z.string(),
  /** Column of the case's identifier, and of the person's. They become pseudonyms here and are kept nowhere. */
  case: Column,
  person: Column.optional(),
  /** The same moment for every row, or a column that says which; or the rows are times of a rule that fell due. */
  moment: z.union([
    z.strictObject({ is: z.string() }),
    z.strictObject({ column: Column, codes: Codes }),
    z.strictObject({
      /** "D3.judge" */
      due: z.string(),
      /** Whether what the rule waits for came in time. */
      met: z.strictObject({ column: Column, codes: z.record(z.string(), z.boolean()) }),
      /** Of a time that runs several times on a case, which: a number from 1. */
      run: z.strictObject({ column: Column }).optional(),
    }),
  ]),
  /** The day on which it was, of a time the day of its limit. The record keeps the period alone. */
  day: z.strictObject({ column: Column, form: z.enum(DAY_FORMS).default('YYYY-MM-DD') }),
  /** By the fact's name in the declaration. `codes`: what stands in the column → code of the fact. */
  dimensions: z.record(z.string(), z.strictObject({ column: Column, codes: Codes.optional() })).default({}),
  measures: z.record(z.string(), z.strictObject({ column: Column })).default({}),
  /** Between several codes in one cell. */
  separator: z.string().length(1).default('|'),
  delimiter: z.enum([',', ';', '\t']).optional(),
  encoding: z.enum(ENCODINGS).optional(),
})
export type CaseMapping = z.output<typeof CaseMapping>

/**
 * Refuses (FileRefused) a mapping to what is no dimension of the record: a fact that is never tabulated is none, whatever it is
 * called in the extract; and a procedure of which not even the number of cases may be known; and to a rule that has no time.
 */
export function checkMapping(mapping: CaseMapping, shape: RecordShape): void {
  if (shape.isHiddenInNumber) throw new FileRefused('hidden-in-number', { name: shape.procedure })
  if (shape.isAboutSomebody && mapping.person === undefined) throw new FileRefused('no-person')
  checkMoment(mapping, shape)
  for (const [name, { codes = {} }] of Object.entries(mapping.dimensions)) {
    const dimension = shape.dimensions.find((one) => one.name === name)
    if (dimension === undefined)
      throw new FileRefused('no-dimension', { name, known: shape.dimensions.map((one) => one.name).join(', ') })
    const wrong = Object.values(codes).find((code) => !dimension.values.has(code))
    if (wrong !== undefined) throw new FileRefused('no-code', { name, code: wrong })
  }
  // Of a time nothing is measured but whether it was kept.
  const measures = 'due' in mapping.moment ? [] : shape.measures.map(({ name }) => name)
  for (const name of Object.keys(mapping.measures))
    if (!measures.includes(name)) throw new FileRefused('no-measure', { name, known: measures.join(', ') })
}

function checkMoment({ moment }: CaseMapping, { moments, times }: RecordShape): void {
  if ('due' in moment) {
    if (!times.includes(moment.due)) throw new FileRefused('no-time', { name: moment.due, known: times.join(', ') })
    return
  }
  for (const name of 'is' in moment ? [moment.is] : Object.values(moment.codes))
    if (!moments.includes(name)) throw new FileRefused('no-moment', { name, known: moments.join(', ') })
}
