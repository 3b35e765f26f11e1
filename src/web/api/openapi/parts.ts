/** Parts that many addresses of the description share: headers, bodies, answers, how one says who asks. */
import { PURPOSES } from '../../../firewall/index.ts'
import { PROBLEMS } from '../problem.ts'

export const OFFICER = [{ session: [] }, { cookie: [] }]
export const PERSON = [{ code: [] }]

export function parameter(where: 'path' | 'query' | 'header', name: string, schema: object): object {
  return { name, in: where, ...(where === 'path' ? { required: true } : {}), schema }
}

const required = (of: object, description: string) => ({ ...of, required: true, description })

export const PARAMETERS = {
  idempotencyKey: required(
    parameter('header', 'Idempotency-Key', { type: 'string', format: 'uuid' }),
    'The sender’s own name for this submission. The same again is answered again and done once; with another body it is refused.',
  ),
  ifMatch: {
    ...parameter('header', 'If-Match', { type: 'string', pattern: '^(W/)?"[1-9][0-9]*"$' }),
    description: 'The event that the sender has seen, in quotation marks, as ETag gave it. Or `expected` in the body.',
  },
  language: parameter('header', 'Accept-Language', { type: 'string' }),
}

export const HEADERS = {
  idempotencyKey: { $ref: '#/components/parameters/idempotencyKey' },
  ifMatch: { $ref: '#/components/parameters/ifMatch' },
  language: { $ref: '#/components/parameters/language' },
}

export const PURPOSE = required(
  parameter('query', 'purpose', { type: 'string', enum: [...PURPOSES] }),
  'Why the case is read. The person of the case sees it.',
)

const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] })

/** What every act may say beside its facts. */
export const BODY_PARTS = {
  assertedAt: {
    ...orNull({ type: 'string', format: 'date-time' }),
    description: 'When it happened; now where nothing is said.',
  },
  nationalLawBasis: {
    ...orNull({ type: 'string' }),
    description:
      'Of an officer who goes on although a safeguard in mode record stops the step: by which law. It is counted as a breach.',
  },
  reasonsLong: orNull({ type: 'string' }),
}

export const EXPECTED = {
  expected: {
    type: 'integer',
    minimum: 1,
    description: 'The event that the sender has seen, where If-Match does not say it.',
  },
  purpose: { type: 'string', enum: [...PURPOSES], default: 'decide' },
}

export function body(properties: Readonly<Record<string, object>>, needed: readonly string[]): object {
  return {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties,
          additionalProperties: false,
          ...(needed.length === 0 ? {} : { required: needed }),
        },
      },
    },
  }
}

/** Those that a request may meet beside what everything may meet. */
const MET = { read: [400, 401, 404], act: [400, 401, 404, 409, 412, 422, 428] } as const

/** The answer, and the problems that there may be. */
export function answers(met: keyof typeof MET, good: Readonly<Record<number, string>>): object {
  return {
    ...Object.fromEntries(
      Object.entries(good).map(([status, schema]) => [
        status,
        {
          description: schema,
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
        },
      ]),
    ),
    ...Object.fromEntries(MET[met].map((status) => [status, { $ref: `#/components/responses/problem-${status}` }])),
    default: { $ref: '#/components/responses/problem' },
  }
}

/** Problems, by status; `problem` for any. */
export function problemResponses(): Readonly<Record<string, object>> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const statuses = [...new Set(Object.values(PROBLEMS))]
  return {
    problem: { description: 'Another problem.', content },
    ...Object.fromEntries(statuses.map((status) => [`problem-${status}`, { description: kindsOf(status), content }])),
  }
}

function kindsOf(status: number): string {
  return Object.entries(PROBLEMS)
    .filter(([, one]) => one === status)
    .map(([kind]) => kind)
    .join(', ')
}
