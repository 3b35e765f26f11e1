/** Signing in as an invented officer: on the embedded database alone; elsewhere these addresses are not even declared. */
import { openSession } from '../../firewall/index.ts'
import { asActor, NotFound, systemReader } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Route } from '../route.ts'
import { bodyOf, SessionBody } from './request.ts'

export function demonstrationCalls(): Route[] {
  return [
    { api: true, method: 'GET', path: '/api/demonstration/officers', who: 'anyone', answer: officersCall },
    { api: true, method: 'POST', path: '/api/demonstration/sessions', who: 'anyone', answer: sessionCall },
  ]
}

async function officersCall(exchange: Exchange): Promise<Response> {
  const officers = await exchange.read((tx) =>
    tx
      .selectFrom('account')
      .select(['id as account', 'name', 'agency_role as role', 'office'])
      .where('demonstration', '=', true)
      .where('role', '=', 'officer')
      .where('closed_at', 'is', null)
      .orderBy('agency_role')
      .orderBy('office')
      .orderBy('name')
      .execute(),
  )
  return exchange.context.json({ officers })
}

/** A session's token, to be sent as "Authorization: Bearer …". */
async function sessionCall(exchange: Exchange): Promise<Response> {
  const { account } = await bodyOf(exchange.context, SessionBody)
  const found = await exchange.read((tx) =>
    tx
      .selectFrom('account')
      .select(['id', 'agency_role as role', 'office'])
      .where('id', '=', account)
      .where('demonstration', '=', true)
      .where('role', '=', 'officer')
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  )
  if (found === undefined) throw new NotFound()
  const token = await asActor(exchange.store.door, systemReader('sign-in'), 'session.open', (tx) =>
    openSession(tx, found.id, 'API'),
  )
  return exchange.context.json({ token, role: found.role, office: found.office }, 201)
}
