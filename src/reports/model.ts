/**
 * A report as data: what the store holds on each recommendation, beside what people wrote. Nothing here is words of
 * the page; `compose.ts` makes those, in the report's language.
 */
import type { ReportContent } from './content.ts'

export interface ReportModel {
  readonly cover: Cover
  readonly content: ReportContent
  readonly clusters: readonly Cluster[]
  /** Every piece of evidence named in the report, numbered from 1. */
  readonly evidence: readonly EvidenceLine[]
  /** Gaps of all answers together, for the list that a person reads before freezing. */
  readonly gapCount: number
  /** What is shared among officials only and would leave with the report. */
  readonly notPublic: readonly {
    readonly kind: 'measure' | 'evidence' | 'value' | 'assessment'
    readonly what: string
  }[]
}

export interface Cover {
  readonly report: string
  readonly kind: ReportKind
  readonly title: string
  readonly language: string
  /** Name of the State in the report's language. */
  readonly state: string
  /** Abbreviation of the body: "CMW". */
  readonly body: string
  /** Symbol of the document that the report answers. */
  readonly document: string
  readonly documentTitle: string
  /** Paragraphs that a follow-up report answers: ["16", "36"]. */
  readonly paragraphs: readonly string[]
  /** ISO date of the rendering. */
  readonly on: string
  readonly wordLimit: number
  /** True where the report or anything in it is invented. */
  readonly demonstration: boolean
}

export type ReportKind = 'follow-up' | 'periodic'

/** Answers under one heading of the document. */
export interface Cluster {
  /** "C.1"; empty where the document's chapter is not known. */
  readonly id: string
  readonly title: string
  readonly articles: readonly string[]
  readonly answers: readonly Answer[]
}

/** What the State says on one obligation, or on a recommendation that became none. */
export interface Answer {
  /** Code of the obligation, or the recommendation's id where there is none. */
  readonly key: string
  /** "36(c)(iii)", in the document that the report answers. */
  readonly addresses: readonly string[]
  /** "36". */
  readonly paragraph: string
  /** The document's topic above the paragraph, where the document is imported. */
  readonly topic: string | null
  /** In our words. */
  readonly summary: string
  /** In the document's words, where it is imported. */
  readonly quotes: readonly { readonly address: string; readonly text: string }[]
  readonly repeats: readonly { readonly symbol: string; readonly paragraph: string }[]
  readonly decision: 'accepted' | 'in-part' | 'not-accepted' | null
  readonly decisionReason: string | null
  readonly state: string | null
  readonly dueOn: string | null
  readonly lead: string | null
  readonly contributors: readonly string[]
  readonly measures: readonly MeasureLine[]
  readonly indicators: readonly IndicatorLine[]
  /** Numbers in `ReportModel.evidence`. */
  readonly evidence: readonly number[]
  readonly assessments: readonly AssessmentLine[]
  readonly elements: readonly string[]
  readonly gaps: readonly Gap[]
}

export interface MeasureLine {
  readonly id: string
  readonly title: string
  readonly institution: string
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly state: 'planned' | 'under-way' | 'done' | 'abandoned'
  readonly demonstration: boolean
}

export interface IndicatorLine {
  readonly name: string
  readonly class: string
  readonly numerator: string
  readonly denominator: string | null
  readonly unit: string
  readonly direction: 'up' | 'down' | 'context'
  readonly baseline: string | null
  readonly baselineOn: string | null
  readonly target: string | null
  readonly value: IndicatorValueLine | null
}

export interface IndicatorValueLine {
  readonly period: string
  /** Null where there was no case to count, or it was withdrawn. */
  readonly value: string | null
  /** Since when there is none, though there was one. */
  readonly withdrawnOn?: string
  readonly provenance: 'typed' | 'computed'
  /** Number of the evidence of a typed value; null where it is not shared. */
  readonly evidence: number | null
  /** Title of the table of a computed value, in the language of the report. */
  readonly table: string | null
  readonly release: string | null
  /** The value is of the releases themselves: of no table, and `release` is its year. */
  readonly ofReleases?: boolean
  readonly demonstration: boolean
}

export interface EvidenceLine {
  readonly number: number
  readonly id: string
  readonly title: string
  readonly from: string | null
  readonly url: string | null
  readonly fileName: string | null
  readonly sha256: string | null
  readonly demonstration: boolean
}

export interface AssessmentLine {
  readonly assessor: 'state' | 'nhri' | 'civil-society' | 'committee'
  /** Institution or organization. */
  readonly by: string | null
  readonly grade: string
  readonly givenOn: string
  readonly demonstration: boolean
}

/** What is missing, each nameable without a person having typed it. */
export type Gap =
  | { readonly kind: 'not-taken-up' | 'no-decision' | 'no-measure' | 'no-evidence' }
  | { readonly kind: 'no-value' | 'below-target' | 'no-target'; readonly indicator: string }
  | { readonly kind: 'stale-value'; readonly indicator: string; readonly period: string }
  | { readonly kind: 'overdue'; readonly dueOn: string; readonly days: number }
  | { readonly kind: 'measure-overdue'; readonly measure: string; readonly days: number }
  | { readonly kind: 'contribution-unanswered'; readonly count: number }
  | { readonly kind: 'element-missing'; readonly element: string }
