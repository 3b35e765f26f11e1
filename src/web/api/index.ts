/** The API over HTTP: everything that pages do in the registers, for other programs. Described by /api/openapi.json. */

import { MOST_BYTES } from '../../register/index.ts'
import type { Channel } from '../complaint/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Route } from '../route.ts'
import { demonstrationCalls } from './demonstration.ts'
import { attachCall, fileCall, ownAttachCall, ownFileCall } from './files.ts'
import { findCall, readNameCall, writeNameCall } from './names.ts'
import { acknowledgeCall, noticesCall, ownAcknowledgeCall, ownNoticesCall } from './notices.ts'
import { codeCall, correctCall, listCall, readCall, stepCall, wordCall } from './officers.ts'
import { describeCall } from './openapi/index.ts'
import { openCaseCall } from './opening.ts'
import {
  endRepresentativeCall,
  nameRepresentativeCall,
  ownCaseCall,
  ownCorrectionCall,
  ownLooksCall,
  ownRepresentativeCall,
  ownStepCall,
} from './person.ts'
import { numberCall, officesCall } from './places.ts'
import { declineReportCall, readReportCall, reportCall, reportsCall, signReportCall } from './reports.ts'
import { confirmCall, declineCall } from './second.ts'
import { speakerByNumberCall, speakerCall, speakersCall } from './speakers.ts'
import { acknowledgeAlarmCall, alarmsCall, breachesCall, heldCall, placesCall, wallCall } from './watching.ts'

export { problem, problemOfError } from './problem.ts'
export { bearerOf, isApi, refuseCall } from './request.ts'

const OFFICERS: Route['who'] = ['officer']
const PROCEDURE = '/api/procedures/:procedure'
const CASES = `${PROCEDURE}/cases`
const api = { api: true } as const
/** A file, as it is. */
const bytes = { api: true, largestBody: MOST_BYTES.file } as const

export interface ApiOptions {
  readonly demonstration: boolean
  readonly channel: Channel
}

