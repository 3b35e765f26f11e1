/** Pages that anyone may read. */
import type { Route } from '../route.ts'
import { obligationsPage, progressPage } from './obligations.ts'
import { overviewPage } from './overview.ts'

export function publicRoutes(): Route[] {
  return [
    { method: 'GET', path: '/', who: 'anyone', answer: overviewPage },
    { method: 'GET', path: '/progress/:by', who: 'anyone', answer: progressPage },
    { method: 'GET', path: '/obligations', who: 'anyone', answer: obligationsPage },
  ]
}
