/** The history in sentences: who did what to which thing, when, and how it stood before and after. */
import { html } from 'hono/html'
import type { Described, HistoryRow, NamedObject } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { placeAddress } from '../public/place-address.ts'
import { changesOf, valueText } from './history-values.ts'

export { type Described, describe } from '../../obligations/index.ts'

/** Those to whom the history is open; row policies leave out others' drafts. */
export const HISTORY_READERS = ['secretariat', 'official', 'nhri'] as const

/** Entries one under the other, newest first. */
export function historyList(exchange: Exchange, described: Described): Html {
  return html`<ol class="ob-history">${described.rows.map((row) => entry(exchange, row, described))}</ol>`
}

function entry(exchange: Exchange, row: HistoryRow, described: Described): Html {
  const { t, moment, named } = exchange.texts
  const outcome =
    row.outcome === 'done'
      ? ''
      : html` <strong class="govuk-tag govuk-tag--red">${named(`history.outcome.${row.outcome}`)}</strong>`
  return html`<li><p class="govuk-body govuk-!-margin-bottom-1"><strong>${whoText(exchange, row)}</strong> ${deedText(exchange, row)}: ${objectLink(exchange, row, described)}${outcome}</p>${changes(exchange, row, described)}<p class="ob-code">${moment(row.at)} · ${t('history.step')}: ${named(`step.${row.action}`)}</p></li>`
}

/** A person by name; the system's own jobs by what they are. */
export function whoText({ texts }: Exchange, { actor, actor_name }: HistoryRow): string {
  if (actor_name !== null) return actor_name
  if (actor === 'public') return texts.t('history.public')
  return actor.startsWith('system:') ? texts.named(`system.${actor.slice(7)}`) : texts.t('history.somebody')
}

/** "added a measure", "changed the obligation": from what the row holds, whatever command wrote it. */
export function deedText({ texts }: Exchange, row: HistoryRow): string {
  const pairs = Object.values(row.details)
  const isChange = pairs.length > 0 && pairs.every((pair) => Array.isArray(pair) && pair.length === 2)
  const deed = !isChange
    ? 'did'
    : pairs.every((pair) => (pair as unknown[])[0] === null)
      ? 'added'
      : pairs.every((pair) => (pair as unknown[])[1] === null)
        ? 'removed'
        : 'changed'
  return texts.t(`history.${deed}`, {
    thing: texts.named(`thing.${row.object_kind}`),
    step: texts.named(`step.${row.action}`),
  })
}

/** The thing by its name, with a link where it has a page. */
function objectLink(exchange: Exchange, row: HistoryRow, { names }: Described): Html {
  const keys = row.object.split(' ')
  const parts = keys.map((key) => {
    const known = names.get(key)
    if (known === undefined) return /^[0-9a-f]{8}-/.test(key) ? exchange.texts.t('history.not-yours') : key
    const address = ADDRESSES[known.kind]?.(known)
    return address === undefined
      ? known.label
      : html`<a class="govuk-link" dir="auto" href="${address}">${known.label}</a>`
  })
  return html`${parts.map((part, index) => html`${index > 0 ? ' · ' : ''}${part}`)}`
}

/** The same without links, for the export. */
export function objectText(exchange: Exchange, row: HistoryRow, { names }: Described): string {
  return row.object
    .split(' ')
    .map((key) => names.get(key)?.label ?? (/^[0-9a-f]{8}-/.test(key) ? exchange.texts.t('history.not-yours') : key))
    .join(' · ')
}

const obligation = ({ key }: NamedObject) => `/obligations/${encodeURIComponent(key)}`
const paragraph = ({ key }: NamedObject) => {
  const [symbol = '', number = ''] = key.split('#')
  return placeAddress(symbol, number)
}

export const ADDRESSES: Readonly<Record<string, (named: NamedObject) => string>> = {
  obligation,
  assessment: obligation,
  validation: obligation,
  recommendation: paragraph,
  document: ({ key }) => `/documents/${encodeURIComponent(key)}`,
  measure: ({ key }) => `/measures/${key}`,
  evidence: ({ key }) => `/evidence/${key}`,
  indicator_value: ({ key }) => `/indicators/${key}`,
  deadline: ({ key }) => `/calendar#${key}`,
  report: ({ key }) => `/reports/${key}`,
}

const SHOWN = 6

/** What the fields were and are; what was added says only what it is. */
function changes(exchange: Exchange, row: HistoryRow, described: Described): Html | string {
  const all = changesOf(row.details)
  if (all.length === 0) return ''
  const { named, t } = exchange.texts
  const line = ({ field, before, after }: (typeof all)[number]) => {
    const now = valueText(exchange, field, after, described)
    const was = valueText(exchange, field, before, described)
    return html`<li>${named(`field.${field}`)}: ${before === null ? html`<span dir="auto">${now}</span>` : html`<del dir="auto">${was}</del> <span class="ob-arrow"><span class="govuk-visually-hidden">${t('move.to')}</span></span> <span dir="auto">${now}</span>`}</li>`
  }
  const rest = all.length - SHOWN
  return html`<ul class="ob-changes">${all.slice(0, SHOWN).map(line)}${rest > 0 ? html`<li>${t('history.more-fields', { n: rest })}</li>` : ''}</ul>`
}
