/** Pages that tell anybody which safeguards there are, in which mode, and how often each was not kept. */
import type { Route } from '../route.ts'
import { safeguardsPage } from './overview.ts'
import { procedurePage } from './procedure.ts'

export { answeringSafeguards } from './answering.ts'

export function safeguardRoutes(): Route[] {
  return [
    { method: 'GET', path: '/safeguards', who: 'anyone', answer: safeguardsPage },
    { method: 'GET', path: '/safeguards/:procedure', who: 'anyone', answer: procedurePage },
  ]
}
