/**
 * A client on loopback that keeps its connections, as a browser does, and asks for pages uncompressed or compressed.
 * Each connection comes from an address of its own (127.0.0.0/8), since the site limits how often one address asks.
 */
import { Agent, get } from 'node:http'

export interface Answer {
  readonly status: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface Client {
  readonly get: (path: string) => Promise<Answer>
  readonly text: (path: string) => Promise<string>
  readonly close: () => void
}

/** Asks one server, over as many connections as wanted; each is whoever its cookie says, in turn. */
export function clientOf(port: number, options: { cookies: readonly string[]; connections: number }): Client {
  const agents = Array.from({ length: options.connections }, () => {
    const localAddress = nextAddress()
    return new Agent({ keepAlive: true, maxSockets: 1, localAddress })
  })
  let turn = 0
  const ask = (path: string, encoding: string, onData: (part: Buffer) => void) => {
    const agent = agents[turn % agents.length]
    const cookie = options.cookies[(turn++ % agents.length) % options.cookies.length]
    const headers = { 'accept-encoding': encoding, ...(cookie === undefined ? {} : { cookie }) }
    return new Promise<number>((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port, path, headers, ...(agent && { agent }) }, (response) => {
        response.on('data', onData)
        response.on('end', () => resolve(response.statusCode ?? 0))
        response.on('error', reject)
      })
      request.on('error', reject)
    })
  }
  return {
    async get(path) {
      const began = performance.now()
      let bytes = 0
      const status = await ask(path, 'gzip', (part) => {
        bytes += part.length
      })
      return { status, bytes, milliseconds: performance.now() - began }
    },
    async text(path) {
      const parts: Buffer[] = []
      const status = await ask(path, 'identity', (part) => parts.push(part))
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      return Buffer.concat(parts).toString('utf8')
    },
    close: () => {
      for (const agent of agents) agent.destroy()
    },
  }
}

let addresses = 0

function nextAddress(): string {
  addresses++
  return `127.${1 + Math.floor(addresses / 62500)}.${1 + (Math.floor(addresses / 250) % 250)}.${1 + (addresses % 250)}`
}
