/** Values of changed fields in words that a person understands: names for ids, days for dates, words for codes. */
import type { Described } from '../../obligations/index.ts'
import type { Exchange } from '../exchange.ts'

/** Fields that say nothing to a reader: keys, counters, what every row has. */
const UNSAID = new Set([
  'id',
  'version',
  'position',
  'obligation',
  'recommendation',
  'measure',
  'account',
  'created_at',
  'entered_at',
  'saved_at',
  'opened_at',
  'moved_at',
  'claimed_at',
  'answered_at',
  'given_at',
  'demonstration',
  'code',
  'superseded_by',
  'source_sha256',
  'computed_from',
  'content',
  'contribution',
  'round',
])

export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** The changes worth telling. A field that was empty and stays empty is none. */
export function changesOf(details: Readonly<Record<string, unknown>>): readonly Change[] {
  return Object.entries(details).flatMap(([field, pair]) => {
    if (UNSAID.has(field) || !Array.isArray(pair) || pair.length !== 2) return []
    const [before, after]: unknown[] = pair
    return isEmpty(before) && isEmpty(after) ? [] : [{ field, before, after }]
  })
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}

const CODED: Readonly<Record<string, string>> = {
  state: 'state',
  decision: 'decision',
  grade: 'grade',
  answer: 'claim',
  part: 'part',
  post: 'post',
  assessor: 'assessor',
  unit: 'indicator.unit',
  class: 'indicator.class',
  direction: 'indicator.direction',
  provenance: 'indicator.provenance',
  urgency: 'urgency',
  role: 'role',
  kind: 'kind-of-act',
  taken_up: 'taken-up',
}

const LONGEST = 160

/** One value; "nothing" is a dash. */
export function valueText(exchange: Exchange, field: string, value: unknown, { names }: Described): string {
  const { t, named, day, moment } = exchange.texts
  if (isEmpty(value)) return '–'
  if (value === true) return t('history.yes')
  if (Array.isArray(value)) return value.map((one) => valueText(exchange, field, one, { rows: [], names })).join(', ')
  if (typeof value === 'object')
    return cut(
      Object.entries(value ?? {})
        .map(([key, inner]) => `${key}: ${inner}`)
        .join(', '),
    )
  const text = String(value)
  if (field === 'audience') return named(`audience.${text.split(':')[0]}`)
  if (text.startsWith('system:')) return named(`system.${text.slice(7)}`)
  const coded = CODED[field]
  if (coded !== undefined && /^[A-Za-z-]{1,40}$/.test(text)) return named(`${coded}.${text}`)
  if (field === 'themes') return named(`theme.${text}`)
  if (field === 'people_concerned') return named(`people.${text}`)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text)
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return moment(Temporal.Instant.from(text))
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) return names.get(text)?.label ?? t('history.not-yours')
  return cut(text)
}

/** In whole letters. */
const TOO_LONG = new RegExp(`^.{${LONGEST}}(?=.)`, 'su')

function cut(text: string): string {
  const beginning = TOO_LONG.exec(text)?.[0]
  return beginning === undefined ? text : `${beginning}…`
}
