/** A real SMTP server on loopback for tests: keeps what it took, refuses the addresses it is told to refuse. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  /** `smtp://127.0.0.1:PORT`. */
  readonly url: string
  /** Each mail as it came, headers and body. */
  readonly taken: readonly string[]
  /** Addresses answered with "no such person". */
  readonly refused: Set<string>
}

/** Starts one, stopped after the file's last test. Call it at the top of the file. */
export async function mailServer(): Promise<MailServer> {
  const taken: string[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        refused.has(address.toLowerCase()) ? Object.assign(new Error('no such person'), { responseCode: 550 }) : null,
      ),
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString().replaceAll('\r\n', '\n'))
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = listening.address() as AddressInfo // it listens on a port
  return { url: `smtp://127.0.0.1:${port}`, taken, refused }
}