export function apiRoutes({ demonstration, channel }: ApiOptions): Route[] {
  const through = (call: (exchange: Exchange, channel: Channel) => Promise<Response>) => (exchange: Exchange) =>
    call(exchange, channel)
  return [
    { ...api, method: 'GET', path: '/api/openapi.json', who: 'anyone', answer: describeCall },
    // Whoever did not sign in opens a case as the person that it is about, where the procedure lets them.
    { ...api, method: 'POST', path: CASES, who: 'anyone', answer: through(openCaseCall) },
    { ...api, method: 'GET', path: CASES, who: OFFICERS, answer: listCall },
    { ...api, method: 'GET', path: `${CASES}/:case`, who: OFFICERS, answer: readCall },
    { ...api, method: 'POST', path: `${CASES}/:case/steps/:step`, who: OFFICERS, answer: stepCall },
    { ...api, method: 'POST', path: `${CASES}/:case/corrections`, who: OFFICERS, answer: correctCall },
    { ...api, method: 'POST', path: `${CASES}/:case/breaches/:breach/words`, who: OFFICERS, answer: wordCall },
    { ...api, method: 'POST', path: `${CASES}/:case/codes`, who: OFFICERS, answer: codeCall },
    { ...bytes, method: 'POST', path: `${CASES}/:case/files`, who: OFFICERS, answer: attachCall },
    { ...api, method: 'GET', path: `${CASES}/:case/files/:file`, who: OFFICERS, answer: fileCall },
    { ...api, method: 'POST', path: `${CASES}/:case/reports`, who: OFFICERS, answer: reportCall },
    { ...api, method: 'GET', path: '/api/people/reports', who: OFFICERS, answer: reportsCall },
    { ...api, method: 'GET', path: '/api/people/reports/:report', who: OFFICERS, answer: readReportCall },
    { ...api, method: 'POST', path: '/api/people/reports/:report/sign', who: OFFICERS, answer: signReportCall },
    { ...api, method: 'POST', path: '/api/people/reports/:report/decline', who: OFFICERS, answer: declineReportCall },
    { ...api, method: 'GET', path: '/api/oversight/breaches', who: OFFICERS, answer: breachesCall },
    { ...api, method: 'GET', path: '/api/oversight/alarms', who: OFFICERS, answer: alarmsCall },
    { ...api, method: 'GET', path: '/api/oversight/wall', who: OFFICERS, answer: wallCall },
    { ...api, method: 'GET', path: '/api/oversight/places', who: OFFICERS, answer: placesCall },
    { ...api, method: 'GET', path: '/api/oversight/places/:place', who: OFFICERS, answer: heldCall },
    {
      ...api,
      method: 'POST',
      path: `${PROCEDURE}/alarms/:notice/acknowledge`,
      who: OFFICERS,
      answer: acknowledgeAlarmCall,
    },
    // The code of a case stands in a header: an address is kept in too many places.
    { ...api, method: 'GET', path: '/api/case', who: 'anyone', answer: ownCaseCall },
    { ...api, method: 'POST', path: '/api/case/steps/:step', who: 'anyone', answer: through(ownStepCall) },
    { ...api, method: 'POST', path: '/api/case/corrections', who: 'anyone', answer: through(ownCorrectionCall) },
    { ...api, method: 'GET', path: '/api/case/notices', who: 'anyone', answer: ownNoticesCall },
    {
      ...api,
      method: 'POST',
      path: '/api/case/notices/:notice/acknowledge',
      who: 'anyone',
      answer: ownAcknowledgeCall,
    },
    { ...api, method: 'GET', path: '/api/case/looks', who: 'anyone', answer: ownLooksCall },
    { ...api, method: 'GET', path: '/api/case/representative', who: 'anyone', answer: ownRepresentativeCall },
    { ...api, method: 'POST', path: '/api/case/representative', who: 'anyone', answer: nameRepresentativeCall },
    { ...api, method: 'POST', path: '/api/case/representative/end', who: 'anyone', answer: endRepresentativeCall },
    { ...bytes, method: 'POST', path: '/api/case/files', who: 'anyone', answer: ownAttachCall },
    { ...api, method: 'GET', path: '/api/case/files/:file', who: 'anyone', answer: ownFileCall },
    { ...api, method: 'GET', path: '/api/offices', who: 'anyone', answer: officesCall },
    { ...api, method: 'GET', path: '/api/notices', who: OFFICERS, answer: noticesCall },
    {
      ...api,
      method: 'POST',
      path: `${PROCEDURE}/notices/:notice/acknowledge`,
      who: OFFICERS,
      answer: acknowledgeCall,
    },
    { ...api, method: 'POST', path: `${PROCEDURE}/people`, who: OFFICERS, answer: findCall },
    { ...api, method: 'GET', path: `${PROCEDURE}/numbers/:number`, who: OFFICERS, answer: numberCall },
    {
      ...api,
      method: 'POST',
      path: `${PROCEDURE}/numbers/:number/speakers`,
      who: OFFICERS,
      answer: speakerByNumberCall,
    },
    { ...api, method: 'GET', path: `${CASES}/:case/name`, who: OFFICERS, answer: readNameCall },
    { ...api, method: 'POST', path: `${CASES}/:case/name`, who: OFFICERS, answer: writeNameCall },
    { ...api, method: 'GET', path: `${CASES}/:case/speakers`, who: OFFICERS, answer: speakersCall },
    { ...api, method: 'POST', path: `${CASES}/:case/speakers`, who: OFFICERS, answer: speakerCall },
    { ...api, method: 'POST', path: `${CASES}/:case/proposals/:proposal/confirm`, who: OFFICERS, answer: confirmCall },
    { ...api, method: 'POST', path: `${CASES}/:case/proposals/:proposal/decline`, who: OFFICERS, answer: declineCall },
    ...(demonstration ? demonstrationCalls() : []),
  ]
}
