/** What was said, by whom and on which day: no hour, so that nobody learns from it when somebody was at a telephone. */
import { html } from 'hono/html'
import type { CaseView } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { isSealed, openText } from './channel/index.ts'

/** Steps with words, and the fact in which they are. */
const SAID: Readonly<Record<string, string>> = {
  open: 'story',
  write: 'message',
  writeBack: 'message',
  answerPerson: 'firstAnswer',
  tellReprisal: 'reprisalTold',
  tellOwnView: 'ownView',
  reopen: 'newFacts',
  find: 'findingReasons',
  recommend: 'recommendation',
  extendTime: 'extensionReason',
}

/** Sealed texts are some kilobytes each, and a page must stay light: so many are shown, the others on the page before. */
const SHOWN = 10

interface Said {
  readonly by: 'you' | 'ombudsperson'
  readonly step: string
  readonly on: Temporal.PlainDate
  readonly text: string
}

function saidIn(exchange: Exchange, { timeline }: CaseView): readonly Said[] {
  return timeline.flatMap(({ step, facts, actor, recordedAt }) => {
    const text = facts[SAID[step] ?? '']
    if (typeof text !== 'string') return []
    const on = recordedAt.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate()
    return [{ by: actor.role === 'person' ? ('you' as const) : ('ombudsperson' as const), step, on, text }]
  })
}

/** The words of both sides; sealed ones opened with the key where the server has it for this request. */
export async function conversation(exchange: Exchange, view: CaseView, reading: Reading): Promise<Html> {
  const { t, day } = exchange.texts
  const all = saidIn(exchange, view)
  const shown = all.slice(Math.max(0, all.length - SHOWN * (reading.part + 1)), all.length - SHOWN * reading.part)
  const earlier = all.length - SHOWN * (reading.part + 1)
  const items = await Promise.all(
    shown.map(
      async ({ by, on, text }) =>
        html`<li class="ob-paper"><h3 class="govuk-heading-s">${t(`complaint.by.${reading.as === by ? 'you' : by === 'you' ? 'person' : 'ombudsperson'}`)}, ${day(on.toString())}</h3>${await wordsShown(exchange, text, reading.identity)}</li>`,
    ),
  )
  return html`${earlier > 0 ? reading.earlier : ''}<ol class="govuk-list">${items}</ol>`
}

export interface Reading {
  readonly as: 'you' | 'ombudsperson'
  /** "AGE-SECRET-KEY-1…", where texts are to be opened here. */
  readonly identity: string | null
  /** 0 for the latest. */
  readonly part: number
  /** What leads to the part before. */
  readonly earlier: Html | string
}

async function wordsShown({ texts }: Exchange, text: string, identity: string | null): Promise<Html> {
  const opened = isSealed(text) ? (identity === null ? null : await openText(text, identity)) : text
  if (opened !== null) return html`<p class="govuk-body ob-lines" dir="auto">${opened}</p>`
  return html`<p class="govuk-body" data-shut>${texts.t('complaint.shut')}</p><pre hidden data-sealed="govuk-body ob-lines">${text}</pre>`
}
