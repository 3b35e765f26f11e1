/** Walks the site by its links, as one person, until every route that they lead to has an address that is real. */
import type { Route } from '../src/web/route.ts'
import type { Asker } from './asker.ts'

export interface Form {
  readonly action: string
  /** Names of the fields that people write words into. */
  readonly written: readonly string[]
  /** The first list to choose from: its name, and what it offers. */
  readonly list: { readonly name: string; readonly options: readonly (readonly [string, string])[] } | null
  readonly fields: readonly (readonly [string, string])[]
}

export interface Walked {
  /** By "GET /obligations/:code": an address of that kind that was answered with a page. */
  readonly pages: ReadonlyMap<string, string>
  /** By "POST /obligations/:code/measure": the forms that lead there, as they stood on their pages. */
  readonly forms: ReadonlyMap<string, readonly Form[]>
}

/** Every page that links lead to, so many of each route, and the forms on them. */
export async function walk(asker: Asker, routes: readonly Route[], each = 1): Promise<Walked> {
  const pages = new Map<string, string>()
  const forms = new Map<string, Form[]>()
  const waiting = [
    '/',
    ...routes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(({ path }) => path),
  ]
  const tried = new Map<string, number>()
  const shown = new Map<string, number>()
  const been = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const name = nameOf(routes, 'GET', path)
    if (name === null || been.has(path) || (shown.get(name) ?? 0) >= each || (tried.get(name) ?? 0) >= each + 2)
      continue
    been.add(path)
    tried.set(name, (tried.get(name) ?? 0) + 1)
    const { status, body, headers } = await asker.get(path)
    const isElsewhere = status === 303 && !(headers.get('location') ?? '').startsWith('/sign-in')
    if (status !== 200 && !isElsewhere) continue
    shown.set(name, (shown.get(name) ?? 0) + 1)
    if (!pages.has(name)) pages.set(name, path.split('?')[0] ?? path)
    if (!(headers.get('content-type') ?? '').startsWith('text/html')) continue
    waiting.push(...linksOf(body))
    for (const form of formsOf(body)) {
      const posts = nameOf(routes, 'POST', form.action)
      if (posts !== null) forms.set(posts, [...(forms.get(posts) ?? []), form])
    }
  }
  return { pages, forms }
}

/** The route that answers a path, by method and pattern; null where none does. The first in the table wins. */
export function nameOf(routes: readonly Route[], method: Route['method'], path: string): string | null {
  const given = (path.split('?')[0] ?? '').split('/')
  const found = routes.find((route) => route.method === method && matches(route.path.split('/'), given))
  return found === undefined ? null : `${method} ${found.path}`
}

function matches(wanted: readonly string[], given: readonly string[]): boolean {
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
}

function linksOf(body: string): string[] {
  return [...body.matchAll(/href="(\/[^"#]*)/g)].map(([, path]) => unescaped(path ?? ''))
}

/** The forms of a page that post, with what a browser would send where nobody touches them. */
export function formsOf(body: string): Form[] {
  return [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, text = '']) => attribute(text, 'method') === 'post')
    .map(([, text = '', inside = '']) => ({
      action: attribute(text, 'action') ?? '',
      fields: fieldsOf(inside),
      written: writtenIn(inside),
      list: listIn(inside),
    }))
}

function writtenIn(inside: string): string[] {
  return [...inside.matchAll(/<(?:textarea|input)\b([^>]*)>/g)].flatMap(([tag = '', text = '']) => {
    const name = attribute(text, 'name')
    return name !== null && (tag.startsWith('<textarea') || attribute(text, 'type') === 'text') ? [name] : []
  })
}

function listIn(inside: string): Form['list'] {
  const [, text = '', options = ''] = /<select\b([^>]*)>([\s\S]*?)<\/select>/.exec(inside) ?? []
  const name = attribute(text, 'name')
  if (name === null) return null
  const offered = [...options.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)</g)]
  return { name, options: offered.map(([, value = '', shown = '']) => [unescaped(value), unescaped(shown)]) }
}

function fieldsOf(inside: string): [string, string][] {
  const inputs = [...inside.matchAll(/<input\b([^>]*)>/g)].flatMap(([, text = '']): [string, string][] => {
    const [name, type] = [attribute(text, 'name'), attribute(text, 'type')]
    if (name === null || name === 'form-token' || type === 'file' || type === 'submit') return []
    if ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(text)) return []
    return [[name, attribute(text, 'value') ?? 'on']]
  })
  const areas = [...inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)].map(
    ([, text = '', value = '']): [string, string] => [attribute(text, 'name') ?? '', unescaped(value)],
  )
  const selects = [...inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(
    ([, text = '', options = '']): [string, string] => [
      attribute(text, 'name') ?? '',
      unescaped(/value="([^"]*)" selected/.exec(options)?.[1] ?? ''),
    ],
  )
  // A group of which nothing is chosen is a field all the same: it stands here empty.
  const named = new Set([...inputs, ...areas, ...selects].map(([name]) => name))
  const unchosen = [...inside.matchAll(/<input\b([^>]*)>/g)]
    .filter(([, text = '']) => attribute(text, 'type') !== 'submit')
    .map(([, text = '']) => attribute(text, 'name'))
    .filter((name): name is string => name !== null && name !== 'form-token' && !named.has(name))
  return [...inputs, ...areas, ...selects, ...[...new Set(unchosen)].map((name): [string, string] => [name, ''])]
}

function attribute(text: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1]
  return value === undefined ? null : unescaped(value)
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
