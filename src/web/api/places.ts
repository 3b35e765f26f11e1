/** What other addresses refer to: offices, by the id that a fact holds, and cases that an officer knows by number alone. */
import { officeId } from '../../countries/index.ts'
import { caseByNumber, procedureNamed } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'

export async function officesCall({ context, register }: Exchange): Promise<Response> {
  return context.json({
    offices: register.offices
      .filter(({ listed }) => listed)
      .map(({ code, agency, name, region }) => ({ id: officeId(code), code, agency, name, region })),
  })
}

/** For those who take steps in a case without reading it: its id and its event, and nothing of what is in it. */
export async function numberCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const number = context.req.param('number') ?? ''
  const { caseId, event } = await caseByNumber(register, exchange.officer(), { procedure, number })
  context.header('etag', `"${event}"`)
  return context.json({ case: caseId, event })
}
