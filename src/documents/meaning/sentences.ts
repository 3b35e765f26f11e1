/** Splits text into sentences, knowing the abbreviations that United Nations documents use. */

// A full stop behind these ends no sentence: "No. 5", "para. 41", "arts. 8–35", "Mr. Doe", "E/C.12/…".
const ABBREVIATION =
  /(?:\b(?:nos?|paras?|arts?|pp?|vol|chap|sect|fig|mr|mrs|ms|dr|st|cf|vs|e\.g|i\.e|etc|rev|add|corr|ibid|al|inc|ltd|num|núm|párrs?|n|Rev|r|rr|p\.m|a\.m|viz|ch|doc|docs|approx)|\b\p{Lu}|ст|п|пп|г|стр)\.$/iu
const END = /[.!?؟。](?:["”’»)\]]*)\s+(?=["“‘«(]*[\p{Lu}\p{Lo}\d])/gu

/** The sentences of a text, in order; joined with spaces they give it back. Line feeds end sentences too. */
export function sentencesOf(text: string): string[] {
  return text.split('\n').flatMap(sentencesOfLine)
}

function sentencesOfLine(line: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (const match of line.matchAll(END)) {
    // No abbreviation is longer; the whole line, for each of its stops, would be looked at over and over.
    const upToStop = line.slice(Math.max(from, match.index - 20), match.index + 1)
    if (ABBREVIATION.test(upToStop)) continue
    const end = match.index + match[0].length
    sentences.push(line.slice(from, end).trim())
    from = end
  }
  const rest = line.slice(from).trim()
  return rest === '' ? sentences : [...sentences, rest]
}
