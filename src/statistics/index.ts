/** Statistics that protect people: what a figure becomes before anybody sees it, and which figures nobody may see. */

export {
  canonicalPTable,
  fingerprintOf,
  KEYS,
  makePTable,
  type ProbabilityRow,
  type PTable,
  type PTableRow,
  probabilityRows,
  readPTable,
} from './perturbation/p-table.ts'
export { checkedParameters, DEFAULTS, NoPTable, type Parameters } from './perturbation/parameters.ts'
export { cellKeyOf, perturb } from './perturbation/perturb.ts'
