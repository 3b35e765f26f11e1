/** A person at a browser, as far as HTTP goes: keeps cookies, and reads a form's token before posting. For tests in which no picture matters. */

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export type Fields = Readonly<Record<string, string | readonly string[]>>

export interface Visitor {
  readonly cookies: Map<string, string>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  /** Posts with the token of the last page that had a form; redirections are not followed. */
  readonly post: (path: string, fields: Fields, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  /** Signs in as the first invented person in whose row of the sign-in page the words stand. */
  readonly signIn: (words: string) => Promise<void>
}

export function visitor(address: string): Visitor {
  const cookies = new Map<string, string>()
  let token = ''

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(address + path, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keep(cookie)
    const body = await response.text()
    token = /name="form-token" value="([^"]+)"/.exec(body)?.[1] ?? token
    return { status: response.status, headers: response.headers, body }
  }

  function keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (name === undefined || value === undefined) return
    if (/max-age=0/i.test(cookie)) cookies.delete(name)
    else cookies.set(name, value)
  }

  const get: Visitor['get'] = (path, headers) => ask(path, { headers: { ...headers } })
  const post: Visitor['post'] = (path, fields, headers) => {
    const body = new URLSearchParams({ 'form-token': token })
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, String(value))
    return ask(path, { method: 'POST', body, headers: { ...headers } })
  }
  const signIn: Visitor['signIn'] = async (words) => {
    const page = await get('/sign-in')
    const row = page.body.split('<tr').find((part) => part.includes(words))
    const account = /name="account" value="([^"]+)"/.exec(row ?? '')?.[1]
    if (account === undefined) throw new Error(`nobody on the sign-in page is "${words}"`)
    const answer = await post('/sign-in/demonstration', { account })
    if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`)
  }
  return { cookies, get, post, signIn }
}
