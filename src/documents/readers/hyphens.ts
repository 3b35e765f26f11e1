/**
 * Joins printed lines. A hyphen at a line's end either belongs to the word ("cross-border") or was put there by the line break; the rest of
 * the document tells which.
 */

/** How words are written where no line breaks them. */
export interface Spelling {
  readonly words: ReadonlySet<string>
  /** True where the document breaks words at line ends; many do not, and then every hyphen belongs to its word. */
  readonly breaksWords: boolean
  /** Words joined without evidence in the document, as they came out; filled while lines are joined. */
  readonly guessed: Set<string>
}

const BROKEN = /(\p{L}+)[-\u2010\u00ad]$/u

/** Learns the spelling from the lines of a document. */
export function spellingOf(lines: readonly string[]): Spelling {
  const words = new Set<string>()
  for (const [index, line] of lines.entries()) {
    // Half a word at either end tells nothing.
    const whole = (BROKEN.test(lines[index - 1]?.trim() ?? '') ? line.trim().replace(/^\S+/, '') : line.trim()).replace(
      BROKEN,
      '',
    )
    for (const [word] of whole.matchAll(/\p{L}+(?:-\p{L}+)*/gu)) words.add(word.toLowerCase())
  }
  let [broken, kept] = [0, 0]
  for (const [index, line] of lines.entries()) {
    const halves = halvesOf(line, lines[index + 1] ?? '')
    if (halves === null) continue
    if (words.has(halves.join(''))) broken++
    if (words.has(halves.join('-'))) kept++
  }
  return { words, breaksWords: broken > kept, guessed: new Set() }
}

/** Joins two lines into one text, with a space or with what the hyphen at the break asks for. */
export function joinLines(before: string, after: string, spelling: Spelling): string {
  const [left, right] = [before.trimEnd(), after.trimStart()]
  if (left.endsWith('\u00ad')) return left.slice(0, -1) + right
  const halves = halvesOf(left, right)
  if (halves === null) return endsWithin(left) ? left + right : `${left} ${right}`
  return isBroken(halves, spelling) ? left.slice(0, -1) + right : left + right
}

function isBroken(halves: readonly [string, string], { words, breaksWords, guessed }: Spelling): boolean {
  const [left, right] = halves
  if (words.has(halves.join('-'))) return false
  if (words.has(halves.join('')) || SUFFIXES.has(right.replace(/s$/, ''))) return true
  if (PREFIXES.has(left) || SECOND_WORDS.has(right)) return false
  // Two words of their own make a compound; two halves that are none make a word.
  const known = halves.filter((half) => words.has(half)).length
  if (known === 0) return true
  const broken = breaksWords && known === 1
  guessed.add(halves.join(broken ? '' : '-'))
  return broken
}

// First halves that are written with a hyphen more often than not.
const PREFIXES = new Set(
  'all anti by case day eighty full half ill part fifty forty ninety seventy sixty thirty twenty child co cross cyber decision duty ex follow gender high human labour law long low multi non policy post pre pro rights self short so socio sub third well'.split(
    ' ',
  ),
)

// Second halves that are words and stand behind a hyphen.
const SECOND_WORDS = new Set(
  'based being born building country economic free friendly going government governmental income led level like long making oriented owned related responsive rights run sensitive sharing specific standing term time trafficking wide year'.split(
    ' ',
  ),
)

// Second halves that are no words.
const SUFFIXES = new Set(
  'able al ally ance ary ation ed ence ency er es ful ible ic ical ing ion ism ist ity ive less lish ly ment ness ory ous ship sion tion tions tive ture ty'.split(
    ' ',
  ),
)

function halvesOf(before: string, after: string): readonly [string, string] | null {
  const left = BROKEN.exec(before.trimEnd())?.[1]
  const right = /^\p{Ll}+/u.exec(after.trimStart())?.[0]
  return left === undefined || right === undefined ? null : [left.toLowerCase(), right]
}

// A break behind a slash or a dash without spaces around it: "CMW/C/" + "SOT/3", "2020–" + "2024".
function endsWithin(text: string): boolean {
  return /[\p{L}\p{N}][-–/]$/u.test(text)
}
