/** Two people under one number, or one under two: reporting it, and what whoever signs sees and answers. */
import { CASE, operation, type Paths } from './addresses.ts'
import { answers, body, HEADERS, OFFICER, parameter, WHY } from './parts.ts'
import { orNull, said, text, uuid } from './schema-words.ts'

const REPORT = parameter('path', 'report', uuid, '`report` of the answer that reported it, or of the list.')
const reasons = said({ ...text, maxLength: 50_000 }, 'Why: sealed under the key of the case.')

export function reporting(name: string): object {
  return {
    ...operation(name, 'report', 'Report that this case belongs to two people, or that one person has two numbers'),
    description:
      'By officers who read the case. Nothing changes before somebody else signs, and whether the other number leads to anybody is not told.',
    parameters: [CASE, HEADERS.idempotencyKey, HEADERS.language],
    requestBody: body(
      {
        kind: said({ ...text, enum: ['split', 'merge'] }, 'split: two people under one number. merge: one under two.'),
        otherNumber: said(orNull({ ...text, maxLength: 100 }), 'Of a merge: the number of a case of the other.'),
        reasons,
        purpose: WHY,
      },
      ['kind', 'reasons'],
    ),
    responses: answers('act', { 201: 'Reported' }),
  }
}

const signer = (what: string, summary: string) => ({ operationId: what, summary, security: OFFICER })

/** Those of whoever signs: they read no case. */
export const REPORTS: Paths = {
  '/api/people/reports': {
    get: {
      ...signer('reports', 'Reports that wait for a signature'),
      description: 'By data-protection-auditor.',
      parameters: [HEADERS.language],
      responses: answers('read', { 200: 'Reports' }),
    },
  },
  '/api/people/reports/{report}': {
    get: {
      ...signer('report', 'A report, with the cases of each person'),
      description: 'Numbers, kinds and times of events, and no content of a case. Each look at a case is noted.',
      parameters: [REPORT, HEADERS.language],
      responses: answers('read', { 200: 'Report' }),
    },
  },
  '/api/people/reports/{report}/sign': {
    post: {
      ...signer('signReport', 'Sign: it is carried out at once'),
      description: 'Never by whoever reported it. Once closed, the report is there no more.',
      parameters: [REPORT, HEADERS.signature, HEADERS.language],
      requestBody: body(
        {
          sides: said(
            { type: 'object', additionalProperties: { ...text, enum: ['first', 'second'] } },
            'Of a split: to whom each case belongs, by its id. The first keeps the number.',
          ),
          reasons,
        },
        ['reasons'],
      ),
      responses: answers('write', { 200: 'ReportClosed' }),
      'x-serious': true,
    },
  },
  '/api/people/reports/{report}/decline': {
    post: {
      ...signer('declineReport', 'Decline: nothing changes'),
      parameters: [REPORT, HEADERS.language],
      requestBody: body({ reasons }, ['reasons']),
      responses: answers('write', { 200: 'ReportClosed' }),
    },
  },
}
