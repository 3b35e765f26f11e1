/** Bits that protect the person, with reason and source where this case is the source; and what was not kept. */
import { html } from 'hono/html'
import type { CaseView } from '../../register/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dayOf } from '../public/moves.ts'
import { declared } from '../safeguards/words.ts'

/** Null where none stands. */
export function protections(exchange: Exchange, view: CaseView): Html | null {
  const { t, named, moment, day } = exchange.texts
  const own = new Set(view.placed.map(({ hold }) => hold))
  const elsewhere = Object.entries(view.holds).filter(([hold]) => !own.has(hold as keyof typeof view.holds)) // our own keys
  if (view.placed.length === 0 && elsewhere.length === 0) return null
  return html`<ul class="govuk-list govuk-list--spaced">${view.placed.map(
    ({ hold, rule, placedAt, leastUntil }) =>
      html`<li><strong>${named(`own.hold.${hold}`)}</strong><br>${t('own.hold-here')} ${ruleWords(exchange, view, rule)} ${t('own.since', { at: moment(placedAt) })}${leastUntil === null ? '' : ` ${t('own.hold-until', { at: moment(leastUntil) })}`}</li>`,
  )}${elsewhere.map(
    ([hold, standing]) =>
      html`<li><strong>${named(`own.hold.${hold}`)}</strong><br>${t('own.hold-elsewhere')} ${standing === undefined ? '' : t('own.since', { at: day(dayOf(exchange, standing.since)) })}${standing?.mode === 'record' ? ` ${t('own.hold-recorded')}` : ''}</li>`,
  )}</ul>`
}

/** Null where everything was kept. */
export function breaches(exchange: Exchange, view: CaseView): Html | null {
  const { t, named, moment } = exchange.texts
  if (view.breaches.length === 0) return null
  return html`<ul class="govuk-list govuk-list--spaced">${view.breaches.map(
    ({ rule, state, foundAt, words }) =>
      html`<li><strong>${title(exchange, view, rule)}</strong> · ${t('own.found', { at: moment(foundAt) })} · ${named(`breach-state.${state}`)}<br>${ruleWords(exchange, view, rule)}${words.map(({ word, at, text }) => html`<br>${named(`breach-word.${word}`)} · ${moment(at)}${text === null ? '' : html`<blockquote class="ob-quote" dir="auto">${text}</blockquote>`}`)}</li>`,
  )}</ul><p class="govuk-body">${t('own.breach-help')} <a class="govuk-link" href="/complaint">${t('own.complain')}</a></p>`
}

function title(exchange: Exchange, { procedure }: CaseView, rule: string): Html {
  const name = rule.split('.')[0] ?? ''
  return declared(exchange, wordsFor(exchange, procedure.name).safeguards[name]?.title ?? name)
}

/** The safeguard in the person's words, with the time of its clock where it has one. */
function ruleWords(exchange: Exchange, { procedure, clocks }: CaseView, rule: string): Html | string {
  const words = wordsFor(exchange, procedure.name).safeguards[rule.split('.')[0] ?? '']
  if (words?.person == null) return words === undefined ? '' : declared(exchange, words.title)
  const due = clocks.findLast((clock) => clock.rule === rule)?.dueAt
  if (due === undefined) return declared(exchange, words.person)
  const time = exchange.texts.moment(due)
  return declared(exchange, words.person, { time, date: time })
}
