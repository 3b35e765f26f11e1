/** Figures: no free text, no moment and no single thing is ever a dimension. */
import type { Fact, Moment, Procedure } from '../vocabulary/index.ts'
import type { Found } from './finding.ts'
import { canCome } from './safeguards.ts'

export function figureFindings(procedure: Procedure): readonly Found[] {
  return [...dimensionFindings(procedure), ...measureFindings(procedure), ...neverEmitted(procedure)]
}

const TEXTS: readonly Fact['is']['kind'][] = ['short', 'long', 'file']
const MOMENTS: readonly Fact['is']['kind'][] = ['instant', 'date', 'date-or-year']

function dimensionFindings(procedure: Procedure): readonly Found[] {
  const { dimensions } = procedure.statistics
  const marked = Object.entries(procedure.facts).filter(
    ([name, { dimension }]) => dimension !== false || dimensions.includes(name),
  )
  return marked.flatMap(([name, { is, dimension }]): readonly Found[] => {
    if (TEXTS.includes(is.kind))
      return [{ name, rule: 'text-as-dimension', reason: 'Free text singles people out: it is no dimension.' }]
    if (MOMENTS.includes(is.kind))
      return [{ name, rule: 'moment-as-dimension', reason: 'A moment singles people out: figures count periods.' }]
    if (is.kind === 'ref' && (dimension === true || dimension === false))
      return [
        {
          name,
          rule: 'thing-as-dimension',
          reason: 'A reference is a dimension only by its region, district or agency.',
        },
      ]
    if (is.kind === 'lines') return lineFindings(name, is.of)
    return dimension === false
      ? [{ name, rule: 'unmarked-dimension', reason: 'Figures use it, and the fact does not say so.' }]
      : []
  })
}

/** Of a small table figures take the columns that say so, never a text. */
function lineFindings(name: string, of: Readonly<Record<string, Fact>>): readonly Found[] {
  const used = Object.entries(of).filter(([, { dimension }]) => dimension !== false)
  const texts = used.filter(([, { is }]) => TEXTS.includes(is.kind))
  if (used.length > 0 && texts.length === 0) return []
  return [{ name, rule: 'text-as-dimension', reason: 'Figures use it, and no column of codes says so.' }]
}

function measureFindings(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.statistics.measures).flatMap(([name, measure]): Found[] => {
    if ('kept' in measure && !isRule(procedure, measure.kept))
      return [{ name, rule: 'no-such-safeguard', reason: `There is no safeguard ${measure.kept}.` }]
    if ('sum' in measure && procedure.facts[measure.sum]?.is.kind !== 'number')
      return [{ name, rule: 'sum-of-no-number', reason: `${measure.sum} is no number.` }]
    return momentsIn(measure).every((one) => canCome(procedure, one))
      ? []
      : [{ name, rule: 'measure-never-comes', reason: 'It counts what no case reaches.' }]
  })
}

function isRule(procedure: Procedure, named: string): boolean {
  const [safeguard = '', rule] = named.split('.')
  const found = procedure.safeguards[safeguard]
  return found !== undefined && (rule === undefined || Object.hasOwn(found.rules, rule))
}

function momentsIn(measure: Procedure['statistics']['measures'][string]): readonly Moment[] {
  if ('hours' in measure) return [measure.hours.from, measure.hours.to]
  if ('days' in measure) return [measure.days.from, measure.days.to]
  if ('reached' in measure) return [measure.reached]
  return 'times' in measure ? [measure.times] : []
}

function neverEmitted(procedure: Procedure): readonly Found[] {
  const { emittedAt, stock } = procedure.statistics
  if (stock !== undefined || emittedAt.some((one) => canCome(procedure, one))) return []
  return [{ name: 'statistics', rule: 'never-counted', reason: 'Its record is never written.' }]
}
