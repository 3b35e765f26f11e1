/** Makes the model of a report from the store: facts by reference, and what people wrote beside them. */
import type { Tx } from '../store/index.ts'
import type { ReportContent } from './content.ts'
import { gapsOf } from './gap.ts'
import { type Gathered, gather } from './gather.ts'
import { type DocumentHeadings, headingsOf } from './heading.ts'
import * as lines from './lines.ts'
import { EvidenceRegister, groupByObligation } from './lines.ts'
import type { Answer, Cluster, Cover, ReportKind, ReportModel } from './model.ts'
import type { ReportSources } from './sources.ts'
import { type ReportSubject, reportFacts } from './subject.ts'

export interface AssembleWith {
  readonly sources: ReportSources
  readonly today: Temporal.PlainDate
}

/**
 * The whole report as data. `content` is what people wrote, saved or not yet: the same function serves the live count.
 * Refuses a report that the reader does not see; what the store lacks is a gap.
 */
export async function assemble(
  tx: Tx,
  report: string,
  content: ReportContent,
  view: AssembleWith,
): Promise<ReportModel> {
  return assembleFor(tx, await reportFacts(tx, report), content, view)
}

/** The same for a paper that is no row of its own: one begun from the command line, or a draft shown to a round. */
export async function assembleFor(
  tx: Tx,
  facts: ReportSubject,
  content: ReportContent,
  { sources, today }: AssembleWith,
): Promise<ReportModel> {
  const headings = await headingsOf(tx, facts.document)
  const gathered = await gather(tx, { document: facts.document, followUpOnly: facts.kind === 'follow-up' })
  const evidence = new EvidenceRegister()
  const view: View = { facts, headings, gathered, evidence, content, sources, today, of: groupByObligation(gathered) }
  const answers = rowsByAnswer(gathered.rows).map((rows) => answerOf(view, rows))
  return {
    cover: coverOf(view, answers),
    content,
    clusters: clustersOf(view, answers),
    evidence: evidence.lines,
    gapCount: answers.reduce((sum, { gaps }) => sum + gaps.length, 0),
    notPublic: lines.notPublic(gathered),
  }
}

interface View extends AssembleWith {
  readonly facts: ReportSubject
  readonly headings: DocumentHeadings
  readonly gathered: Gathered
  readonly evidence: EvidenceRegister
  readonly content: ReportContent
  readonly of: ReturnType<typeof groupByObligation>
}

type Row = Gathered['rows'][number]

/** An obligation that answers several recommendations of the document is reported once, at the first. */
function rowsByAnswer(rows: readonly Row[]): readonly (readonly Row[])[] {
  return [...Map.groupBy(rows, (row) => row.obligation ?? row.recommendation).values()]
}

function answerOf(view: View, rows: readonly Row[]): Answer {
  const [row] = rows
  if (row === undefined) throw new Error('internal error: an answer without a recommendation')
  const { gathered, today, facts } = view
  const key = row.code ?? row.recommendation
  const language = facts.language
  const own = view.of(row.obligation)
  const addresses = rows.flatMap(({ address }) => address ?? [])
  const paragraph = /^[\d.]+/.exec(addresses[0] ?? '')?.[0] ?? ''
  const measures = own.measures.map((measure) => lines.measureLine(measure, language))
  const indicators = own.indicators.map((indicator) =>
    lines.indicatorLine(indicator, gathered.values.get(indicator.name), {
      ...{ evidence: view.evidence, language, tables: view.sources.tables },
    }),
  )
  const evidence = own.evidence.map((item) => view.evidence.numberOf(lines.evidenceLine(item, language)))
  const elements = elementsOf(view, addresses)
  const written = view.content.answers[key]?.elements ?? {}
  return {
    key,
    addresses,
    paragraph,
    topic: view.headings.places.get(paragraph)?.topic ?? null,
    summary: row.summary ?? row.text ?? '',
    quotes: rows.flatMap(({ address, text }) => (address === null || text === null ? [] : [{ address, text }])),
    repeats: gathered.repeats.filter(({ recommendation }) => rows.some((one) => one.recommendation === recommendation)),
    decision: lines.decisionOf(row.decision),
    decisionReason: row.reason,
    state: row.state,
    dueOn: row.due_on,
    ...lines.participants(own.participations, language),
    measures,
    indicators,
    evidence,
    assessments: own.assessments.map((assessment) => lines.assessmentLine(assessment, language)),
    elements,
    gaps: gapsOf({
      obligation: row.obligation,
      decision: row.decision,
      state: row.state,
      dueOn: row.due_on,
      measures,
      indicators: indicators.map((line, index) => ({ ...line, length: own.indicators[index]?.period ?? '' })),
      hasEvidence: evidence.length > 0,
      unanswered: gathered.unanswered.get(row.obligation) ?? 0,
      openElements: elements.filter((element) => (written[element] ?? '').trim() === ''),
      today,
    }),
  }
}

function elementsOf({ sources, facts }: View, addresses: readonly string[]): readonly string[] {
  return sources.elements
    .filter(({ document, address }) => document === facts.symbol && addresses.includes(address))
    .filter(({ alsoInFollowUp }) => facts.kind === 'periodic' || alsoInFollowUp)
    .map(({ element }) => element)
}

/** Under the document's own headings, in its order; what stands under none comes last. */
function clustersOf(view: View, answers: readonly Answer[]): readonly Cluster[] {
  const grouped = Map.groupBy(answers, (answer) => clusterOf(view, answer))
  return [...grouped]
    .toSorted(([first], [second]) => Number(first === '') - Number(second === ''))
    .map(([id, own]) => ({ id, ...headingOf(view, id), answers: own }))
}

function clusterOf(view: View, answer: Answer): string {
  const stored = view.gathered.rows.find((row) => (row.code ?? row.recommendation) === answer.key)?.cluster
  return stored ?? view.headings.places.get(answer.paragraph)?.section ?? ''
}

function headingOf({ sources, facts, headings }: View, id: string): Pick<Cluster, 'title' | 'articles'> {
  const chapter = sources.chapters.find((known) => known.document === facts.symbol && known.id === id)
  const section = headings.sections.find((known) => known.id === id)
  return {
    title: chapter?.names[facts.language] ?? section?.title ?? chapter?.names.en ?? id,
    articles: chapter?.articles ?? (section?.articles == null ? [] : [section.articles]),
  }
}

function coverOf({ facts, gathered, sources, today }: View, answers: readonly Answer[]): Cover {
  const names = sources.stateNames
  return {
    report: facts.id,
    kind: facts.kind === 'follow-up' ? 'follow-up' : ('periodic' satisfies ReportKind),
    title: facts.title,
    language: facts.language,
    state: names[facts.language] ?? names.en ?? facts.country,
    body: facts.body,
    document: facts.symbol,
    documentTitle: facts.document_title,
    paragraphs: facts.kind === 'follow-up' ? [...new Set(answers.map(({ paragraph }) => paragraph))] : [],
    on: today.toString(),
    wordLimit: facts.word_limit,
    demonstration: facts.demonstration || lines.holdsDemonstration(gathered),
  }
}
