/** The private keys of a demonstration, to be tried out with. A real Ombudsperson keeps theirs away from every server. */
import { NotFound } from '../../../store/index.ts'
import type { Exchange } from '../../exchange.ts'
import type { Channel } from '../channel-of.ts'
import { readerOfComplaints } from './reader.ts'

export async function demonstrationKey(exchange: Exchange, channel: Channel): Promise<Response> {
  readerOfComplaints(exchange)
  const { context } = exchange
  const number = Number(context.req.param('number'))
  const key = (await channel.recipients())?.demonstration[number - 1]
  if (key === undefined) throw new NotFound()
  return context.body(`# demonstration key ${number}: nothing that it opens is real\n${key}\n`, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="demonstration-key-${number}.txt"`,
  })
}
