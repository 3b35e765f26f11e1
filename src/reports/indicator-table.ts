/** The table of an answer's indicators: baseline, target, value, period and where the value comes from. */
import { spaced } from './address.ts'
import type { Block, Row } from './layout.ts'
import type { Answer, IndicatorLine, IndicatorValueLine } from './model.ts'
import type { Wording } from './wording/index.ts'

type Table = Extract<Block, { kind: 'table' }>

export function indicatorTable(
  answer: Pick<Answer, 'gaps' | 'addresses' | 'key' | 'indicators'>,
  number: number,
  words: Wording,
): Table {
  const gaps = new Set(answer.gaps.flatMap((gap) => ('indicator' in gap ? [`${gap.kind} ${gap.indicator}`] : [])))
  return {
    kind: 'table',
    title: words.say('indicators.table', { number, address: answer.addresses.map(spaced).join(', ') || answer.key }),
    columns: [
      { heading: words.say('indicators.name'), width: 36 },
      { heading: words.say('indicators.baseline'), width: 11 },
      { heading: words.say('indicators.target'), width: 11 },
      { heading: words.say('indicators.value'), width: 16 },
      { heading: words.say('indicators.period'), width: 11 },
      { heading: words.say('indicators.source'), width: 15 },
    ],
    rows: answer.indicators.map((indicator) => rowOf(indicator, gaps, words)),
  }
}

function rowOf(indicator: IndicatorLine, gaps: ReadonlySet<string>, words: Wording): Row {
  const { name, value, unit, baseline, target, direction } = indicator
  const figure = (raw: string | null, otherwise: string) => (raw === null ? otherwise : figureOf(raw, unit, words))
  return [
    titleOf(name),
    figure(baseline, '–'),
    direction === 'context' ? '–' : figure(target, words.say('indicator.no-target')),
    cellOf(indicator, gaps.has(`below-target ${name}`), words),
    value === null
      ? '–'
      : gaps.has(`stale-value ${name}`)
        ? words.say('indicator.stale', { period: value.period })
        : value.period,
    value === null ? '–' : sourceOf(value, words),
  ]
}

/** An indicator's name as a phrase: "Detentions reviewed in 24 hours". Its definition stands in the annex. */
export function titleOf(name: string): string {
  const phrase = name.replaceAll('-', ' ')
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}

function cellOf({ value, unit }: IndicatorLine, isBelow: boolean, words: Wording): string {
  if (value === null) return words.say('indicator.missing')
  if (value.withdrawnOn !== undefined) return words.say('indicator.withdrawn', { day: words.day(value.withdrawnOn) })
  if (value.value === null) return words.say('indicator.no-cases')
  const figure = figureOf(value.value, unit, words)
  const weighed = isBelow ? words.say('indicator.below', { value: figure }) : figure
  return value.demonstration ? words.say('demonstration.mark', { text: weighed }) : weighed
}

function figureOf(raw: string, unit: string, words: Wording): string {
  if (unit === 'yes-no') return words.say(Number(raw) === 0 ? 'indicator.no' : 'indicator.yes')
  const value = words.number(raw)
  return unit === 'percent' ? words.say('indicator.percent', { value }) : value
}

function sourceOf({ provenance, evidence, table, release, ofReleases }: IndicatorValueLine, words: Wording): string {
  if (provenance === 'typed')
    return evidence === null
      ? words.say('indicator.evidence-private')
      : words.say('indicator.evidence', { number: evidence })
  if (table === null) return words.say('indicator.computed')
  if (ofReleases === true) return words.say('indicator.of-releases', { release: release ?? '' })
  return release === null
    ? words.say('indicator.table', { table })
    : words.say('indicator.table-release', { table, release })
}
