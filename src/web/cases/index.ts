/** Officers of the registers at work: queues, cases, steps, slips. All of it follows from the declarations. */
import type { Route } from '../route.ts'
import { breachRoutes } from './breaches.ts'
import { byNumberPage, takeByNumber } from './by-number.ts'
import { caseFile, casePage } from './case-page.ts'
import { correctPage, correctPosted } from './correct-page.ts'
import { casesHome } from './home.ts'
import { namePage, writeName } from './name-page.ts'
import { noticePosted, noticesPage } from './notices.ts'
import { personPage, sendPersonReport } from './person-page.ts'
import { queuePage } from './queue-page.ts'
import { answerProposal } from './second.ts'
import { anotherCode, printedSlip } from './slip.ts'
import { stepPage, takeStep } from './step-page.ts'

const OFFICERS: Route['who'] = ['officer']

export function caseRoutes(): Route[] {
  return [
    { method: 'GET', path: '/cases', who: OFFICERS, answer: casesHome },
    { method: 'GET', path: '/cases/notices', who: OFFICERS, answer: noticesPage },
    { method: 'POST', path: '/cases/notices', who: OFFICERS, answer: noticePosted },
    { method: 'GET', path: '/cases/:procedure', who: OFFICERS, answer: queuePage },
    { method: 'GET', path: '/cases/:procedure/open', who: OFFICERS, answer: stepPage },
    { method: 'POST', path: '/cases/:procedure/open', who: OFFICERS, answer: takeStep },
    { method: 'GET', path: '/cases/:procedure/by-number/:step', who: OFFICERS, answer: byNumberPage },
    { method: 'POST', path: '/cases/:procedure/by-number/:step', who: OFFICERS, answer: takeByNumber },
    { method: 'GET', path: '/cases/:procedure/:id', who: OFFICERS, answer: casePage },
    { method: 'GET', path: '/cases/:procedure/:id/slip', who: OFFICERS, answer: printedSlip },
    { method: 'POST', path: '/cases/:procedure/:id/code', who: OFFICERS, answer: anotherCode },
    { method: 'POST', path: '/cases/:procedure/:id/second', who: OFFICERS, answer: answerProposal },
    { method: 'GET', path: '/cases/:procedure/:id/name', who: OFFICERS, answer: namePage },
    { method: 'POST', path: '/cases/:procedure/:id/name', who: OFFICERS, answer: writeName },
    { method: 'GET', path: '/cases/:procedure/:id/person', who: OFFICERS, answer: personPage },
    { method: 'POST', path: '/cases/:procedure/:id/person', who: OFFICERS, answer: sendPersonReport },
    ...breachRoutes(),
    { method: 'GET', path: '/cases/:procedure/:id/correct', who: OFFICERS, answer: correctPage },
    { method: 'POST', path: '/cases/:procedure/:id/correct', who: OFFICERS, takesFiles: true, answer: correctPosted },
    { method: 'GET', path: '/cases/:procedure/:id/:step', who: OFFICERS, answer: stepPage },
    { method: 'GET', path: '/cases/:procedure/:id/file/:file', who: OFFICERS, answer: caseFile },
    { method: 'POST', path: '/cases/:procedure/:id/:step', who: OFFICERS, takesFiles: true, answer: takeStep },
  ]
}
