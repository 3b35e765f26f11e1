/** All cases of one procedure that the officer lists: by state, by number, a page at a time. */
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import { countByState, listedFor, openingFor, queue } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { queueTable } from './queue-table.ts'
import { procedureHere } from './worked-here.ts'

const PAGE = 50

export async function queuePage(exchange: Exchange): Promise<Html> {
  const { texts, register } = exchange
  const who = exchange.officer()
  const procedure = procedureHere(exchange)
  const { name } = procedure
  const opens = openingFor(register, who, procedure) !== null
  if (!listedFor(register, who).includes(procedure) && !opens) throw new NotFound()
  const words = wordsFor(exchange, name)
  const state = exchange.query('state')
  const number = exchange.query('number')?.toUpperCase()
  const at = Math.max(1, Math.min(10_000, Number.parseInt(exchange.query('page') ?? '1', 10) || 1))
  const rows = await queue(register, who, {
    procedure: name,
    ...(state === undefined || !Object.hasOwn(procedure.states, state) ? {} : { states: [state] }),
    ...(number === undefined ? {} : { number }),
    order: exchange.query('order') === 'newest' ? 'newest' : 'urgent',
    limit: PAGE + 1,
    offset: (at - 1) * PAGE,
  })
  const counts = await countByState(register, who, name)
  return page(exchange, {
    title: words.title,
    trail: [{ href: '/cases', text: texts.t('cases.title') }],
    body: html`${opens ? html`<p class="ob-actions"><a class="govuk-button" href="/cases/${name}/open">${declaredText(words.steps.open?.button ?? texts.t('cases.open'))}</a></p>` : ''}
${filter(exchange, procedure, { state, number, counts })}
${rows.length === 0 ? emptyState(texts.t('cases.none')) : queueTable(exchange, procedure, rows.slice(0, PAGE))}
${pageLinks(exchange, { at, more: rows.length > PAGE })}`,
  })
}

interface Filtered {
  readonly state: string | undefined
  readonly number: string | undefined
  readonly counts: Readonly<Record<string, number>>
}

/** One line until somebody needs it: the list itself is what the page is for. */
function filter(exchange: Exchange, procedure: Procedure, { state, number, counts }: Filtered): Html {
  const { t } = exchange.texts
  const words = wordsFor(exchange, procedure.name)
  const states = Object.keys(procedure.states).map(
    (one) =>
      html`<option value="${one}"${one === state ? html` selected` : ''}>${words.states[one] ?? one} (${counts[one] ?? 0})</option>`,
  )
  const inUse = (state ?? '') !== '' || (number ?? '') !== ''
  return html`<details class="govuk-details"${inUse ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('cases.filter')}</span></summary><div class="govuk-details__text"><form method="get">
<div class="govuk-form-group"><label class="govuk-label" for="state">${t('cases.state')}</label><select class="govuk-select" id="state" name="state"><option value="">${t('cases.any-state')}</option>${states}</select></div>
<div class="govuk-form-group"><label class="govuk-label" for="number">${t('cases.number')}</label><input class="govuk-input govuk-input--width-10" id="number" name="number" value="${number ?? ''}" dir="ltr" autocomplete="off"></div>
<button class="govuk-button govuk-button--secondary">${t('cases.show')}</button></form></div></details>`
}

function pageLinks({ context, texts }: Exchange, { at, more }: { readonly at: number; readonly more: boolean }): Html {
  const to = (page: number) => {
    const parameters = new URLSearchParams(new URL(context.req.url).search)
    parameters.set('page', String(page))
    return `?${parameters.toString()}`
  }
  return html`<p class="govuk-body">${at > 1 ? html`<a class="govuk-link" href="${to(at - 1)}" rel="prev">${texts.t('cases.earlier')}</a> ` : ''}${more ? html`<a class="govuk-link" href="${to(at + 1)}" rel="next">${texts.t('cases.later')}</a>` : ''}</p>`
}
