/** What the application is built from: where it reads, whom it knows, which routes it answers. */
import type { LateForm, Viewer } from '../firewall/index.ts'
import type { Register } from '../register/index.ts'
import type { Store } from '../store/index.ts'
import type { Country } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { Route } from './route.ts'

export interface AppOptions {
  readonly store: Store
  readonly register: Register
  readonly country: Country
  readonly routes: readonly Route[]
  /** The public address, "https://observance.example"; decides whether cookies are Secure. */
  readonly origin: string
  /** Who holds the session of this token; null when it has ended. */
  readonly viewerOf: (token: string) => Promise<Viewer | null>
  /** Keeps a form that arrived after its session ended; gives the token under which it can be had again. */
  readonly keepForm: (form: LateForm) => Promise<string>
  readonly takeKeptForm: (page: Pick<LateForm, 'path' | 'account'>, token: string) => Promise<LateForm['fields'] | null>
  readonly now?: () => Temporal.Instant
  /** How often one may ask, where it is not as limits.ts says. */
  readonly limits?: Limits
}
