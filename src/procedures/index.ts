/** The procedures of the State: declarations, and the words in which they are written. */
export { PROCEDURES } from './catalogue.ts'
export { check, checkAll, type Finding, findingLines } from './check.ts'
export { diagram, diagramInWords } from './diagram.ts'
export {
  citations,
  conditionWords,
  limitWords,
  momentWords,
  type Names,
  namesIn,
  retentionWords,
  ruleWords,
} from './sentences.ts'
export { show } from './show.ts'
export { type AnyTexts, wordOfCode, wordsOf } from './texts.ts'
export * from './vocabulary/index.ts'
