/** Times that the State owes, and those of the person, as lines that count: how long is left, or since when it is over. */
import { html, raw } from 'hono/html'
import { LANGUAGE, type Procedure } from '../../procedures/index.ts'
import { type CaseView, isNational, type SeenClock } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import type { Texts } from '../texts.ts'
import { codeName } from './choices.ts'
import { declaredText, wordsFor } from './declared-text.ts'

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
  /** On paper no time counts: each line leads with the moment at which it ends, or has ended. */
  readonly onPaper?: true
}

/** A list of clocks in the words of their safeguards. Two that say the same to their reader are one line. */
export function clockList(exchange: Exchange, clocks: readonly SeenClock[], on: ClockReader): Html {
  const lines = new Set(clocks.map((clock) => clockLine(exchange, clock, on).toString()))
  return html`<ul class="govuk-list govuk-list--spaced">${[...lines].map((line) => html`<li>${raw(line)}</li>`)}</ul>`
}

function clockLine(
  exchange: Exchange,
  clock: SeenClock,
  { procedure, now, reader, facts, onPaper }: ClockReader,
): Html {
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
  const ends = reader === 'officer' ? endedBy(exchange, procedure, clock.rule) : ''
  const onSheet = late ? texts.t('cases.over-at', { due }) : due
  const lead = onPaper === undefined ? leftOrOver(texts, now, clock.dueAt) : onSheet
  const isSaid = onPaper !== undefined || /\{\$(time|date)\b/.test(said ?? '')
  return html`<strong${late && clock.kind === 'protective' ? html` class="ob-late"` : ''}>${lead}</strong> · ${declared(exchange, words?.title ?? clock.rule)}${mode}<br>${declared(exchange, said ?? '', { time: due, date: due, language: spoken(exchange, procedure, facts) })}${isSaid ? '' : html` <span class="govuk-hint govuk-!-display-inline">${texts.t('cases.due', { due })}</span>`}${ends}${lag}${national}`
}

/** By which steps an officer ends the time, where steps do: two times of one safeguard are told apart by them. */
function endedBy(exchange: Exchange, procedure: Procedure, clock: string): Html | string {
  const [safeguard = '', name = ''] = clock.split('.')
  const rule = procedure.safeguards[safeguard]?.rules[name]
  if (rule?.kind !== 'within' || rule.until.at !== 'taking') return ''
  const words = wordsFor(exchange, procedure.name).steps
  const steps = rule.until.steps.map((step) => declaredText(words[step]?.button ?? step))
  return html`<br><span class="govuk-hint govuk-!-display-inline">${exchange.texts.t('cases.ends-with', { steps: steps.join('; ') })}</span>`
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
