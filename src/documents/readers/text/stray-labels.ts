/**
 * Brings labels back to their words where a converter of PDF printed the column of labels apart: "9." before the items of paragraph 8,
 * "B." before the last item above its heading, "(c)" before the points below it.
 */

/** What became of the lines: labels that found their words, and those that found none and stay where they were. */
export interface Settled {
  readonly lines: readonly string[]
  readonly moved: readonly string[]
  readonly lost: readonly string[]
}

/** What the note of a title opens with. */
export const TITLE_NOTE = /^(?:Adopted|As adopted|In accordance with|Reissued|Previously issued)\s/

type Kind = 'paragraph' | 'heading' | 'item' | 'note'

interface Waiting {
  readonly at: number
  readonly label: string
  readonly kind: Kind
}

const ALONE = /^\s*((?:\d{1,3}|\p{Lu}|[IVX]{1,5})\.|\d{1,3}\.\d{1,4}|\(?\p{Ll}{1,4}\)|\*{1,3})\s*$/u
const LABELLED = /^\s*(?:\d{1,3}\.|\(?\p{Ll}{1,4}\)|\p{Lu}\.)\s/u
const FURTHEST_HEADING = 40
// No list is deeper, no block of words longer; a file made to keep us busy may be.
const MOST_WAITING = 20
const LONGEST_BLOCK = 200
const FIRST_OF_LIST = /^\(?[ai]\)$/
const FURNITURE = /^\s*(?:GE\.\d\d-\d{4,6}.*|(?:[A-Z]+|E\/C\.12)(?:\/[A-Za-z0-9.-]+)+|\d{1,3})?\s*$/

/** The label that fills a line, null where none does. */
export function labelAlone(line: string | undefined): string | null {
  return ALONE.exec(line ?? '')?.[1] ?? null
}

/** The lines with every stray label before the first words that it fits. */
export function settleLabels(lines: readonly string[]): Settled {
  const search = new Search(lines)
  for (let at = 0; at < lines.length; ) at = search.take(at)
  return search.settled()
}

