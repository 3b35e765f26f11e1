/** The account here of somebody whom the identity provider knows. The provider says who it is; what they may do, the account alone. */
import { asActor, asReader, type Store, systemReader, type Tx } from '../../store/index.ts'

export interface ProviderClaims {
  readonly issuer: string
  readonly subject: string
  readonly email: unknown
  readonly verified: unknown
  /** When the person signed in at the provider; null where it was not asked. */
  readonly authenticatedAt: Temporal.Instant | null
}

export type Refused = 'unknown' | 'unverified' | 'closed'

export type FoundAccount = { readonly account: string } | { readonly refused: Refused }

/** The open account of the subject; on a person's first sign-in, of their verified address, to which the subject is then bound. */
export async function accountFor({ web, door }: Store, claims: ProviderClaims): Promise<FoundAccount> {
  const reader = systemReader('sign-in')
  const subject = `${claims.issuer} ${claims.subject}`
  const bound = await asReader(web, reader, (tx) => accounts(tx).where('subject', '=', subject).executeTakeFirst())
  if (bound !== undefined) return foundOr(bound)
  const { email } = claims
  if (typeof email !== 'string' || claims.verified !== true) return { refused: 'unverified' }
  return asActor(door, reader, 'account.bind', (tx) => bind(tx, email, subject))
}

/** Invented people are of the demonstration sign-in alone. */
function accounts(tx: Tx) {
  return tx.selectFrom('account').select(['id', 'closed_at']).where('demonstration', '=', false)
}

function foundOr({ id, closed_at }: { id: string; closed_at: unknown }): FoundAccount {
  return closed_at === null ? { account: id } : { refused: 'closed' }
}

/** An account that is bound to another subject already is not given to a second one with the same address. */
async function bind(tx: Tx, email: string, subject: string): Promise<FoundAccount> {
  const known = await accounts(tx)
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
    .where('subject', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (known === undefined) return { refused: 'unknown' }
  if (known.closed_at === null) await tx.updateTable('account').set({ subject }).where('id', '=', known.id).execute()
  return foundOr(known)
}
