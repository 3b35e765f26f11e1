/** Parts that many addresses of the description share: headers, bodies, answers, how one says who asks. */
import { OFFICERS_PURPOSES, PURPOSES } from '../../../firewall/index.ts'
import { PROBLEMS } from '../problem.ts'
import { orNull, ref, said } from './schema-words.ts'

export const OFFICER = [{ session: [] }, { cookie: [] }]
export const PERSON = [{ code: [] }]

export function parameter(
  where: 'path' | 'query' | 'header',
  name: string,
  schema: object,
  description: string,
): object {
  return { name, in: where, ...(where === 'path' ? { required: true } : {}), schema, description }
}

const required = (of: object) => ({ ...of, required: true })

export const PARAMETERS = {
  idempotencyKey: required(
    parameter(
      'header',
      'Idempotency-Key',
      { type: 'string', format: 'uuid' },
      'The sender’s own name for this submission. The same again is answered again and done once; with another body it is refused.',
    ),
  ),
  ifMatch: parameter(
    'header',
    'If-Match',
    { type: 'string', pattern: '^(W/)?"[1-9][0-9]*"$' },
    'The event that the sender has seen, in quotation marks: ETag of a reading, or `event` of the last answer. Or `expected` in the body; one of the two is needed.',
  ),
  signature: parameter(
    'header',
    'Passkey-Signature',
    { type: 'string' },
    'Of a serious act: the passkey’s answer to `signature` of the problem signature-needed (AuthenticationResponseJSON of WebAuthn, in base64url). It counts once, within two minutes, for the same body.',
  ),
  language: parameter('header', 'Accept-Language', { type: 'string' }, 'The language of sentences: az, en, ar.'),
}

export const HEADERS = {
  idempotencyKey: { $ref: '#/components/parameters/idempotencyKey' },
  ifMatch: { $ref: '#/components/parameters/ifMatch' },
  language: { $ref: '#/components/parameters/language' },
  signature: { $ref: '#/components/parameters/signature' },
}
/** Of every act on a case. */
export const ACTING = [HEADERS.idempotencyKey, HEADERS.ifMatch, HEADERS.language]

export const PURPOSE = required(
  parameter('query', 'purpose', ref('OfficersPurpose'), 'Why it is read. The person of the case sees it.'),
)

/** Schemas that many bodies share. */
export const SHARED = {
  Purpose: said({ type: 'string', enum: [...PURPOSES] }, 'Why somebody looks.'),
  OfficersPurpose: said({ type: 'string', enum: [...OFFICERS_PURPOSES] }, 'Why an officer looks.'),
  AssertedAt: said(orNull({ type: 'string', format: 'date-time' }), 'When it happened; now where nothing is said.'),
  NationalLawBasis: said(
    orNull({ type: 'string', maxLength: 50_000 }),
    'Of an officer who goes on although a safeguard in mode record stops the step: by which law. It is counted as a breach.',
  ),
  ReasonsLong: said(orNull({ type: 'string', maxLength: 50_000 }), 'Of the same officer: why.'),
  Expected: said(
    { type: 'integer', minimum: 1 },
    'The event that the sender has seen, where If-Match does not say it.',
  ),
}

/** What every act may say beside its facts. */
export const BODY_PARTS = {
  assertedAt: ref('AssertedAt'),
  nationalLawBasis: ref('NationalLawBasis'),
  reasonsLong: ref('ReasonsLong'),
}

export const WHY = { ...ref('OfficersPurpose'), default: 'decide' }
export const EXPECTED = { expected: ref('Expected'), purpose: WHY }

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

const LIMITS = [413, 415, 429, 503] as const
/** Those that a request may meet. */
const MET = {
  open: [429, 503],
  read: [400, 401, 404, 429, 503],
  'read-by-code': [404, 429, 503],
  write: [400, 401, 403, 404, 411, 422, ...LIMITS],
  act: [400, 401, 403, 404, 409, 411, 412, 422, 428, ...LIMITS],
} as const

const ETAG = {
  ETag: said({ schema: { type: 'string' } }, 'The event, in quotation marks: what the next act names in If-Match.'),
}
const LOCATION = { Location: said({ schema: { type: 'string' } }, 'Where the case is read.') }
/** Answers that carry headers of their own. */
const OWN_HEADERS: Readonly<Record<string, object>> = {
  Case: ETAG,
  OwnCase: ETAG,
  Done: ETAG,
  Numbered: ETAG,
  Opened: { ...ETAG, ...LOCATION },
}

/** The answers, by status, and the problems that there may be. */
export function answers(met: keyof typeof MET, good: Readonly<Record<number, string>>): object {
  return {
    ...Object.fromEntries(
      Object.entries(good).map(([status, schema]) => [
        status,
        {
          description: schema,
          ...(OWN_HEADERS[schema] === undefined ? {} : { headers: OWN_HEADERS[schema] }),
          content: { 'application/json': { schema: ref(schema) } },
        },
      ]),
    ),
    ...Object.fromEntries(MET[met].map((status) => [status, { $ref: `#/components/responses/problem-${status}` }])),
    default: { $ref: '#/components/responses/problem' },
  }
}

/** Problems, by status; `problem` for any. */
export function problemResponses(): Readonly<Record<string, object>> {
  const content = { 'application/problem+json': { schema: ref('Problem') } }
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
