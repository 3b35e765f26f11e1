/** From what was typed into the form of a piece, or into the document's own, to the correction that it means. */
import { Address, type UnDocument } from '../../documents/index.ts'
import { Correction } from '../../obligations/import/index.ts'
import { Invalid } from '../../store/index.ts'
import { valuesOf } from './document-facts.ts'

/** A form's fields by name. */
export type Typed = Readonly<Record<string, string>>

/** The fields of a form as text, with plain line ends. */
export function typedFields(fields: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]))
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** What the form means. Refuses with a sentence what is left out or cannot be. */
export function correctionOf(model: UnDocument, typed: Typed): Correction {
  const { is, at = '', starts, ...rest } = typed
  const emptied = is === 'heading' || is === 'section' ? { [is]: rest[is] === '' ? null : rest[is] } : rest
  const position = is === 'split' ? { position: positionOf(model, at, starts ?? '') } : {}
  for (const field of [rest.to, rest.into])
    if (field !== undefined && !Address.safeParse(field).success)
      throw new Invalid([{ field: 'to', rule: 'not-an-address', data: { address: field } }])
  const parsed = Correction.safeParse({ is, at, ...emptied, ...position })
  if (!parsed.success) throw new Invalid([{ field: 'is', rule: 'correction-unclear' }])
  return parsed.data
}

function positionOf(model: UnDocument, at: string, starts: string): number {
  const text = model.paragraphs.find(({ number }) => number === at)?.text ?? itemText(model, at)
  const position = starts === '' ? -1 : text.indexOf(starts)
  if (position <= 0 || text.indexOf(starts, position + 1) > 0)
    throw new Invalid([{ field: 'starts', rule: 'starts-not-once' }])
  return position
}

/** The words of an item; none where there is no such item. */
export function itemText({ paragraphs }: UnDocument, at: string): string {
  return paragraphs.flatMap(({ items }) => items).find(({ id }) => id === at)?.text ?? ''
}

const MAY_BE_EMPTIED = ['adoptedOn', 'followUpDueOn', 'nextReportDueOn']

/** What was changed in the document's own form, and nothing else; null where nothing was. */
export function factsChanged(model: UnDocument, typed: Readonly<Record<string, unknown>>): Correction | null {
  const changes = Object.entries(valuesOf(model)).flatMap(([field, before]): [string, unknown][] => {
    const after = typeof typed[field] === 'string' ? typed[field].trim() : before
    if (after === before) return []
    if (field === 'followUpParagraphs') return [[field, after.split(/[\s,;]+/).filter((part) => part !== '')]]
    return after === '' ? (MAY_BE_EMPTIED.includes(field) ? [[field, null]] : []) : [[field, upper(field, after)]]
  })
  // Checked by the correction's own schema, which refuses what it does not know.
  return changes.length === 0 ? null : ({ is: 'document', ...Object.fromEntries(changes) } as Correction)
}

function upper(field: string, value: string): string {
  return field === 'state' ? value.toUpperCase() : value
}
