/** Keys in addresses. One that cannot be a key is answered like one that nobody has. */
import { z } from 'zod'
import { NotFound } from '../store/index.ts'
import type { Exchange } from './exchange.ts'

/** The uuid in the address under `:name`. NotFound where it is none. */
export function keyIn(exchange: Exchange, name: string): string {
  const parsed = z.uuid().safeParse(exchange.context.req.param(name))
  if (!parsed.success) throw new NotFound()
  return parsed.data
}
