/** Documents in: reading them, importing them. */
import type { Route } from '../route.ts'
import { documentPage, documentsPage } from './pages.ts'

export function documentRoutes(): Route[] {
  return [
    { method: 'GET', path: '/documents', who: 'anyone', answer: documentsPage },
    { method: 'GET', path: '/documents/:symbol', who: 'anyone', answer: documentPage },
  ]
}
