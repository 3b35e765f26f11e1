/** Reports out: reading them, writing them, their files. */
import type { Route } from '../route.ts'
import { draftingRoutes } from './drafting.ts'
import { matrixFile, reportPage, reportsPage, wordFile } from './pages.ts'

export function reportRoutes(): Route[] {
  return [
    { method: 'GET', path: '/reports', who: 'anyone', answer: reportsPage },
    { method: 'GET', path: '/reports/matrix.xlsx', who: 'anyone', answer: matrixFile },
    ...draftingRoutes(),
    { method: 'GET', path: '/reports/:id', who: 'anyone', answer: reportPage },
    { method: 'GET', path: '/reports/:id/word', who: 'anyone', answer: wordFile },
  ]
}
