/** Versions of a draft beside each other: what changed, word by word, and in whose part of the report. */
import { diffWordsWithSpace } from 'diff'
import { NotFound, type Tx } from '../store/index.ts'
import { ReportContent } from './content.ts'

export interface SectionDiff {
  /** "introduction", or the obligation's code and the part of its answer, joined by a space. */
  readonly section: string
  readonly parts: readonly { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }[]
}

/** What changed from one version to another, by section; sections without a change are left out. */
export async function compareVersions(
  tx: Tx,
  { report, from, to }: { readonly report: string; readonly from: number; readonly to: number },
): Promise<readonly SectionDiff[]> {
  return compareContents(await contentOf(tx, report, from), await contentOf(tx, report, to))
}

/** The same for a version and what somebody has typed and not saved. */
export function compareContents(before: ReportContent, after: ReportContent): readonly SectionDiff[] {
  const [first, second] = [sectionsOf(before), sectionsOf(after)]
  return [...new Set([...first.keys(), ...second.keys()])]
    .filter((section) => (first.get(section) ?? '') !== (second.get(section) ?? ''))
    .map((section) => ({
      section,
      parts: diffWordsWithSpace(first.get(section) ?? '', second.get(section) ?? '').map(
        ({ added, removed, value }) => ({
          kind: added ? 'added' : removed ? 'removed' : 'same',
          text: value,
        }),
      ),
    }))
}

/** What people wrote in a version of a report that the reader sees. */
export async function contentOf(tx: Tx, report: string, number: number): Promise<ReportContent> {
  const row = await tx
    .selectFrom('report_version')
    .select('content')
    .where('report', '=', report)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return ReportContent.parse(row.content)
}

/** Codes of the obligations whose answer differs. */
export function changedAnswers(before: ReportContent, after: ReportContent): string[] {
  const codes = new Set([...Object.keys(before.answers), ...Object.keys(after.answers)])
  return [...codes].filter((code) => textOf(before, code) !== textOf(after, code))
}

/** Whether anything outside the answers differs. */
export function changesFrame(before: ReportContent, after: ReportContent): boolean {
  const frame = ({ symbol, introduction, methodology, indicatorTables }: ReportContent) =>
    JSON.stringify([symbol, introduction, methodology, indicatorTables])
  return frame(before) !== frame(after)
}

function textOf({ answers }: ReportContent, code: string): string {
  return JSON.stringify([...sectionsOfAnswer(code, answers[code])])
}

function sectionsOf(content: ReportContent): Map<string, string> {
  const { symbol, introduction, methodology, indicatorTables, answers } = content
  return new Map([
    ...Object.entries({ symbol, introduction, methodology, indicatorTables }),
    ...Object.entries(answers).flatMap(([code, answer]) => sectionsOfAnswer(code, answer)),
  ])
}

/** Empty parts count as not written at all. */
function sectionsOfAnswer(code: string, answer: ReportContent['answers'][string] | undefined): [string, string][] {
  if (answer === undefined) return []
  const { measuresTaken, remainingGap, elements } = answer
  return Object.entries({ measuresTaken, remainingGap, ...elements })
    .filter(([, text]) => text !== '')
    .map(([part, text]): [string, string] => [`${code} ${part}`, text])
}
