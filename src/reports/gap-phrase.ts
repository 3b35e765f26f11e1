/** Gaps in words. Those of indicators are counted, since the table names them one by one. */
import type { Gap } from './model.ts'
import type { Wording } from './wording/index.ts'

/** One phrase for each gap, or for each kind of gap where a table tells which. */
export function gapPhrases(gaps: readonly Gap[], words: Wording): readonly string[] {
  const kinds = Map.groupBy(gaps, ({ kind }) => kind)
  return [...kinds.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    return 'indicator' in first
      ? [words.say(`gap.${first.kind}`, { n: same.length })]
      : same.map((gap) => phrase(gap, words))
  })
}

function phrase(gap: Gap, words: Wording): string {
  switch (gap.kind) {
    case 'overdue':
      return words.say('gap.overdue', { day: words.day(gap.dueOn), n: gap.days })
    case 'measure-overdue':
      return words.say('gap.measure-overdue', { what: gap.measure, n: gap.days })
    case 'contribution-unanswered':
      return words.say('gap.contribution-unanswered', { n: gap.count })
    case 'element-missing':
      return words.say('gap.element-missing', { what: gap.element })
    case 'no-value':
    case 'below-target':
    case 'no-target':
    case 'stale-value':
      return words.say(`gap.${gap.kind}`, { n: 1 })
    case 'not-taken-up':
    case 'no-decision':
    case 'no-measure':
    case 'no-evidence':
      return words.say(`gap.${gap.kind}`)
    default:
      return gap satisfies never
  }
}
