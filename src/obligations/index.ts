/** What the State owes: obligations, plans, indicators, evidence, assessments, cycles. */
export { type Found, SEARCH_KINDS, Search, search } from './search.ts'
