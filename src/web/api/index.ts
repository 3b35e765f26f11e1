/** The API over HTTP: everything that pages do in the registers, for other programs. Described by /api/openapi.json. */
import type { Route } from '../route.ts'
import { demonstrationCalls } from './demonstration.ts'
import { codeCall, correctCall, listCall, openCaseCall, readCall, stepCall, wordCall } from './officers.ts'
import { describeCall } from './openapi/index.ts'
import { ownCaseCall, ownCorrectionCall, ownStepCall } from './person.ts'

export { problem, problemOfError } from './problem.ts'
export { bearerOf, isApi, refuseCall } from './request.ts'

const CASES = '/api/procedures/:procedure/cases'
const api = { api: true } as const

export function apiRoutes({ demonstration }: { readonly demonstration: boolean }): Route[] {
  return [
    { ...api, method: 'GET', path: '/api/openapi.json', who: 'anyone', answer: describeCall },
    // Whoever did not sign in opens a case as the person that it is about, where the procedure lets them.
    { ...api, method: 'POST', path: CASES, who: 'anyone', answer: openCaseCall },
    { ...api, method: 'GET', path: CASES, who: ['officer'], answer: listCall },
    { ...api, method: 'GET', path: `${CASES}/:case`, who: ['officer'], answer: readCall },
    { ...api, method: 'POST', path: `${CASES}/:case/steps/:step`, who: ['officer'], answer: stepCall },
    { ...api, method: 'POST', path: `${CASES}/:case/corrections`, who: ['officer'], answer: correctCall },
    { ...api, method: 'POST', path: `${CASES}/:case/breaches/:breach/words`, who: ['officer'], answer: wordCall },
    { ...api, method: 'POST', path: `${CASES}/:case/codes`, who: ['officer'], answer: codeCall },
    // The code of a case stands in a header: an address is kept in too many places.
    { ...api, method: 'GET', path: '/api/case', who: 'anyone', answer: ownCaseCall },
    { ...api, method: 'POST', path: '/api/case/steps/:step', who: 'anyone', answer: ownStepCall },
    { ...api, method: 'POST', path: '/api/case/corrections', who: 'anyone', answer: ownCorrectionCall },
    ...(demonstration ? demonstrationCalls() : []),
  ]
}
