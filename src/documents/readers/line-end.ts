/** Tells a stop that ends a sentence from that of an abbreviation, where a printed line ends: "(para." / "6)" is no paragraph 6. */

const ABBREVIATED =
  /(?<![\p{L}\d])(?:paras?|arts?|nos?|núms?|párrs?|pp?|vol|chap|sect|fig|mr|mrs|ms|dr|st|cf|e\.g|i\.e|rev|corr|add|п|пп|ст)\.\s*$/iu

/** Whether the words that a line ends with go on with what stands on the next one. */
export function endsInAbbreviation(line: string): boolean {
  return ABBREVIATED.test(line)
}
