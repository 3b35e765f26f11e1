/** Finds the paragraph's number inside the text of a row, behind its heading: "Rural women 49.The Committee…". */

export interface NumberedText {
  readonly paragraph: string | null
  readonly heading: string | null
  readonly text: string
}

/** "49.", "49 (a)", "141.97." or "141.97 Adopt": a number and what shows that it is a paragraph's. */
const NUMBER = /^(\d{1,3}(?:\.\d{1,3})?)(?:\s*\.|\s*\)|\s*(?=\([a-z]{1,5}\))|(?<=\.\d{1,3})(?=\s))\s*/u
const ITEM = /^\(([a-z]{1,2}|[ivx]{1,5})\)\s*/

/** Words after which a number belongs to the sentence, not to the paragraph: "article 4. The Committee…". */
const NUMBERED_THING =
  /(?:^|\s)(?:arts?|articles?|paras?|paragraphs?|nos?|numbers?|sections?|chapters?|targets?|goals?|rules?|resolution|protocol|convention|aged?|of|in|to|and|or|by|under|over|least|than|from|until|since|general comment|annex|part)$/i

/** Words that make a sentence of what would otherwise be a heading. */
const SENTENCE =
  /\b(?:recommends?|is|are|was|were|should|welcomes?|notes?|urges?|requests?|encourages?|calls|regrets?|concerned|has|have|that|which|takes?|reiterates?|appreciates?)\b/i

const LONGEST_HEADING = 160

/** Parts a text from its number and heading. What is not certain to be a number stays in the text. */
export function parseNumbered(whole: string): NumberedText {
  const number = NUMBER.exec(whole)
  if (number?.[1] !== undefined) return numbered(null, number[1], whole.slice(number[0].length))
  for (const match of whole.slice(0, LONGEST_HEADING + 10).matchAll(/(\d{1,3})\s*\.\s*(?=[\p{Lu}“"(])/gu)) {
    const heading = whole.slice(0, match.index).trim()
    if (!isHeading(heading, whole.slice(0, match.index))) continue
    return numbered(heading, match[1] ?? '', whole.slice(match.index + match[0].length))
  }
  return { paragraph: null, heading: null, text: oneLine(whole) }
}

function numbered(heading: string | null, number: string, rest: string): NumberedText {
  const item = ITEM.exec(rest)
  const paragraph = item?.[1] === undefined ? number : `${number}(${item[1]})`
  return {
    paragraph,
    heading: heading === null ? null : oneLine(heading),
    text: oneLine(rest.slice(item?.[0].length ?? 0)),
  }
}

/** A heading begins with a capital, is short, and is no sentence. `before` has the space before the number, if any. */
function isHeading(heading: string, before: string): boolean {
  if (heading.length < 3 || heading.length > LONGEST_HEADING || !/^[\p{Lu}\d(“"]/u.test(heading)) return false
  if (/[.!?;:]\s/.test(heading.replace(/\b(?:arts?|paras?|Nos?)\./gi, '')) || /[.!?;:,]$/.test(heading)) return false
  // "Article 76" keeps its figures: a number is a paragraph's behind a letter, a bracket, or a space.
  if (/\d$/.test(before)) return false
  return !NUMBERED_THING.test(heading) && !SENTENCE.test(heading)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Whether a text starts as an item whose paragraph is not said: "(b) Ensure …". */
export function isLooseItem(text: string): boolean {
  return ITEM.test(text)
}
