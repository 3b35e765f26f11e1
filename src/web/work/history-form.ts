/** What the history can be narrowed by: the thing, the person, the step, the outcome, the days. */
import { html } from 'hono/html'
import { HISTORY_KINDS, type HistoryFilter, historyActions } from '../../obligations/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'

export async function historyForm(tx: Tx, exchange: Exchange, filter: HistoryFilter): Promise<Html> {
  const { t, named } = exchange.texts
  const people = await tx.selectFrom('account').select(['id', 'name']).orderBy('name').limit(300).execute()
  const actions = await historyActions(tx)
  const choose = (name: keyof HistoryFilter, options: readonly (readonly [string, string])[]) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`history.by.${name}`)}</label><select class="govuk-select" id="${name}" name="${name}"><option value="">${t('site.all')}</option>${options.map(
      ([value, text]) =>
        html`<option value="${value}"${filter[name] === value ? html` selected` : ''}>${text}</option>`,
    )}</select></div>`
  const type = (name: 'obligation' | 'from' | 'until', kind: 'text' | 'date') =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`history.by.${name}`)}</label><input class="govuk-input" type="${kind}" id="${name}" name="${name}" value="${filter[name] ?? ''}"></div>`
  return html`<form method="get" action="/history" class="ob-filter"><div class="ob-filters">
${filter.object === undefined ? '' : html`<input type="hidden" name="object" value="${filter.object}">`}
${choose(
  'kind',
  HISTORY_KINDS.map((kind) => [kind, named(`thing.${kind}`)]),
)}
${choose('actor', [
  ...people.map(({ id, name }) => [id, name] as const),
  ...['pack', 'import', 'demonstration'].map((name) => [`system:${name}`, named(`system.${name}`)] as const),
])}
${choose(
  'action',
  actions.map((action) => [action, named(`step.${action}`)]),
)}
${choose(
  'outcome',
  (['done', 'refused', 'failed'] as const).map((outcome) => [outcome, named(`history.outcome.${outcome}`)]),
)}
${type('from', 'date')}${type('until', 'date')}${type('obligation', 'text')}
</div><button class="govuk-button govuk-!-margin-top-3">${t('site.filter')}</button></form>`
}
