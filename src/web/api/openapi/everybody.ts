/** Addresses that no procedure has for itself: the own case by its code, notices, offices, signing in as somebody invented. */
import { type Procedure, wordsOf } from '../../../procedures/index.ts'
import { stepsOf } from '../../../register/index.ts'
import { NOTICE, type Paths } from './addresses.ts'
import { factsOf } from './facts.ts'
import { OWN_FILES } from './files.ts'
import { ACTING, answers, BODY_PARTS, body, EXPECTED, HEADERS, OFFICER, PERSON } from './parts.ts'
import { REPORTS } from './reports.ts'
import { ref, uuid } from './schema-words.ts'
import { WATCHING } from './watching.ts'

export function ofEverybody(
  procedures: readonly Procedure[],
  { demonstration }: { readonly demonstration: boolean },
): Paths {
  return {
    '/api/openapi.json': {
      get: {
        ...{ operationId: 'describe', summary: 'This description', security: [] },
        responses: {
          200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
          default: { $ref: '#/components/responses/problem' },
        },
      },
    },
    '/api/offices': {
      get: {
        ...{ operationId: 'offices', summary: 'Offices, with the ids by which facts refer to them', security: [] },
        responses: answers('open', { 200: 'Offices' }),
      },
    },
    '/api/notices': {
      get: {
        ...{ operationId: 'notices', summary: 'What the officer is told and has not acknowledged', security: OFFICER },
        description:
          'Breaches, times that run out, alarms, what others said or ask: by role and office, the newest first.',
        parameters: [HEADERS.language],
        responses: answers('read', { 200: 'Notices' }),
      },
    },
    ...REPORTS,
    ...WATCHING,
    ...OWN_FILES,
    ...ownCase(),
    ...ownSteps(procedures),
    ...(demonstration ? DEMONSTRATION : {}),
  }
}

const own = (what: string, summary: string) => ({ operationId: `ownCase.${what}`, summary, security: PERSON })

function ownCase(): Paths {
  const { language } = HEADERS
  return {
    '/api/case': {
      get: {
        ...{ operationId: 'ownCase', summary: 'The case of the code', security: PERSON },
        description: 'A wrong code, one that has ended and none at all are one answer.',
        parameters: [language],
        responses: answers('read-by-code', { 200: 'OwnCase' }),
      },
    },
    '/api/case/corrections': {
      post: {
        ...{ operationId: 'ownCorrection', summary: 'Correct what the person gave', security: PERSON },
        parameters: ACTING,
        requestBody: body({ facts: { type: 'object' }, ...BODY_PARTS, ...EXPECTED }, ['facts']),
        responses: answers('act', { 200: 'Done' }),
      },
    },
    '/api/case/notices': {
      get: {
        ...own('notices', 'What the person is told and has not acknowledged'),
        parameters: [language],
        responses: answers('read-by-code', { 200: 'Notices' }),
      },
    },
    '/api/case/notices/{notice}/acknowledge': {
      post: {
        ...own('acknowledge', 'Say that it was read'),
        parameters: [NOTICE, language],
        requestBody: body({}, []),
        responses: answers('write', { 200: 'Acknowledged' }),
      },
    },
    '/api/case/looks': {
      get: {
        ...own('looks', 'Who looked at the case: when, which office, why'),
        parameters: [language],
        responses: answers('read-by-code', { 200: 'Looks' }),
      },
    },
    '/api/case/representative': {
      get: {
        ...own('representative', 'Who speaks for the person'),
        parameters: [language],
        responses: answers('read-by-code', { 200: 'Representative' }),
      },
      post: {
        ...own('nameRepresentative', 'Name who speaks for the person; they get a code of their own'),
        description: 'By the person alone. Whoever spoke before ends.',
        parameters: [language],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: ref('representative.facts') } },
        },
        responses: answers('write', { 201: 'Code' }),
      },
    },
    '/api/case/representative/end': {
      post: {
        ...own('endRepresentative', 'End it: by the person, or by whoever speaks'),
        parameters: [language],
        requestBody: body({}, []),
        responses: answers('write', { 200: 'Representative' }),
      },
    },
  }
}

/** One address a step that persons take, whatever the procedure: the code says which case it is. */
function ownSteps(procedures: readonly Procedure[]): Paths {
  const all = procedures.flatMap((procedure) =>
    stepsOf(procedure)
      .filter(({ name }) => procedure.person.takes.includes(name))
      .map((step) => ({ procedure, step })),
  )
  const names = [...new Set(all.map(({ step }) => step.name))]
  return Object.fromEntries(
    names.map((name) => {
      const those = all.filter(({ step }) => step.name === name)
      const schemas = those.map(({ procedure, step }) => factsOf(procedure, [...step.needs, ...step.takes], step.anew))
      const [only] = schemas
      const facts = schemas.length === 1 && only !== undefined ? only : { anyOf: schemas }
      return [
        `/api/case/steps/${name}`,
        {
          post: {
            ...own(name, those.map(({ procedure }) => wordsOf(procedure.name).steps[name]?.button ?? name).join('; ')),
            description: `In a case of ${those
              .map(({ procedure, step: { from, to } }) => {
                const starts = from === null || from === 'new' ? '' : `, from ${from.join(', ')}`
                return `${procedure.name}${starts}${to === null ? '' : ` to ${to}`}`
              })
              .join('; of ')}. By the person, or by whoever speaks for them with a code of their own.`,
            parameters: ACTING,
            requestBody: body({ facts, ...BODY_PARTS, ...EXPECTED }, []),
            responses: answers('act', { 200: 'Done' }),
          },
        },
      ]
    }),
  )
}

const DEMONSTRATION: Paths = {
  '/api/demonstration/officers': {
    get: {
      ...{ operationId: 'demonstrationOfficers', summary: 'The invented officers', security: [] },
      description: 'On the embedded database alone.',
      responses: answers('open', { 200: 'Officers' }),
    },
  },
  '/api/demonstration/sessions': {
    post: {
      ...{ operationId: 'demonstrationSession', summary: 'Sign in as an invented officer', security: [] },
      description: 'On the embedded database alone.',
      requestBody: body({ account: uuid }, ['account']),
      responses: answers('write', { 201: 'Session' }),
    },
  },
}