class Search {
  readonly #lines: readonly string[]
  readonly #moves = new Map<number, Waiting>()
  readonly #lost: string[] = []
  #waiting: Waiting[] = []
  #paragraph = 0
  /** Whether the next words have their label before them. */
  #owned = false
  readonly #dropped = new Set<number>()
  #at = 0

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  /** Looks at a line, or at a run of labels, and answers where to go on. */
  take(at: number): number {
    this.#at = at
    const line = this.#lines[at] ?? ''
    if (labelAlone(line) !== null) return this.#takeRun(this.#runAt(at))
    if (FURNITURE.test(line)) {
      // The mark of a note, printed apart from it, before the words of a label.
      if (this.#owned && /\d/.test(line)) this.#dropped.add(at)
      return at + 1
    }
    const isOwned = this.#owned
    this.#owned = false
    if (LABELLED.test(line)) this.#takeLabelled(line)
    else if (!isOwned && (isBlank(this.#lines[at - 1]) || labelAlone(this.#lines[at - 1]) !== null)) this.#claim(at)
    return this.#endOfBlock(at)
  }

  settled(): Settled {
    this.#giveUp('')
    const lines = this.#lines.map((line, at) => (this.#dropped.has(at) ? null : line))
    for (const [to, { at, label }] of this.#moves) {
      lines[at] = null
      if (this.#isLifted(at, to)) {
        lines[at] = `${label}\t${this.#wordsFrom(to)}`
        lines.fill(null, to, this.#endOfBlock(to))
      } else lines[to] = `${label}\t${lines[to]?.trim()}`
    }
    return {
      lines: lines.filter((line) => line !== null),
      moved: [...this.#moves.values()].map(({ label }) => label),
      lost: this.#lost,
    }
  }

  // Behind items of the paragraph above, the words stand where they belong; behind a heading, the label does.
  #isLifted(from: number, to: number): boolean {
    const between = this.#lines.slice(from + 1, to).map(labelAlone)
    const isItem = (label: string | null) => label !== null && /^\(?\p{Ll}|^\d+\.\d/u.test(label)
    return (
      /^\d+\.$/.test(this.#lines[from]?.trim() ?? '') &&
      between.some((label) => label !== null) &&
      !between.some(isItem)
    )
  }

  #takeLabelled(line: string): void {
    this.#giveUp(line)
    const value = Number.parseInt(line, 10)
    if (value === this.#paragraph + 1) this.#paragraph = value
  }

  #takeRun(run: readonly Waiting[]): number {
    const next = (run.at(-1)?.at ?? 0) + 1
    const taker = this.#takerOf(run)
    if (taker?.kind === 'paragraph') this.#giveUp(taker.label)
    this.#waiting.push(...run.filter((each) => each !== taker))
    this.#lost.push(...this.#waiting.splice(0, this.#waiting.length - MOST_WAITING).map(({ label }) => label))
    this.#owned = taker !== null
    return next
  }

  // Behind "10." and "11." stand the words of 10; behind "9." and "(a)" those of an item of the paragraph above.
  #takerOf(run: readonly Waiting[]): Waiting | null {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return null
    const words = this.#wordsBehind(last.at)
    const heading = run.find(({ kind }) => kind === 'heading')
    if (heading !== undefined && first !== heading && last.kind !== 'item') {
      if (!isSentence(words)) return heading
      if (first.kind === 'paragraph' && this.#waiting.some(({ kind }) => kind === 'paragraph')) return null
    }
    if (run.length === 1 && first.kind === 'note') return TITLE_NOTE.test(words) ? first : null
    if (run.length === 1) return first.label.match(/^\p{Lu}/u) !== null && isSentence(words) ? null : first
    const isOfList =
      last.kind === 'item' &&
      (FIRST_OF_LIST.test(last.label) || run.some(({ kind }) => kind === 'paragraph' || kind === 'heading'))
    return isOfList ? last : first
  }

  /** The labels from here on with nothing but page furniture between them. */
  #runAt(from: number): Waiting[] {
    const run: Waiting[] = []
    for (let at = from; at < this.#lines.length; at++) {
      const label = labelAlone(this.#lines[at])
      if (label !== null) run.push({ at, label, kind: this.#kindOf(label) })
      else if (!FURNITURE.test(this.#lines[at] ?? '')) break
    }
    return run
  }

  #kindOf(label: string): Kind {
    if (label.startsWith('*')) return 'note'
    if (/^\p{Lu}/u.test(label)) return 'heading'
    if (/^\d+\.\d/.test(label)) return 'item'
    if (!/^\d/.test(label)) return 'item'
    const value = Number.parseInt(label, 10)
    if (value !== this.#paragraph + 1 && this.#paragraph > 0) return 'heading'
    this.#paragraph = value
    return 'paragraph'
  }

  #claim(at: number): void {
    const words = this.#wordsFrom(at)
    const fits = ({ kind }: Waiting) => kind !== 'note' && (kind === 'heading') !== isSentence(words)
    // The last item of a list comes before the paragraph behind it.
    const found =
      this.#waiting.find(({ kind }) => kind === 'note' && TITLE_NOTE.test(words)) ??
      this.#waiting.find((each) => each.kind === 'item' && fits(each)) ??
      this.#waiting.find(fits)
    if (found === undefined || !/^[\p{Lu}“"«]/u.test(words)) return
    this.#moves.set(at, found)
    this.#waiting = this.#waiting.filter((each) => each !== found)
  }

  // Behind the next paragraph nothing of the one before is left; a heading may come later, a note at the foot of the page.
  #giveUp(line: string): void {
    if (line !== '' && !/^\s*\d+\.(?!\d)/.test(line)) return
    const isLate = ({ at, kind }: Waiting) =>
      line === '' || kind === 'paragraph' || kind === 'item' || (kind === 'heading' && this.#at - at > FURTHEST_HEADING)
    this.#lost.push(...this.#waiting.filter(isLate).map(({ label }) => label))
    this.#waiting = this.#waiting.filter((each) => !isLate(each))
  }

  #wordsBehind(at: number): string {
    let start = at + 1
    while (start < this.#lines.length && FURNITURE.test(this.#lines[start] ?? '')) start++
    return start < this.#lines.length ? this.#wordsFrom(start) : ''
  }

  #wordsFrom(at: number): string {
    return this.#lines.slice(at, this.#endOfBlock(at)).join(' ').trim()
  }

  #endOfBlock(at: number): number {
    let end = at + 1
    const last = Math.min(this.#lines.length, at + LONGEST_BLOCK)
    while (end < last && !isBlank(this.#lines[end]) && !isLabel(this.#lines[end])) end++
    return end
  }
}

function isBlank(line: string | undefined): boolean {
  return (line ?? '').trim() === ''
}

function isLabel(line: string | undefined): boolean {
  return labelAlone(line) !== null || LABELLED.test(line ?? '')
}

// A sentence ends with its stop, or runs over the end of the page.
function isSentence(words: string): boolean {
  return /[.;:,]["”’»)\]]?$/.test(words) || (/^(?:The|It|In|While|Under)\s/.test(words) && words.length > 60)
}
