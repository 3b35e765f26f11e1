/** Documents in: reading them, importing them. */
import type { Route } from '../route.ts'
import { cyclesPage } from './cycles.ts'
import {
  acceptDraft,
  correctDraft,
  correctionPage,
  discardDraft,
  draftPage,
  importPage,
  LARGEST_UPLOAD,
  upload,
} from './import.ts'
import { documentPage, documentsPage } from './pages.ts'

export function documentRoutes(): Route[] {
  return [
    { method: 'GET', path: '/documents', who: 'anyone', answer: documentsPage },
    { method: 'GET', path: '/documents/:symbol', who: 'anyone', answer: documentPage },
    { method: 'GET', path: '/cycles/:symbol', who: 'anyone', answer: cyclesPage },
    { method: 'GET', path: '/import', who: ['secretariat'], answer: (exchange) => importPage(exchange) },
    { method: 'POST', path: '/import', who: ['secretariat'], largestBody: LARGEST_UPLOAD, answer: upload },
    { method: 'GET', path: '/import/:id', who: ['secretariat'], answer: (exchange) => draftPage(exchange) },
    { method: 'GET', path: '/import/:id/at/:at', who: ['secretariat'], answer: correctionPage },
    { method: 'POST', path: '/import/:id/correct', who: ['secretariat'], answer: correctDraft },
    { method: 'POST', path: '/import/:id/accept', who: ['secretariat'], answer: acceptDraft },
    { method: 'POST', path: '/import/:id/discard', who: ['secretariat'], answer: discardDraft },
  ]
}
