/** Rows of the store as lines of a report: names in the report's language, evidence by number. */
import { cleanText } from './content.ts'
import type { Gathered } from './gather.ts'
import type {
  Answer,
  AssessmentLine,
  EvidenceLine,
  IndicatorLine,
  IndicatorValueLine,
  MeasureLine,
  ReportModel,
} from './model.ts'
import type { ReportSources } from './sources.ts'

/** Numbers evidence in the order in which a report first names it; the same piece keeps its number. */
export class EvidenceRegister {
  readonly #byId = new Map<string, EvidenceLine>()

  numberOf(line: Omit<EvidenceLine, 'number'>): number {
    const known = this.#byId.get(line.id)
    if (known !== undefined) return known.number
    const number = this.#byId.size + 1
    this.#byId.set(line.id, { ...line, number })
    return number
  }

  get lines(): readonly EvidenceLine[] {
    return [...this.#byId.values()]
  }
}

/** What belongs to an obligation, found without searching. */
export function groupByObligation(gathered: Gathered) {
  const participations = Map.groupBy(gathered.participations, ({ obligation }) => obligation)
  const measures = Map.groupBy(gathered.measures, ({ obligation }) => obligation)
  const indicators = Map.groupBy(gathered.indicators, ({ obligation }) => obligation)
  const evidence = Map.groupBy(gathered.evidence, ({ obligation }) => obligation)
  const assessments = Map.groupBy(gathered.assessments, ({ obligation }) => obligation)
  return (obligation: string | null) => ({
    participations: participations.get(obligation ?? '') ?? [],
    measures: measures.get(obligation ?? '') ?? [],
    indicators: indicators.get(obligation ?? '') ?? [],
    evidence: evidence.get(obligation ?? '') ?? [],
    assessments: assessments.get(obligation ?? '') ?? [],
  })
}

/** A name kept by language; English where the language has none. */
export function nameIn(names: unknown, language: string): string {
  if (typeof names === 'string') return cleanText(names)
  if (typeof names !== 'object' || names === null) return ''
  const byLanguage = new Map(Object.entries(names))
  return cleanText(String(byLanguage.get(language) ?? byLanguage.get('en') ?? [...byLanguage.values()][0] ?? ''))
}

export function participants(
  rows: Gathered['participations'],
  language: string,
): { lead: string | null; contributors: string[] } {
  const lead = rows.find(({ part }) => part === 'lead')
  return {
    lead: lead === undefined ? null : nameIn(lead.name, language),
    contributors: rows.filter(({ part }) => part === 'contributing').map(({ name }) => nameIn(name, language)),
  }
}

export function measureLine(row: Gathered['measures'][number], language: string): MeasureLine {
  return {
    id: row.id,
    title: cleanText(row.title),
    institution: nameIn(row.institution_name, language),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: oneOf(['planned', 'under-way', 'done', 'abandoned'], row.state),
    demonstration: row.demonstration,
  }
}

export function evidenceLine(row: Gathered['evidence'][number], language: string): Omit<EvidenceLine, 'number'> {
  return {
    id: row.id,
    title: cleanText(row.title),
    from: row.institution_name === null ? row.organization_name : nameIn(row.institution_name, language),
    url: row.url,
    fileName: row.file_name,
    sha256: row.file,
    demonstration: row.demonstration,
  }
}

type LatestValue = Gathered['values'] extends ReadonlyMap<string, infer Value> ? Value : never

export function indicatorLine(
  row: Gathered['indicators'][number],
  latest: LatestValue | undefined,
  within: Within,
): IndicatorLine {
  return {
    name: row.name,
    class: row.class,
    numerator: cleanText(row.numerator),
    denominator: row.denominator === null ? null : cleanText(row.denominator),
    unit: row.unit,
    direction: oneOf(['up', 'down', 'context'], row.direction),
    baseline: row.baseline,
    baselineOn: row.baseline_on,
    target: row.target,
    value: latest === undefined ? null : valueLine(latest, within),
  }
}

interface Within extends Pick<ReportSources, 'tables'> {
  readonly evidence: EvidenceRegister
  readonly language: string
}

function valueLine(row: LatestValue, { evidence, language, tables }: Within): IndicatorValueLine {
  const from = new Map(Object.entries(typeof row.computed_from === 'object' ? (row.computed_from ?? {}) : {}))
  const textOf = (key: string) => (from.has(key) ? cleanText(String(from.get(key))) : null)
  const table = textOf('table')
  const titles = table === null ? null : tables.titlesOf(table)
  return {
    period: row.period,
    value: row.value,
    ...(row.withdrawn_on === null ? {} : { withdrawnOn: row.withdrawn_on }),
    provenance: oneOf(['typed', 'computed'], row.provenance),
    evidence: row.evidence === null ? null : evidence.numberOf(evidenceOfValue(row, row.evidence, language)),
    table: table === null ? null : (titles?.[language] ?? titles?.en ?? table),
    release: textOf('release'),
    ...(table === tables.calendar ? { ofReleases: true } : {}),
    demonstration: row.demonstration,
  }
}

function evidenceOfValue(row: LatestValue, id: string, language: string): Omit<EvidenceLine, 'number'> {
  return {
    id,
    title: cleanText(row.title ?? ''),
    from: row.institution_name === null ? null : nameIn(row.institution_name, language),
    url: row.url,
    fileName: row.file_name,
    sha256: row.file,
    demonstration: row.evidence_demonstration ?? false,
  }
}

export function assessmentLine(row: Gathered['assessments'][number], language: string): AssessmentLine {
  return {
    assessor: oneOf(['state', 'nhri', 'civil-society', 'committee'], row.assessor),
    by: row.institution_name === null ? row.organization_name : nameIn(row.institution_name, language),
    grade: row.grade,
    givenOn: row.given_on,
    demonstration: row.demonstration,
  }
}

export function decisionOf(decision: string | null): Answer['decision'] {
  return decision === null ? null : oneOf(['accepted', 'in-part', 'not-accepted'], decision)
}

/** True where any row that a report would show is invented. */
export function holdsDemonstration(gathered: Gathered): boolean {
  return [
    ...gathered.measures,
    ...gathered.evidence,
    ...gathered.assessments,
    ...gathered.values.values(),
    ...gathered.rows.map(({ decision_demonstration }) => ({ demonstration: decision_demonstration ?? false })),
  ].some(({ demonstration }) => demonstration)
}

/** What only officials see today, named before it leaves the house with the report. */
export function notPublic(gathered: Gathered): ReportModel['notPublic'] {
  const kept = <Row extends { audience: string }>(
    rows: Iterable<Row>,
    kind: ReportModel['notPublic'][number]['kind'],
    what: (row: Row) => string,
  ) =>
    [...new Set([...rows].filter(({ audience }) => audience !== 'public').map(what))].map((named) => ({
      kind,
      what: named,
    }))
  return [
    ...kept(gathered.measures, 'measure', ({ title }) => title),
    ...kept(gathered.evidence, 'evidence', ({ title }) => title),
    ...kept(gathered.values.values(), 'value', ({ indicator, period }) => `${indicator} ${period}`),
    ...kept(gathered.assessments, 'assessment', ({ assessor, given_on }) => `${assessor} ${given_on}`),
  ]
}

/** The store's check constraint promises one of these; a value beyond them is a fault of ours. */
function oneOf<const Choice extends string>(choices: readonly Choice[], value: string): Choice {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new Error(`internal error: ${value} is none of ${choices.join(', ')}`)
  return found
}
