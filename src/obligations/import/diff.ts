/**
 * What a corrected document changes in the one that is saved: a line for each paragraph, item and field, to be
 * accepted one by one. Pure; `merge.ts` makes the document that results.
 */
import { diffWordsWithSpace } from 'diff'
import type { UnDocument } from '../../documents/index.ts'
import { alignDocuments, alignItems, type Entry, type ItemPart, type ParagraphPart, wholeText } from './align.ts'

export interface DiffLine {
  /** The same for the same two documents: what a form sends back for "accepted". */
  readonly id: string
  readonly of: 'paragraph' | 'item' | 'field'
  readonly change: 'added' | 'removed' | 'changed' | 'moved'
  /** Address before and after, or the field's name; null where there is none. */
  readonly before: string | null
  readonly after: string | null
  /** What differs: "text", "kind", "asks", "cites"… */
  readonly aspects: readonly string[]
  /** Whether it asks the State for something. */
  readonly asked: boolean
  readonly asks: boolean
  readonly words: readonly WordChange[]
}

export interface WordChange {
  readonly is: 'same' | 'added' | 'removed'
  readonly text: string
}

/** The lines in the order of the documents; none where nothing has changed. */
export function diffDocuments(before: UnDocument, after: UnDocument): readonly DiffLine[] {
  const paragraphs = alignDocuments(before, after).flatMap((entry) => [
    ...(entry.place === 'old' ? [] : paragraphLine(entry)),
    ...(entry.place === 'old' || entry.before === null || entry.after === null
      ? [] // the items of a paragraph that comes or goes whole come or go with it
      : alignItems(entry.before, entry.after).flatMap((item) => (item.place === 'old' ? [] : itemLine(item)))),
  ])
  return [...fieldsThatDiffer(before, after).map((field) => fieldLine(field, before, after)), ...paragraphs]
}

/** Id of the line that a paragraph's entry has, if it has one. */
export function paragraphLineId({ before, after }: Entry<ParagraphPart>): string {
  return `paragraph:${before?.address ?? ''}>${after?.address ?? ''}`
}

/** Id of the line that an item's entry has, if it has one. */
export function itemLineId({ before, after }: Entry<ItemPart>): string {
  return `item:${before?.id ?? ''}>${after?.id ?? ''}`
}

export function fieldLineId(field: string): string {
  return `field:${field}`
}

/** Everything but the paragraphs and what they ask, by name. */
export function fieldsThatDiffer(before: UnDocument, after: UnDocument): (keyof UnDocument)[] {
  const fields = Object.keys(after) as (keyof UnDocument)[] // a parsed model holds its own keys only
  return fields.filter(
    (field) => field !== 'paragraphs' && field !== 'recommendations' && !alike(before[field], after[field]),
  )
}

function paragraphLine(entry: Entry<ParagraphPart>): DiffLine[] {
  const { before, after } = entry
  if (before === null || after === null) {
    const whole = (part: ParagraphPart | null) => (part === null ? '' : wholeText(part).text)
    const asking = (part: ParagraphPart | null) =>
      part !== null && [part, ...part.items].some(({ asks }) => asks !== null)
    return [
      line(entry, paragraphLineId(entry), 'paragraph', {
        aspects: [],
        addresses: [before?.address ?? null, after?.address ?? null],
        texts: [whole(before), whole(after)],
        asking: [asking(before), asking(after)],
      }),
    ]
  }
  const parts = Object.keys(after.head) as (keyof ParagraphPart['head'])[] // a parsed model holds its own keys only
  const aspects = [
    ...parts.filter((part) => !alike(before.head[part], after.head[part])),
    ...(before.asks === after.asks ? [] : ['asks']),
    ...(entry.place === 'both' ? [] : ['order']),
  ]
  if (aspects.length === 0) return []
  return [
    line(entry, paragraphLineId(entry), 'paragraph', {
      aspects,
      addresses: [before.address, after.address],
      texts: [before.text, after.text],
      asking: [before.asks !== null, after.asks !== null],
    }),
  ]
}

function itemLine(entry: Entry<ItemPart>): DiffLine[] {
  const { before, after } = entry
  const aspects =
    before === null || after === null
      ? []
      : [
          ...(before.address === after.address ? [] : ['number']),
          ...(before.text === after.text ? [] : ['text']),
          ...(before.asks === after.asks ? [] : ['asks']),
          ...(entry.place === 'both' ? [] : ['order']),
        ]
  if (before !== null && after !== null && aspects.length === 0) return []
  return [
    line(entry, itemLineId(entry), 'item', {
      aspects,
      addresses: [before?.id ?? null, after?.id ?? null],
      texts: [before?.text ?? '', after?.text ?? ''],
      asking: [typeof before?.asks === 'string', typeof after?.asks === 'string'],
    }),
  ]
}

interface Sides {
  readonly aspects: readonly string[]
  readonly addresses: readonly [string | null, string | null]
  readonly texts: readonly [string, string]
  readonly asking: readonly [boolean, boolean]
}

function line(entry: Entry<unknown>, id: string, of: 'paragraph' | 'item', sides: Sides): DiffLine {
  const moved = sides.aspects.includes('number') || sides.aspects.includes('order')
  return {
    id,
    of,
    change: entry.before === null ? 'added' : entry.after === null ? 'removed' : moved ? 'moved' : 'changed',
    before: sides.addresses[0],
    after: sides.addresses[1],
    aspects: sides.aspects,
    asked: sides.asking[0],
    asks: sides.asking[1],
    words: wordChanges(...sides.texts),
  }
}

function fieldLine(field: keyof UnDocument, before: UnDocument, after: UnDocument): DiffLine {
  const words = wordChanges(inWords(before[field]), inWords(after[field]))
  return {
    id: fieldLineId(field),
    of: 'field',
    change: 'changed',
    before: field,
    after: field,
    aspects: [field],
    asked: false,
    asks: false,
    words,
  }
}

/** A value as a person reads it: "4: No rule tells the kind" and not its notation; one entry a line. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(inWords).join(value.some(isRecord) ? '\n' : ', ')
  if (!isRecord(value)) return String(value)
  return Object.values(value)
    .map(inWords)
    .filter((part) => part !== '')
    .join(': ')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wordChanges(before: string, after: string): WordChange[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

function alike(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second)
}
