/**
 * A route is data: where, who, what. Nothing is served that is not declared here with its rule, and a rule names the
 * roles it opens to; whoever is not named gets the same answer as for an address that does not exist.
 */
import type { Role } from '../firewall/index.ts'
import type { Exchange, Html } from './exchange.ts'

/** `anyone` includes those who have not signed in. */
export type Who = 'anyone' | 'signed-in' | readonly Exclude<Role, 'public'>[]

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Hono's pattern: "/obligations/:code". */
  readonly path: string
  readonly who: Who
  /** Largest body in bytes; forms alone need more than the default of 256 KiB. */
  readonly largestBody?: number
  /** The form carries a file too large for memory: `uploadedFile` gives it (upload.ts). */
  readonly fileOnDisk?: true
  /** The form may carry files of a case: `sentFiles` gives them (form-files.ts). */
  readonly takesFiles?: true
  /**
   * Nothing of whoever comes is kept: no cookie is set or read but the language, no address is counted. Its forms carry no
   * token, since nothing that a browser sends by itself counts here: whoever acts shows a code in the body.
   */
  readonly traceless?: true
  /**
   * Of the API: it takes and gives JSON and refuses with problems. Whoever asks is named by a header; where a browser's own
   * cookie names them, what changes something carries the form token in a header too.
   */
  readonly api?: true
  readonly answer: (exchange: Exchange) => Promise<Response | Html>
}

/** Whether the rule opens the route to the role. What no rule names stays closed. */
export function opensTo(who: Who, role: Role): boolean {
  if (who === 'anyone') return true
  if (who === 'signed-in') return role !== 'public'
  return role !== 'public' && who.includes(role)
}

/** Whether a path is one at which nobody leaves a trace. Such paths have no parts that differ. */
export function isTraceless(routes: readonly Route[], path: string): boolean {
  return routes.some((route) => route.traceless === true && route.path === path)
}

/** Whether a path is one that the pattern of a route means. */
export function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index])
}

/** Methods that some route takes at the address; a GET is asked for by HEAD too. */
export function methodsAt(routes: readonly Route[], path: string): readonly string[] {
  const taken = routes.filter((route) => matches(route.path, path)).map(({ method }) => method)
  return [...new Set(taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}

/** Refuses a table of routes with a double address or an empty rule; called before the server listens. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>()
  for (const route of routes) {
    const name = `${route.method} ${route.path}`
    if (seen.has(name)) throw new Error(`two routes answer ${name}`)
    seen.add(name)
    if (Array.isArray(route.who) && route.who.length === 0) throw new Error(`${name} is open to nobody`)
    if (route.traceless && (route.who !== 'anyone' || route.path.includes(':')))
      throw new Error(`${name} cannot be traceless: it is not one address for anyone`)
    if (route.who === undefined) throw new Error(`${name} has no rule that says who may use it`)
  }
}
