/** What is wrong with a pack: every problem with its file, its row and a sentence, so that one run finds them all. */

export interface PackProblem {
  /** Path inside the pack's folder. */
  readonly file: string
  /** Id of the row, or its place in the file, null where the whole file is meant. */
  readonly row: string | null
  /** For the person who wrote the file. */
  readonly sentence: string
}

/** The pack can't be used. Carries all problems found, not only the first. */
export class PackInvalid extends Error {
  override readonly name = 'PackInvalid'
  readonly folder: string
  readonly problems: readonly PackProblem[]

  constructor(folder: string, problems: readonly PackProblem[]) {
    super([`the pack in ${folder} can't be used:`, ...problems.map(line)].join('\n'))
    this.folder = folder
    this.problems = problems
  }
}

function line({ file, row, sentence }: PackProblem): string {
  return `  ${file}${row === null ? '' : ` (${row})`}: ${sentence}`
}
