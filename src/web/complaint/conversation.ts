/** What was said, by whom and on which day: no hour, so that nobody learns from it when somebody was at a telephone. */
import { html } from 'hono/html'
import type { CaseView } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { isSealed, openText } from './channel/index.ts'

/** Steps with words, and the fact in which they are. */
const SAID: Readonly<Record<string, string>> = {
  open: 'story',
  write: 'message',
  sendFile: 'message',
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
  readonly event: number
  readonly on: Temporal.PlainDate
  readonly text: string | null
  /** The id of a file that came with it. */
  readonly file: string | null
}

export interface SaidFile extends Pick<Said, 'by' | 'event'> {
  readonly id: string
}

function saidIn(exchange: Exchange, { timeline }: CaseView): readonly Said[] {
  return timeline.flatMap(({ no, step, facts, actor, recordedAt }) => {
    const [text, file] = [textOr(facts[SAID[step] ?? '']), textOr(facts.storyFile)]
    if (text === null && file === null) return []
    const on = recordedAt.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate()
    const by = actor.role === 'person' ? ('you' as const) : ('ombudsperson' as const)
    return [{ by, event: no, on, text, file }]
  })
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : null)

/** The words of both sides; sealed ones opened with the key where the server has it for this request. */
export async function conversation(exchange: Exchange, view: CaseView, reading: Reading): Promise<Html> {
  const { t, day } = exchange.texts
  const all = saidIn(exchange, view)
  const shown = all.slice(Math.max(0, all.length - SHOWN * (reading.part + 1)), all.length - SHOWN * reading.part)
  const earlier = all.length - SHOWN * (reading.part + 1)
  const items = await Promise.all(
    shown.map(
      async ({ by, event, on, text, file }) =>
        html`<li class="ob-paper"><h3 class="govuk-heading-s">${t(`complaint.by.${reading.as === by ? 'you' : by === 'you' ? 'person' : 'ombudsperson'}`)}, ${day(on.toString())}</h3>${text === null ? '' : await wordsShown(exchange, text, reading.identity)}${file === null ? '' : reading.file({ by, event, id: file })}</li>`,
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
  /** How a file is shown and given out. */
  readonly file: (file: SaidFile) => Html
}

async function wordsShown({ texts }: Exchange, text: string, identity: string | null): Promise<Html> {
  const opened = isSealed(text) ? (identity === null ? null : await openText(text, identity)) : text
  if (opened !== null) return html`<p class="govuk-body ob-lines" dir="auto">${opened}</p>`
  return html`<p class="govuk-body" data-shut>${texts.t('complaint.shut')}</p><pre hidden data-sealed="govuk-body ob-lines">${text}</pre>`
}
