/** The whole description: what each address takes and gives, in which words, and how one says who asks. */
import type { Procedure } from '../../../procedures/index.ts'
import { factSchemas } from './facts.ts'
import { PARAMETERS, problemResponses } from './parts.ts'
import { ofEverybody, ofProcedure } from './paths.ts'
import { ANSWERS } from './schemas.ts'

export interface Described {
  readonly procedures: readonly Procedure[]
  readonly software: string
  readonly origin: string
  readonly demonstration: boolean
}

const INTRODUCTION = `Cases of the procedures of the State. Every act names the event that its sender has seen (If-Match)
and carries a key of the sender's own (Idempotency-Key): sent again with the same key it is answered again and done once.
What is refused is refused with every reason at once, as a problem (RFC 9457); nothing of it was saved. What is not there
and what is not yours is one and the same answer. Reading a case names its purpose and leaves a record that its person sees.
Times are RFC 3339. The time recorded is always the database's.`

export function documentOf({ procedures, software, origin, demonstration }: Described): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Observance',
      version: software,
      description: INTRODUCTION.replaceAll('\n', ' '),
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: origin }],
    tags: procedures.map(({ name }) => ({ name })),
    paths: Object.assign({}, ...procedures.map(ofProcedure), ofEverybody(procedures, { demonstration })),
    components: {
      schemas: { ...ANSWERS, ...Object.assign({}, ...procedures.map(factSchemas)) },
      responses: problemResponses(),
      parameters: PARAMETERS,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of an officer’s session.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: origin.startsWith('https://') ? '__Host-observance' : 'observance',
          description:
            'The session of a browser. What changes something carries the token of a form in the header Form-Token.',
        },
        code: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'The code of a case: “Code 3F7KQ ZJ0N2 …”. Of the person, or of whoever speaks for them.',
        },
      },
    },
  }
}
