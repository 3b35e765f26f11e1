/** Who sees a thing now, said before its sharing is changed. */
import { html } from 'hono/html'
import type { Sharing } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { institutionName } from '../parts/names.ts'

export function seenBy(exchange: Exchange, sharing: Sharing, institution: string | null): Html {
  const { t } = exchange.texts
  const who = {
    own: () =>
      t('sharing.now-own', { institution: institution === null ? '' : institutionName(exchange, institution) }),
    officials: () => t('sharing.now-officials'),
    public: () => t('sharing.now-public'),
  } satisfies Record<Sharing, () => string>
  return html`<div class="govuk-inset-text">${who[sharing]()}</div>`
}
