/** Reads the meaning of one record: a row that can be taken in, with its doubts, or the reason why it cannot. */
import { dayOf, foldSpaces, lineOf, textOf, valuesOf, withoutTail } from './cell-values.ts'
import type { AnnotationType, DoubtCode, IndexDoubt, IndexRow, RefusedRow, UprFacts } from './index-row.ts'
import { isLooseItem, parseNumbered } from './paragraph-number.ts'
import type { IndexRecord } from './record.ts'
import { joinSplitWords } from './split-words.ts'
import { bodyInSymbol, bodyOf, stateInSymbol, stateOf } from './who.ts'

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type Doubtful = (code: DoubtCode, detail: string) => void

/** The row, or its refusal. `words` are those of the whole export: see `split-words.ts`. */
export function readRow(record: IndexRecord, words: ReadonlyMap<string, number>): IndexRow | RefusedRow {
  const { row, cells } = record
  const refuse = (reason: RefusedRow['reason'], detail = ''): RefusedRow => ({ row, reason, detail })
  if (Object.values(cells).every((cell) => lineOf(cell) === '')) return refuse('empty')
  const text = textOf(cells.text)
  if (text === '') return refuse('no-text', lineOf(cells.id))
  if (isFurniture(text)) return refuse('no-content', foldSpaces(text))

  const doubts: IndexDoubt[] = []
  const doubt: Doubtful = (code, detail) => doubts.push({ code, detail })
  const { symbol, paragraph: ofSymbol } = readSymbol(record, doubt)
  if (symbol === '') return refuse('no-symbol', foldSpaces(text).slice(0, 80))
  const states = readStates(record, symbol, doubt)
  if (states.length === 0) return refuse('no-state', lineOf(cells.countries) || symbol)

  const mended = joinSplitWords(text, words)
  if (mended.joined.length > 0) doubt('words-joined', mended.joined.join(', '))
  const numbered = parseNumbered(mended.text)
  if (numbered.paragraph === null && isLooseItem(numbered.text))
    doubt('item-without-paragraph', numbered.text.slice(0, 4))
  const body = readBody(record, symbol, doubt)
  return {
    row,
    annotationId: readId(record, doubt),
    symbol,
    body,
    states,
    paragraph: ofSymbol ?? numbered.paragraph,
    heading: numbered.heading,
    text: numbered.text,
    themes: valuesOf(cells.themes),
    peopleConcerned: valuesOf(cells.people),
    ...readGoals(record),
    publishedOn: readDate(record, doubt),
    type: readType(record, doubt),
    upr: readUpr(record, body, doubt),
    doubts,
  }
}

/** Page furniture that the Index took for a paragraph: "Annex", "1", "II.", a row of dashes. */
function isFurniture(text: string): boolean {
  const plain = withoutTail(foldSpaces(text), ' .:*–—-')
  return (
    !/\p{L}/u.test(plain) || /^(?:annex(?:es)?|appendix)(?:\s+(?:[ivx]+|\d+|[a-z]))?$|^[ivxlc]+$|^[a-z]$/i.test(plain)
  )
}

function readId({ cells }: IndexRecord, doubt: Doubtful): string | null {
  const id = lineOf(cells.id).replace(/^\{|\}$/g, '')
  if (UUID.test(id)) return id.toLowerCase()
  doubt('no-annotation-id', id)
  return null
}

function readSymbol({ cells }: IndexRecord, doubt: Doubtful): { symbol: string; paragraph: string | null } {
  const [first = '', ...more] = valuesOf(cells.symbol)
  if (more.length > 0) doubt('several-symbols', [first, ...more].join(', '))
  const parted = /^(\S+)\s*[-–—,]?\s*paras?(?:graph)?\.?\s*(\d{1,3}(?:\.\d{1,3})?(?:\s*\([a-z]+\))*)$/i.exec(first)
  const symbol = withoutTail((parted?.[1] ?? first).replace(/ ?\/ ?/g, '/'), ' ,;–—-')
  return { symbol, paragraph: parted?.[2]?.replace(/\s+/g, '') ?? null }
}

