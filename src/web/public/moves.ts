/** What moved, from which state to which, when and why: as a list for the overview, and as words for other pages. */
import { html } from 'hono/html'
import type { Cause, Move } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag, table } from '../parts/list.ts'

export function movesTable(exchange: Exchange, caption: string, moves: readonly Move[]): Html {
  const { t } = exchange.texts
  return table(
    caption,
    [
      { heading: t('obligation.obligation') },
      { heading: t('move.from-to') },
      { heading: t('move.why') },
      { heading: t('move.when') },
    ],
    moves.map((move) => [
      html`<a class="govuk-link" href="/obligations/${encodeURIComponent(move.code)}">${move.summary}</a>`,
      fromTo(exchange, move),
      whyText(exchange, move),
      exchange.texts.day(dayOf(exchange, move.at)),
    ]),
  )
}

/** Two tags with an arrow that turns around with the script. */
export function fromTo(exchange: Exchange, move: Pick<Move, 'before' | 'after'>): Html {
  return html`${stateTag(exchange, move.before)} <span class="ob-arrow"><span class="govuk-visually-hidden">${exchange.texts.t('move.to')}</span></span> ${stateTag(exchange, move.after)}`
}

/** Why it moved. What was validated and stands reopened all the same lacked what completion needs. */
export function whyText(exchange: Exchange, { after, cause }: Pick<Move, 'after' | 'cause'>): Html | string {
  if (after === 'reopened' && cause?.kind === 'validation') return exchange.texts.t('cause.validated-not-earned')
  return causeText(exchange, cause)
}

/** The cause in words; of one that the reader may not see, what kind of thing it was. */
function causeText(exchange: Exchange, cause: Cause | null): Html | string {
  const { t, named, number } = exchange.texts
  if (cause === null) return t('cause.unknown')
  if (!cause.seen) return named(`cause.unseen.${cause.kind}`)
  switch (cause.kind) {
    case 'indicator_value':
      return html`<a class="govuk-link" href="/indicators/${cause.indicator}">${cause.indicator}</a>: ${
        cause.withdrawn_on !== null
          ? t('cause.withdrawn', { period: cause.period, day: exchange.texts.day(cause.withdrawn_on) })
          : cause.value === null
            ? t('cause.no-cases', { period: cause.period })
            : t(cause.target === null ? 'cause.value' : 'cause.value-of-target', {
                period: cause.period,
                value: number(cause.value),
                target: cause.target === null ? '' : number(cause.target),
                unit: named(`indicator.unit.${cause.unit}`),
              })
      }`
    case 'indicator':
      return html`<a class="govuk-link" href="/indicators/${cause.indicator}">${cause.indicator}</a>: ${t('cause.target', { target: cause.target === null ? '–' : number(cause.target) })}`
    case 'assessment':
      return t('cause.grade', { assessor: named(`assessor.${cause.assessor}`), grade: named(`grade.${cause.grade}`) })
    case 'validation':
      return named(`cause.answer.${cause.answer ?? 'none'}`)
    case 'evidence':
      return t('cause.evidence', { title: cause.title })
    case 'decision':
      return t('cause.decision', { decision: named(`decision.${cause.decision}`), by: cause.decided_by })
    case 'recommendation':
      return t('cause.recommendation', { address: cause.address ?? '' })
    default:
      return cause satisfies never
  }
}

export function dayOf(exchange: Exchange, at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate().toString()
}
