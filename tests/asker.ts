/** Asks the application without a socket, as a person of each role: thousands of questions in seconds, of a site without limits of rate. */

import type { Role } from '../src/firewall/index.ts'
import { openSession } from '../src/firewall/index.ts'
import { asActor, asReader, systemReader } from '../src/store/index.ts'
import { formTokenFor } from '../src/web/form-token.ts'
import type { Site } from './site.ts'

export interface Said {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export type Body = readonly (readonly [string, string | File])[]

export interface Asker {
  readonly role: Role
  readonly get: (path: string) => Promise<Said>
  /** Posts with a valid form token; as multipart where one of the fields is a file. */
  readonly post: (path: string, fields: Body) => Promise<Said>
}

const BROWSER = 'a-browser-of-its-own'

/** Somebody of the role, of officers with that duty; null where nobody has it. Each question is asked in a new session, so that none ends another. */
export function asker({ app, store, address }: Site, role: Role, duty?: string): Asker {
  const system = systemReader('test')

  async function session(): Promise<{ account: string | null; cookie: string }> {
    const cookie = `browser=${BROWSER}; language=en`
    if (role === 'public') return { account: null, cookie }
    const person = await asReader(store.web, system, (tx) =>
      tx
        .selectFrom('account')
        .select('id')
        .where('role', '=', role)
        .$if(duty !== undefined, (query) => query.where('agency_role', '=', duty ?? ''))
        .where('closed_at', 'is', null)
        .orderBy('email')
        .executeTakeFirst(),
    )
    if (person === undefined) throw new Error(`nobody has the role ${role}`)
    const token = await asActor(store.door, system, 'session.open', (tx) => openSession(tx, person.id))
    return { account: person.id, cookie: `${cookie}; observance=${token}` }
  }

  let open: ReturnType<typeof session> | undefined

  async function ask(path: string, init: RequestInit, cookie: string): Promise<Said> {
    const headers = new Headers(init.headers)
    headers.set('cookie', cookie)
    const answer = await app.request(new Request(address + path, { ...init, headers }))
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }

  return {
    role,
    get: async (path) => {
      open ??= session()
      return ask(path, {}, (await open).cookie)
    },
    post: async (path, fields) => {
      const { account, cookie } = await session()
      const token = formTokenFor(store.key('forms'), { browser: BROWSER, account })
      const { bytes, type } = await encoded([['form-token', token], ...fields])
      const headers = { 'content-type': type, 'content-length': String(bytes.byteLength) }
      return ask(path, { method: 'POST', body: bytes, headers }, cookie)
    },
  }
}

async function encoded(fields: Body): Promise<{ bytes: ArrayBuffer; type: string }> {
  const body = fields.some(([, value]) => value instanceof File) ? new FormData() : new URLSearchParams()
  for (const [name, value] of fields) (body as FormData).append(name, value)
  const made = new Response(body)
  return { bytes: await made.arrayBuffer(), type: made.headers.get('content-type') ?? '' }
}
