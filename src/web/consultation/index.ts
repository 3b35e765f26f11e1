/** Consultation: rounds on a draft report, what is contributed to them, and the State's answers. */
import type { Route } from '../route.ts'
import { contributionRoutes } from './contribution.ts'
import { draftPage, roundPage, roundsPage } from './round.ts'
import { roundRoutes } from './round-form.ts'

export function consultationRoutes(): Route[] {
  return [
    { method: 'GET', path: '/consultations', who: 'anyone', answer: roundsPage },
    ...roundRoutes(),
    { method: 'GET', path: '/consultations/:id', who: 'anyone', answer: roundPage },
    { method: 'GET', path: '/consultations/:id/draft', who: 'signed-in', answer: draftPage },
    ...contributionRoutes(),
  ]
}
