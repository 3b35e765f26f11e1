/** What every form about an obligation needs of it: the row of the address, its path, the trail to it. */
import { findObligation, recommendationsOf, validationsOf } from '../../obligations/index.ts'
import type { Exchange } from '../exchange.ts'

/** The obligation of the address. */
export function obligationOf(exchange: Exchange) {
  const code = exchange.context.req.param('code') ?? ''
  return exchange.read((tx) => findObligation(tx, code, exchange.today))
}

/** The obligation of the address with what its forms ask of it. */
export function storyFor(exchange: Exchange) {
  const code = exchange.context.req.param('code') ?? ''
  return exchange.read(async (tx) => {
    const obligation = await findObligation(tx, code, exchange.today)
    return {
      obligation,
      recommendations: await recommendationsOf(tx, obligation.id),
      validations: await validationsOf(tx, obligation.id),
    }
  })
}

export function obligationPath(code: string): string {
  return `/obligations/${encodeURIComponent(code)}`
}

export function trailTo({ texts }: Exchange, { code }: { readonly code: string }) {
  return [
    { href: '/obligations', text: texts.t('nav.obligations') },
    { href: obligationPath(code), text: code },
  ]
}
