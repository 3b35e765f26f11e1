/** Which session asks, and the site as passkeys know it. */
import type { PasskeySite, SessionHolder } from '../../firewall/index.ts'
import { NotFound } from '../../store/index.ts'
import { bearerOf, isApi } from '../api/request.ts'
import type { Exchange } from '../exchange.ts'
import { cookieNames, readCookie } from '../session.ts'

/** NotFound for whoever has not signed in. A program's session is the one in its header. */
export function sessionHolder({ viewer, context, secure }: Exchange): SessionHolder {
  const inHeader = isApi(context.req.path) && context.req.header('authorization') !== undefined
  const token = inHeader ? bearerOf(context) : readCookie(context, cookieNames(secure).session)
  if (viewer.account === null || token === undefined) throw new NotFound()
  return { account: viewer.account, token }
}

export function passkeySite({ origin }: Pick<Exchange, 'origin'>): PasskeySite {
  return { origin, rpId: new URL(origin).hostname }
}

/** Whether who looks is an invented person: they exist on the embedded database alone, and have no passkey. */
export async function isInvented({ viewer, store, read }: Exchange): Promise<boolean> {
  const { account } = viewer
  if (!store.embedded || account === null) return false
  const found = await read((tx) =>
    tx.selectFrom('account').select('demonstration').where('id', '=', account).executeTakeFirst(),
  )
  return found?.demonstration === true
}
