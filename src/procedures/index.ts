/** The procedures of the State: declarations, and the words in which they are written. */
export { PROCEDURES } from './catalogue.ts'
export { check, checkAll, type Finding, findingLines } from './check.ts'
export { diagram, diagramInWords } from './diagram.ts'
export { inDiagram } from './diagram-layout.ts'
export { differences } from './difference.ts'
export { personPaths } from './person-words.ts'
export {
  citations,
  conditionWords,
  lengthWords,
  limitWords,
  momentWords,
  type Names,
  namesIn,
  retentionWords,
  ruleWords,
} from './sentences.ts'
export { history, show } from './show.ts'
export { type AnyTexts, isLeftInEnglish, wordOfCode, wordsOf } from './texts.ts'
export { translationFindings } from './translations/check.ts'
export { TRANSLATIONS } from './translations/index.ts'
export * from './vocabulary/index.ts'
export { wordPaths } from './word-paths.ts'
