/** Reports out: reading them, writing them, their life until they are frozen, their files. */
import type { Route } from '../route.ts'
import { approvalPage, approvalRoutes } from './approval.ts'
import { commentRoutes } from './comments.ts'
import { draftingRoutes } from './drafting.ts'
import { matrixFile, reportPage, reportsPage, wordFile } from './pages.ts'
import { comparePage, versionPage, versionsPage } from './versions.ts'
import { writePage } from './write.ts'

const DRAFTERS = ['secretariat', 'official'] as const

export function reportRoutes(): Route[] {
  return [
    { method: 'GET', path: '/reports', who: 'anyone', answer: reportsPage },
    { method: 'GET', path: '/reports/matrix.xlsx', who: 'anyone', answer: matrixFile },
    ...draftingRoutes(),
    { method: 'GET', path: '/reports/:id', who: 'anyone', answer: reportPage },
    { method: 'GET', path: '/reports/:id/word', who: 'anyone', answer: wordFile },
    { method: 'GET', path: '/reports/:id/write', who: DRAFTERS, answer: writePage },
    { method: 'GET', path: '/reports/:id/versions', who: DRAFTERS, answer: versionsPage },
    { method: 'GET', path: '/reports/:id/versions/:number', who: DRAFTERS, answer: versionPage },
    { method: 'GET', path: '/reports/:id/compare', who: DRAFTERS, answer: comparePage },
    ...commentRoutes(),
    { method: 'GET', path: '/reports/:id/approval', who: DRAFTERS, answer: (exchange) => approvalPage(exchange) },
    ...approvalRoutes(),
  ]
}
