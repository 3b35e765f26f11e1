/** The description of the API (OpenAPI 3.1), made from the declarations: a step that is declared is described. */
import type { Exchange } from '../../exchange.ts'
import { documentOf } from './document.ts'

export async function describeCall({ context, register, origin, store }: Exchange): Promise<Response> {
  const { procedures, software } = register
  return context.json(documentOf({ procedures, country: register, software, origin, demonstration: store.embedded }))
}

export { documentOf } from './document.ts'
