/** Addresses: for each procedure those of its cases, one for each step that people take; and those of everybody. */
import { type Procedure, wordsOf } from '../../../procedures/index.ts'
import { type NamedStep, stepsOf, WORDS } from '../../../register/index.ts'
import { factsOf } from './facts.ts'
import { answers, BODY_PARTS, body, EXPECTED, HEADERS, OFFICER, PERSON, PURPOSE, parameter } from './parts.ts'

export type Paths = Readonly<Record<string, object>>

export function ofProcedure(procedure: Procedure): Paths {
  const { name } = procedure
  const cases = `/api/procedures/${name}/cases`
  const steps = stepsOf(procedure).filter(({ kind, by }) => kind !== 'open' && by.some((one) => one !== 'system'))
  return {
    [cases]: { get: listing(name), post: opening(procedure) },
    [`${cases}/{case}`]: { get: reading(name) },
    [`${cases}/{case}/corrections`]: { post: correcting(procedure) },
    [`${cases}/{case}/codes`]: { post: givingCode(name) },
    [`${cases}/{case}/breaches/{breach}/words`]: { post: sayingOfBreach(name) },
    ...Object.fromEntries(
      steps.map((step) => [`${cases}/{case}/steps/${step.name}`, { post: taking(procedure, step) }]),
    ),
  }
}

const CASE = parameter('path', 'case', { type: 'string', format: 'uuid' })

function listing(name: string): object {
  return {
    ...{
      operationId: `${name}.list`,
      tags: [name],
      summary: 'The officer’s cases, what is due first',
      security: OFFICER,
    },
    parameters: [
      parameter('query', 'order', { type: 'string', enum: ['urgent', 'newest'], default: 'urgent' }),
      parameter('query', 'state', { type: 'string', description: 'One state, or several with commas between them.' }),
      parameter('query', 'number', { type: 'string', description: 'A case number, whole.' }),
      parameter('query', 'limit', { type: 'integer', minimum: 0, maximum: 200, default: 50 }),
      parameter('query', 'offset', { type: 'integer', minimum: 0, default: 0 }),
    ],
    responses: answers('read', { 200: 'Queue' }),
  }
}

function opening(procedure: Procedure): object {
  const { name, opens } = procedure
  const words = wordsOf(name).steps.open
  const facts = factsOf(procedure, [...opens.needs, ...(opens.takes ?? [])], opens.needs)
  const alone = opens.by.some((role) => role === 'person' || role === 'anyone' || role === 'representative')
  return {
    ...{ operationId: `${name}.open`, tags: [name], summary: words?.button ?? name },
    description: `By ${opens.by.join(', ')}.${alone ? ' Whoever did not sign in opens it for themselves, and gets the code of the case.' : ''}`,
    security: alone ? [...OFFICER, {}] : OFFICER,
    parameters: [HEADERS.idempotencyKey, HEADERS.language],
    requestBody: body({ facts, ...BODY_PARTS }, ['facts']),
    responses: answers('act', { 201: 'Done' }),
    'x-roles': opens.by,
  }
}

function taking(procedure: Procedure, step: NamedStep): object {
  const { name } = procedure
  const { from, to, by, needs, takes } = step
  const words = wordsOf(name).steps[step.name]
  const starts = from === null ? 'any state' : from === 'new' ? 'nowhere' : from.join(', ')
  return {
    ...{ operationId: `${name}.${step.name}`, tags: [name], summary: words?.button ?? step.name, security: OFFICER },
    description: `From ${starts}${to === null ? '' : ` to ${to}`}. By ${by.join(', ')}. Needs, given with it or before: ${needs.join(', ') || 'nothing'}.`,
    parameters: [CASE, HEADERS.idempotencyKey, HEADERS.ifMatch, HEADERS.language],
    requestBody: body({ facts: factsOf(procedure, [...needs, ...takes], []), ...BODY_PARTS, ...EXPECTED }, []),
    responses: answers('act', { 200: 'Done' }),
    'x-roles': by,
    'x-from': from,
    'x-to': to,
    'x-needs': needs,
  }
}

