/** Pages for people without an account: what they can begin, and their own case by its code. Nobody who comes here leaves a trace but the session. */
import type { Exchange } from '../exchange.ts'
import type { Route } from '../route.ts'
import { bearerOf, forBearer } from './bearer.ts'
import { casePage } from './case-page.ts'
import { newCodePage, newCodePosted } from './code-page.ts'
import { copyPage, proofPosted } from './copy-page.ts'
import { codePosted, exit, leave } from './enter.ts'
import { lookProofPosted, looksPage } from './looks-page.ts'
import { noticePosted } from './notices.ts'
import { openingPosted } from './opening.ts'
import { ownFile } from './own-file.ts'
import { representativePage, representativePosted } from './representative-page.ts'
import { startPage } from './start.ts'
import { stepAsked, stepPosted } from './step-page.ts'

export function ownCaseRoutes(): Route[] {
  const quiet = { who: 'anyone', traceless: true } as const
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, ...quiet, answer })
  const post = (path: string, answer: Route['answer']): Route => ({ method: 'POST', path, ...quiet, answer })
  return [
    get('/start', async (exchange) => startPage(exchange)),
    post('/start', openingPosted),
    get('/case', forBearer(casePage)),
    post('/case', codePosted),
    get('/case/exit', exit),
    post('/case/leave', leave),
    // Where somebody changes the language on the page of a form.
    get('/case/step', toTheCase),
    post('/case/step', forBearer(stepAsked)),
    get('/case/do', toTheCase),
    { ...post('/case/do', forBearer(stepPosted)), takesFiles: true },
    get('/case/file', forBearer(ownFile)),
    get('/case/notice', toTheCase),
    post('/case/notice', forBearer(noticePosted)),
    get('/case/looks', forBearer(looksPage)),
    get('/case/look-proof', toTheCase),
    post('/case/look-proof', forBearer(lookProofPosted)),
    get('/case/copy', forBearer(copyPage)),
    post('/case/proof', forBearer(proofPosted)),
    get(
      '/case/code',
      forBearer(async (exchange, bearer) => newCodePage(exchange, bearer)),
    ),
    post('/case/code', forBearer(newCodePosted)),
    get('/case/representative', forBearer(representativePage)),
    post('/case/representative', forBearer(representativePosted)),
  ]
}

async function toTheCase(exchange: Exchange): Promise<Response> {
  await bearerOf(exchange)
  return exchange.context.redirect('/case', 303)
}
