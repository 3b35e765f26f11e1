/** Files of cases: how one is sent, named in a step, and given out. */
import type { Procedure } from '../../../procedures/index.ts'
import { ACCEPTED_TYPES, MOST_BYTES } from '../../../register/index.ts'
import { CASE, operation, type Paths } from './addresses.ts'
import { answers, HEADERS, PERSON, PURPOSE, parameter } from './parts.ts'
import { text, uuid } from './schema-words.ts'

const FILE = parameter('path', 'file', uuid, '`file` of the answer that kept it, or of `files` of the case.')
const SENDING = `The body is the file itself, at most ${MOST_BYTES.file / 1024 ** 2} MB: a paper (PDF), a picture, a recording, plain text. Its kind is told by its first bytes, and what a camera or a program wrote beside it is taken out. The \`file\` of the answer is what the fact is given as, in a step, an entry or a correction. The same file again is the same.`
const GIVEN = 'As a download. The look is noted first.'

const bytesOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
const sent = { required: true, content: bytesOf(['application/octet-stream']) }
const received = (met: 'read' | 'read-by-code') => ({
  ...answers(met, {}),
  200: { description: 'The file', content: bytesOf(ACCEPTED_TYPES) },
})

/** None for a procedure that has no file among its facts. */
export function filePaths(procedure: Procedure, cases: string): Paths {
  const { name } = procedure
  const facts = Object.entries(procedure.facts).flatMap(([fact, { is }]) => (is.kind === 'file' ? [fact] : []))
  if (facts.length === 0) return {}
  return {
    [`${cases}/{case}/files`]: {
      post: {
        ...operation(name, 'attach', 'Keep a file for a fact of the case'),
        description: `By whoever gives the fact in a step after the opening. ${SENDING}`,
        parameters: [CASE, factParameter(facts), PURPOSE, HEADERS.language],
        requestBody: sent,
        responses: answers('write', { 201: 'KeptFile' }),
      },
    },
    [`${cases}/{case}/files/{file}`]: {
      get: {
        ...operation(name, 'file', 'A file of the case'),
        description: GIVEN,
        parameters: [CASE, FILE, PURPOSE, HEADERS.language],
        responses: received('read'),
      },
    },
  }
}

function factParameter(facts: readonly string[] | null): object {
  const schema = facts === null ? text : { ...text, enum: facts }
  return { ...parameter('query', 'fact', schema, 'The fact that it is for.'), required: true }
}

/** The same for the person, by their code. */
export const OWN_FILES: Paths = {
  '/api/case/files': {
    post: {
      ...{ operationId: 'ownCase.attach', summary: 'Keep a file for a fact of the case', security: PERSON },
      description: `For a step of the person that takes it; a complaint takes none. ${SENDING}`,
      parameters: [factParameter(null), HEADERS.language],
      requestBody: sent,
      responses: answers('write', { 201: 'KeptFile' }),
    },
  },
  '/api/case/files/{file}': {
    get: {
      ...{ operationId: 'ownCase.file', summary: 'A file of the case', security: PERSON },
      description: GIVEN,
      parameters: [FILE, HEADERS.language],
      responses: received('read-by-code'),
    },
  },
}