function reading(name: string): object {
  return {
    ...{ operationId: `${name}.read`, tags: [name], summary: 'One case, as the officer may see it', security: OFFICER },
    parameters: [CASE, PURPOSE, HEADERS.language],
    responses: answers('read', { 200: 'Case' }),
  }
}

function correcting(procedure: Procedure): object {
  const { name, facts } = procedure
  return {
    ...{ operationId: `${name}.correct`, tags: [name], summary: 'Correct facts that were given', security: OFFICER },
    parameters: [CASE, HEADERS.idempotencyKey, HEADERS.ifMatch, HEADERS.language],
    requestBody: body({ facts: factsOf(procedure, Object.keys(facts), []), ...BODY_PARTS, ...EXPECTED }, ['facts']),
    responses: answers('act', { 200: 'Done' }),
  }
}

function givingCode(name: string): object {
  return {
    ...{ operationId: `${name}.giveCode`, tags: [name], security: OFFICER },
    summary: 'A new code for the person of the case; the earlier one ends',
    parameters: [CASE, HEADERS.language],
    requestBody: body({ bearer: { type: 'string', enum: ['person', 'representative'], default: 'person' } }, []),
    responses: answers('act', { 201: 'Code' }),
  }
}

function sayingOfBreach(name: string): object {
  return {
    ...{ operationId: `${name}.sayOfBreach`, tags: [name], security: OFFICER },
    summary: 'Explain a breach; or, as a judge or the Ombudsperson, say that what was recorded late was done in time',
    parameters: [
      CASE,
      parameter('path', 'breach', { type: 'string', format: 'uuid' }),
      ...[HEADERS.idempotencyKey, HEADERS.language],
    ],
    requestBody: body(
      { word: { type: 'string', enum: [...WORDS] }, text: { type: 'string' }, purpose: EXPECTED.purpose },
      ['word', 'text'],
    ),
    responses: answers('act', { 201: 'Breach' }),
  }
}

/** Those that no procedure has for itself. */
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
        },
      },
    },
    '/api/case': {
      get: {
        ...{ operationId: 'ownCase', summary: 'The case of the code', security: PERSON },
        parameters: [HEADERS.language],
        responses: answers('read', { 200: 'Case' }),
      },
    },
    ...ownSteps(procedures),
    '/api/case/corrections': {
      post: {
        ...{ operationId: 'ownCorrection', summary: 'Correct what the person gave', security: PERSON },
        parameters: [HEADERS.idempotencyKey, HEADERS.ifMatch, HEADERS.language],
        requestBody: body({ facts: { type: 'object' }, ...BODY_PARTS, ...EXPECTED }, ['facts']),
        responses: answers('act', { 200: 'Done' }),
      },
    },
    ...(demonstration ? DEMONSTRATION : {}),
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
      const schemas = those.map(({ procedure, step }) => factsOf(procedure, [...step.needs, ...step.takes], []))
      const [only] = schemas
      return [
        `/api/case/steps/${name}`,
        {
          post: {
            ...{ operationId: `ownCase.${name}`, security: PERSON },
            summary: those.map(({ procedure }) => wordsOf(procedure.name).steps[name]?.button ?? name).join('; '),
            description: `In a case of ${those.map(({ procedure }) => procedure.name).join(', ')}.`,
            parameters: [HEADERS.idempotencyKey, HEADERS.ifMatch, HEADERS.language],
            requestBody: body(
              {
                facts: schemas.length === 1 && only !== undefined ? only : { anyOf: schemas },
                ...BODY_PARTS,
                ...EXPECTED,
              },
              [],
            ),
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
      responses: answers('read', { 200: 'Officers' }),
    },
  },
  '/api/demonstration/sessions': {
    post: {
      ...{ operationId: 'demonstrationSession', summary: 'Sign in as an invented officer', security: [] },
      requestBody: body({ account: { type: 'string', format: 'uuid' } }, ['account']),
      responses: answers('act', { 201: 'Session' }),
    },
  },
}
