/** Times that the State owes, and those of the person, as lines that count: how long is left, or since when it is over. */
import { html } from 'hono/html'
import { LANGUAGE, type Procedure } from '../../procedures/index.ts'
import { type CaseView, isNational, type SeenClock } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import type { Texts } from '../texts.ts'
import { codeName } from './choices.ts'
import { wordsFor } from './declared-text.ts'

/** Clocks that run, those whose time has gone by too, the soonest first. */
export function openClocks(clocks: readonly SeenClock[]): readonly SeenClock[] {
  return clocks
    .filter(({ stoppedAt }) => stoppedAt === null)
    .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
}

export interface ClockReader {
  readonly procedure: Procedure
  readonly now: Temporal.Instant
  readonly reader: 'officer' | 'person'
  /** Facts of the case: the language in which something is to be said. */
  readonly facts: CaseView['facts']
}

/** A list of clocks in the words of their safeguards. */
export function clockList(exchange: Exchange, clocks: readonly SeenClock[], on: ClockReader): Html {
  return html`<ul class="govuk-list govuk-list--spaced">${clocks.map((clock) => html`<li>${clockLine(exchange, clock, on)}</li>`)}</ul>`
}

function clockLine(exchange: Exchange, clock: SeenClock, { procedure, now, reader, facts }: ClockReader): Html {
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name).safeguards[clock.rule.split('.')[0] ?? '']
  const due = texts.moment(clock.dueAt)
  const said = reader === 'person' ? (words?.person ?? words?.officer) : words?.officer
  const late = Temporal.Instant.compare(clock.dueAt, now) <= 0
  const recorded = clock.mode === 'record'
  const mode =
    recorded && reader === 'officer'
      ? html` <strong class="govuk-tag govuk-tag--grey">${texts.t('cases.recorded')}</strong>`
      : ''
  const lag = recorded && reader === 'person' ? html`<br>${texts.t('cases.recorded-person')}` : ''
  const national = isNational(clock.rule) ? html`<br>${texts.t('cases.national-limit')}` : ''
  return html`<strong${late && clock.kind === 'protective' ? html` class="ob-late"` : ''}>${leftOrOver(texts, now, clock.dueAt)}</strong> · ${declared(exchange, words?.title ?? clock.rule)}${mode}<br>${declared(exchange, said ?? '', { time: due, date: due, language: spoken(exchange, procedure, facts) })}${/\{\$(time|date)\b/.test(said ?? '') ? '' : html` <span class="govuk-hint govuk-!-display-inline">${texts.t('cases.due', { due })}</span>`}${lag}${national}`
}

/** The person’s language by name; where nobody asked yet, that it is theirs. */
function spoken(exchange: Exchange, procedure: Procedure, { language }: CaseView['facts']): string {
  const { texts } = exchange
  if (typeof language !== 'string' || language === 'unknown' || language === 'other')
    return texts.t('cases.own-language')
  return codeName(exchange, procedure, LANGUAGE, language)
}

/** "9 h 20 min left", "over for 2 h 5 min"; from two days on, in days. */
export function leftOrOver(texts: Texts, now: Temporal.Instant, due: Temporal.Instant): string {
  const minutes = Math.round((due.epochMilliseconds - now.epochMilliseconds) / 60_000)
  const span = spanOf(texts, Math.abs(minutes))
  return texts.t(minutes > 0 ? 'cases.left' : 'cases.over', { span })
}

function spanOf(texts: Texts, minutes: number): string {
  if (minutes >= 48 * 60) return texts.t('cases.days', { days: Math.floor(minutes / 1440) })
  return texts.t('cases.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