function readStates({ cells }: IndexRecord, symbol: string, doubt: Doubtful): string[] {
  const states = new Set<string>()
  for (const label of valuesOf(cells.countries)) {
    const state = stateOf(label)
    if (state === null) doubt('unknown-state', label)
    else states.add(state)
  }
  const ofSymbol = stateInSymbol(symbol)
  if (ofSymbol !== null && states.size === 0) {
    doubt('state-from-symbol', ofSymbol)
    return [ofSymbol]
  }
  if (ofSymbol !== null && !states.has(ofSymbol)) doubt('state-differs-from-symbol', ofSymbol)
  return [...states]
}

function readBody({ cells }: IndexRecord, symbol: string, doubt: Doubtful): string | null {
  const printed = lineOf(cells.body)
  const body = bodyOf(printed)
  const ofSymbol = bodyInSymbol(symbol)
  if (body === null && ofSymbol !== null) doubt('body-from-symbol', ofSymbol)
  if (body !== null && ofSymbol !== null && body !== ofSymbol) doubt('body-differs-from-symbol', printed)
  return body ?? ofSymbol
}

function readGoals({ cells }: IndexRecord): Pick<IndexRow, 'sdgTargets' | 'sdgGoals'> {
  const labels = valuesOf(cells.sdgs)
  const targets = labels.flatMap(
    (label) => /(?<![\d.])(\d{1,2}\.(?:\d{1,2}|[a-d]))(?![\d.])/i.exec(label)?.[1]?.toLowerCase() ?? [],
  )
  const goals = labels.flatMap((label) => {
    if (targets.some((target) => label.toLowerCase().includes(target))) return []
    return /^(?:SDG|GOAL)?\s*(\d{1,2})(?!\d)/i.exec(label)?.[1] ?? []
  })
  return { sdgTargets: [...new Set(targets)], sdgGoals: [...new Set(goals.map((goal) => String(Number(goal))))] }
}

function readDate({ cells }: IndexRecord, doubt: Doubtful): string | null {
  const { day, doubtful } = dayOf(cells.published)
  const printed = lineOf(cells.published)
  if (day === null && printed !== '') doubt('date-unreadable', printed)
  if (doubtful) doubt('date-near-midnight', printed)
  return day
}

const TYPES: readonly (readonly [RegExp, AnnotationType])[] = [
  [/recommendation/i, 'recommendation'],
  [/concern|observation/i, 'concern'],
  [/positive/i, 'positive'],
  [/pledge|commitment/i, 'pledge'],
]

function readType({ cells }: IndexRecord, doubt: Doubtful): AnnotationType | null {
  const label = lineOf(cells.type)
  if (label === '') doubt('type-missing', '')
  else if (UUID.test(label)) doubt('type-is-identifier', label)
  else {
    const type = TYPES.find(([name]) => name.test(label))?.[1]
    if (type !== undefined) return type
    doubt('type-unknown', label)
  }
  return null
}

function readUpr({ cells }: IndexRecord, body: string | null, doubt: Doubtful): UprFacts | null {
  const labels = valuesOf(cells.uprStates)
  const position = lineOf(cells.uprPosition)
  const session = lineOf(cells.uprSession)
  if (body !== 'UPR' && labels.length === 0 && position === '' && session === '') return null
  const recommendingStates = labels.flatMap((label) => {
    const state = stateOf(label)
    if (state === null) doubt('unknown-state', label)
    return state ?? []
  })
  return {
    recommendingStates: [...new Set(recommendingStates)],
    position: positionOf(position, doubt),
    session: session || null,
  }
}

function positionOf(label: string, doubt: Doubtful): UprFacts['position'] {
  if (label === '') return null
  const [supported, noted] = [/support|accept/i.test(label), /noted|reject|not (?:accept|support)/i.test(label)]
  if (/part/i.test(label) || (/support/i.test(label) && /noted/i.test(label))) return 'in-part'
  if (noted) return 'noted'
  if (supported) return 'supported'
  doubt('position-unknown', label)
  return null
}
