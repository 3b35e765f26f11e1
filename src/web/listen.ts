/** Takes the port before anything else is done, so that a busy one costs nothing. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { CannotStart, codeOf } from '../store/index.ts'

export interface Listening {
  readonly server: Server
  /** The one taken, where any would do. */
  readonly port: number
  /** Gives the application, to whoever waits for it and to all who come. */
  readonly answerWith: (application: RequestListener) => void
}

/**
 * How long a client may take: its headers are small, its body may be 50 MB over a poor line. Whoever is slower gives the
 * place to others. OWASP ASVS 5.0, 2.4.1.
 */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 600_000, connectionsCheckingInterval: 2_000 }

/** Whoever comes before there is an application waits for it instead of being turned away. Every refusal is a `CannotStart` with one sentence. */
export async function listen(port: number): Promise<Listening> {
  const server = createServer(PATIENCE)
  const application = Promise.withResolvers<RequestListener>()
  server.on('request', async (request, response) => (await application.promise)(request, response))
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, listening.resolve)
  try {
    await listening.promise
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${port} is already in use. Nothing was started. Set PORT to another number, or stop the program that uses it.`,
      )
    if (code === 'EACCES')
      throw new CannotStart(`Port ${port} needs rights that this user does not have. Set PORT to a number above 1023.`)
    throw error
  }
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address !== null ? address.port : port,
    answerWith: application.resolve,
  }
}
