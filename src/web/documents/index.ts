/** Documents in: reading them, importing them. */
import type { Route } from '../route.ts'
import { cyclesPage } from './cycles.ts'
import { draftPage } from './draft-page.ts'
import { acceptDraft, correctDraft, correctFacts, undoInDraft } from './draft-steps.ts'
import { discardDraft, importPage, LARGEST_UPLOAD, upload, waiting } from './import.ts'
import { acceptIndex, indexPage } from './index-preview.ts'
import { documentPage, documentsPage } from './pages.ts'
import { piecePage } from './piece-page.ts'

export function documentRoutes(): Route[] {
  return [
    { method: 'GET', path: '/documents', who: 'anyone', answer: documentsPage },
    { method: 'GET', path: '/documents/:symbol', who: 'anyone', answer: documentPage },
    { method: 'GET', path: '/cycles/:symbol', who: 'anyone', answer: cyclesPage },
    { method: 'GET', path: '/import', who: ['secretariat'], answer: (exchange) => importPage(exchange) },
    {
      method: 'POST',
      path: '/import',
      who: ['secretariat'],
      largestBody: LARGEST_UPLOAD,
      fileOnDisk: true,
      answer: upload,
    },
    { method: 'GET', path: '/import/waiting/:id', who: ['secretariat'], answer: waiting },
    { method: 'GET', path: '/import/:id', who: ['secretariat'], answer: (exchange) => draftPage(exchange) },
    { method: 'GET', path: '/import/:id/at/:at', who: ['secretariat'], answer: (exchange) => piecePage(exchange) },
    { method: 'POST', path: '/import/:id/at/:at', who: ['secretariat'], answer: correctDraft },
    { method: 'POST', path: '/import/:id/correct', who: ['secretariat'], answer: correctDraft },
    // Where a form comes back to that was sent after its session had ended.
    { method: 'GET', path: '/import/:id/about', who: ['secretariat'], answer: (exchange) => draftPage(exchange) },
    { method: 'POST', path: '/import/:id/about', who: ['secretariat'], answer: correctFacts },
    { method: 'POST', path: '/import/:id/undo', who: ['secretariat'], answer: undoInDraft },
    { method: 'GET', path: '/import/index/:id', who: ['secretariat'], answer: (exchange) => indexPage(exchange) },
    { method: 'POST', path: '/import/index/:id/accept', who: ['secretariat'], answer: acceptIndex },
    { method: 'POST', path: '/import/:id/accept', who: ['secretariat'], answer: acceptDraft },
    { method: 'POST', path: '/import/:id/discard', who: ['secretariat'], answer: discardDraft },
  ]
}
