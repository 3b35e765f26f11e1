/** What is in a person's hands, each with where it is: the same list on their page and before a hand-over. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { dueText } from '../parts/list.ts'
import { institutionName } from '../parts/names.ts'
import { emptyState } from '../parts/summary.ts'
import type { Person } from './person.ts'

/** Obligations named one by one; beyond this many, counted: the page stays light at full scale. */
const NAMED = 60

export function held(exchange: Exchange, { account, holds, busy }: Person): Html {
  const { t, named } = exchange.texts
  const isSelf = account.id === exchange.viewer.account
  const lists = [
    list(
      t('holds.posts', { n: holds.posts.length }),
      holds.posts.map(
        ({ institution, post }) => html`${named(`post.${post}`)}, ${institutionName(exchange, institution)}`,
      ),
    ),
    list(
      t('holds.obligations', { n: holds.participations.length }),
      shortened(
        exchange,
        holds.participations,
        ({ code, summary, as }) =>
          html`<a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">${code}</a> ${summary} (${as.map((part) => named(`post.${part}`)).join(', ')})`,
      ),
    ),
    list(
      t('holds.measures', { n: holds.measures.length }),
      shortened(
        exchange,
        holds.measures,
        ({ id, title, endsOn }) =>
          html`<a class="govuk-link" href="/measures/${id}"><span dir="auto">${title}</span></a> ${dueText(exchange, endsOn)}`,
      ),
    ),
    list(
      t('holds.claims', { n: holds.claims.length }),
      shortened(
        exchange,
        holds.claims,
        ({ code, summary }) =>
          html`<a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">${code}</a> ${summary}`,
      ),
    ),
    list(
      t('holds.drafts', { n: holds.importDrafts.length }),
      holds.importDrafts.map(({ fileName }) => html`<span dir="auto">${fileName}</span>`),
    ),
  ]
  const seen = lists.some((part) => part !== '')
  return html`${lists}${seen || busy ? '' : emptyState(t('holds.nothing'))}${!seen && busy ? emptyState(t('holds.unseen-only')) : ''}${isSelf ? '' : html`<p class="govuk-hint">${t('holds.unseen')}</p>`}`
}

function shortened<Row>(exchange: Exchange, rows: readonly Row[], say: (row: Row) => Html): readonly Html[] {
  const rest = rows.length - NAMED
  const first = rows.slice(0, NAMED).map(say)
  return rest > 0 ? [...first, html`${exchange.texts.t('holds.more', { n: rest })}`] : first
}

function list(heading: string, rows: readonly Html[]): Html | string {
  if (rows.length === 0) return ''
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${heading}</h3><ul class="govuk-list govuk-list--bullet">${rows.map((row) => html`<li>${row}</li>`)}</ul>`
}
