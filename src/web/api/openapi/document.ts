/** The whole description: what each address takes and gives, in which words, and how one says who asks. */
import { type Procedure, wordsOf } from '../../../procedures/index.ts'
import type { Listing } from '../../../register/index.ts'
import { ofEverybody } from './everybody.ts'
import { factSchemas, PEOPLE_SCHEMAS } from './facts.ts'
import { PARAMETERS, problemResponses, SHARED } from './parts.ts'
import { ofProcedure } from './paths.ts'
import { ANSWERS } from './schemas.ts'
import { WATCHING_ANSWERS } from './watching-schemas.ts'

export interface Described {
  readonly procedures: readonly Procedure[]
  /** The country's lists: regions, offices. */
  readonly country: Listing
  readonly software: string
  readonly origin: string
  readonly demonstration: boolean
}

/** How the API is used, for somebody who has this description and nothing else. CommonMark, as OpenAPI has it. */
const INTRODUCTION = `Cases of the procedures of the State: one set of addresses a procedure, one address a step.

**Who asks.** An officer sends \`Authorization: Bearer TOKEN\`. {signIn} The person of a case has no account: they send
\`Authorization: Code …\` to the addresses under \`/api/case\`, with the code that the opening gave to whoever opened it for
themselves, or that an officer has made for them (\`PROCEDURE.giveCode\`).

**Acting.** Each act names the event that its sender has seen, in \`If-Match\`: \`ETag\` of a reading, or \`event\` of the last
answer, in quotation marks. Where somebody was faster the answer is 412 and nothing was saved: read, decide, send again. Each
act carries a key of the sender’s own (\`Idempotency-Key\`, a UUID): sent again with the same key it is answered again and
done once. Who takes a step, from which state, and with which facts stands with the step (\`x-roles\`, \`x-from\`, \`x-to\`,
\`x-needs\`); \`outlook\` of a case says what each step still lacks. A step that needs two people is answered with 202.

**Whom it is about.** An opening may name the person by a paper, by a handle, or as that of a case which the officer reads (\`person\`): then bits that other cases of the
same person have placed stand at once. Papers become known by \`PROCEDURE.writeName\`.

**What is refused** is refused with every reason at once, as a problem (RFC 9457), each with its rule, its fact, its safeguard
and what that rests on; nothing of it was saved. What is not there and what is not yours is one and the same answer. A
safeguard in mode \`record\` lets an officer go on who sends \`nationalLawBasis\` and \`reasonsLong\`; it is counted as a breach.

**Reading** a case names its purpose and leaves a record that its person sees. Of persons so many may be read in an hour.

**Times** are RFC 3339. The time recorded is always the database’s. Times that are over are worked out at each reading.`

const SIGN_IN = {
  demonstration:
    'On the embedded database it is an invented one: `demonstrationOfficers` lists them, `demonstrationSession` gives the token.',
  real: 'A session begins with the identity provider, on the page /sign-in; its cookie counts here too.',
}

export function documentOf({ procedures, country, software, origin, demonstration }: Described): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Observance',
      version: software,
      description: INTRODUCTION.replace('{signIn}', SIGN_IN[demonstration ? 'demonstration' : 'real']).replaceAll(
        /(?<!\n)\n(?!\n)/g,
        ' ',
      ),
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: origin }],
    tags: procedures.map(({ name }) => ({ name, description: wordsOf(name).title })),
    paths: Object.assign({}, ...procedures.map(ofProcedure), ofEverybody(procedures, { demonstration })),
    components: {
      schemas: {
        ...ANSWERS,
        ...WATCHING_ANSWERS,
        ...SHARED,
        ...PEOPLE_SCHEMAS,
        ...Object.assign({}, ...procedures.map((one) => factSchemas(one, country))),
      },
      responses: problemResponses(),
      parameters: PARAMETERS,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of an officer’s session: “Bearer TOKEN”.' },
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
