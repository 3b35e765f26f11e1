/** A witness over HTTP: one path, `POST /add-checkpoint`, on whatever address its keeper chooses. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fromUtf8 } from '../core/bytes.ts'
import { NotProved } from '../core/not-proved.ts'
import { type Answer, addCheckpoint, type Witness } from './add-checkpoint.ts'

/** A checkpoint with 64 post-quantum signatures has less. */
const MOST_BYTES = 500_000

/** Tells the keeper, in one line. */
export type Tell = (line: string) => void

export function witnessServer(witness: Witness, tell: Tell): Server {
  const server = createServer((request, response) => {
    answerTo(witness, request).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        // Nothing was cosigned: the disk is full, the folder gone.
        tell(`ALARM not cosigned: ${error instanceof Error ? error.message : String(error)}`)
        send(response, { status: 500, contentType: 'text/plain; charset=utf-8', body: 'The witness cannot write.\n' })
      },
    )
  })
  server.requestTimeout = 20_000
  server.headersTimeout = 10_000
  return server
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Sent> {
  const path = (request.url ?? '').split('?')[0]
  if (path !== '/add-checkpoint') return plain(404, 'There is only POST /add-checkpoint here.')
  if (request.method !== 'POST') return plain(405, 'Expected POST.')
  const bytes = await bodyOf(request)
  if (bytes === null) return plain(413, `Expected at most ${MOST_BYTES} bytes.`)
  try {
    return addCheckpoint(witness, fromUtf8(bytes, 'Request'))
  } catch (error) {
    if (error instanceof NotProved) return plain(400, error.message)
    throw error
  }
}

type Sent = Pick<Answer, 'contentType' | 'body'> & { readonly status: number }

function plain(status: number, sentence: string): Sent {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n` }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > MOST_BYTES) return null
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

function send(response: ServerResponse, { status, contentType, body }: Sent): void {
  // What was too long is not read to its end.
  const close = status === 413 ? { connection: 'close' } : {}
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...close })
  response.end(body)
}
