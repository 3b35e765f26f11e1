/** A correction as people read it: each fact as it was and as it is from then on, and why. The same for officers and for the person. */
import { html } from 'hono/html'
import type { CaseView, Facts, SeenEvent } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { wordsFor } from './declared-text.ts'
import { isTyped } from './fact-fields.ts'
import { shownFact } from './fact-value.ts'
import { isFile, type ShownFiles } from './file-fact.ts'

/** The facts of the case that its reader may correct on a page, in the order of the declaration. */
export function correctableHere({ procedure, correctable }: CaseView): readonly string[] {
  return Object.keys(procedure.facts).filter(
    (name) => correctable.includes(name) && (isTyped(procedure.facts[name]) || isFile(procedure.facts[name])),
  )
}

/** What was corrected, with both values; nothing for any other event. */
export function correctedFacts(
  exchange: Exchange,
  { procedure, timeline }: Pick<CaseView, 'procedure' | 'timeline'>,
  event: SeenEvent,
  files?: ShownFiles,
): Html | string {
  if (event.kind !== 'correct') return ''
  const { t } = exchange.texts
  const words = wordsFor(exchange, procedure.name)
  const was = factsBefore(timeline, event.no)
  const shown = (name: string, value: Facts[string] | undefined) =>
    value === undefined ? t('correction.unknown') : shownFact(exchange, procedure, name, value, files)
  const rows = Object.entries(event.facts).map(
    ([name, value]) =>
      [
        declared(exchange, words.facts[name]?.label ?? name),
        html`${t('correction.was')} ${shown(name, was[name])}<br>${t('correction.now')} <strong>${shown(name, value)}</strong>`,
      ] as const,
  )
  const why =
    event.reasons === null
      ? []
      : [[t('correction.reason'), html`<span class="ob-lines" dir="auto">${event.reasons}</span>`] as const]
  return summaryList([...rows, ...why])
}

/** What the reader sees to have stood before the event. */
function factsBefore(timeline: CaseView['timeline'], no: number): Facts {
  return Object.assign({}, ...timeline.filter((event) => event.no < no).map(({ facts }) => facts))
}
