/** The annex: indicator tables set aside, what the indicators count, the evidence, and the recommendations' own words. */
import { spaced } from './address.ts'
import { titleOf } from './indicator-table.ts'
import type { Block } from './layout.ts'
import type { EvidenceLine, IndicatorLine, ReportModel } from './model.ts'
import type { Paper } from './paper.ts'
import type { Wording } from './wording/index.ts'

/** Blocks of the annex, in order; none where there is nothing to annex. */
export function annexOf(model: ReportModel, paper: Paper, words: Wording): readonly Block[] {
  const answers = model.clusters.flatMap((cluster) => cluster.answers)
  const indicators = new Map(
    answers.flatMap((answer) => answer.indicators.map((indicator) => [indicator.name, indicator])),
  )
  const quotes = answers.flatMap((answer) => answer.quotes)
  return [
    ...part(words.say('annex.indicators'), paper.setAside),
    ...part(
      words.say('annex.definitions'),
      indicators.size === 0 ? [] : [definitions([...indicators.values()], words)],
    ),
    ...part(words.say('annex.evidence'), model.evidence.length === 0 ? [] : [evidenceTable(model.evidence, words)]),
    ...part(
      words.say('annex.recommendations'),
      quotes.map(({ address, text }): Block => ({ kind: 'quote', source: spaced(address), text })),
    ),
  ]
}

function part(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', level: 3, label: '', text: title }, ...blocks]
}

function definitions(indicators: readonly IndicatorLine[], words: Wording): Block {
  return {
    kind: 'table',
    title: '',
    columns: [
      { heading: words.say('indicators.name'), width: 32 },
      { heading: words.say('annex.counts'), width: 54 },
      { heading: words.say('annex.unit'), width: 14 },
    ],
    rows: indicators
      .toSorted((first, second) => (first.name < second.name ? -1 : 1))
      .map(({ name, numerator, denominator, unit }) => [
        titleOf(name),
        denominator === null ? numerator : words.say('annex.share', { numerator, denominator }),
        words.named(`unit.${unit}`) ?? unit,
      ]),
  }
}

function evidenceTable(evidence: readonly EvidenceLine[], words: Wording): Block {
  return {
    kind: 'table',
    title: '',
    columns: [
      { heading: words.say('annex.number'), width: 8 },
      { heading: words.say('annex.piece'), width: 38 },
      { heading: words.say('annex.from'), width: 20 },
      { heading: words.say('annex.where'), width: 34 },
    ],
    rows: evidence.map(({ number, title, from, url, fileName, sha256, demonstration }) => [
      words.say('indicator.evidence', { number }),
      demonstration ? words.say('demonstration.mark', { text: title }) : title,
      from ?? '–',
      url ?? words.say('annex.file', { name: fileName ?? '', sha: (sha256 ?? '').slice(0, 16) }),
    ]),
  }
}
