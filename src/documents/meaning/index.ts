/** What a document means: the rules, and the one function that applies them. */

export { describeRules } from './describe-rules.ts'
export { type InterpretOptions, interpret } from './interpret.ts'
export type { DescribedRule } from './rules/rule.ts'
