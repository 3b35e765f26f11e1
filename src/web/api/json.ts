/** JSON as it came: bytes that are UTF-8, and no name twice in one object. What two programs could read differently is read by neither. */
import { bare, NotReadable } from './problem.ts'

/** The body, read; nothing at all is an empty object. Refuses (NotReadable) what is no JSON, no UTF-8, or says one thing twice. */
export function readJson(bytes: ArrayBuffer): unknown {
  const text = textOf(bytes)
  if (text === '') return {}
  const read = parse(text)
  const pointer = namedTwice(text)
  if (pointer !== null) throw new NotReadable([{ ...bare('named-twice'), pointer }])
  return read
}

/** RFC 8259, 8.1. A byte that is damaged on its way would otherwise be kept as another character. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new NotReadable([{ ...bare('not-utf-8'), pointer: '' }])
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotReadable([{ ...bare('not-json'), pointer: '' }])
  }
}

/** A text, or a mark of structure; numbers, literals and spaces lie between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

interface Open {
  /** Null for an array. */
  readonly names: Set<string> | null
  at: string | number
}

/** Where an object names something a second time (RFC 8259, 4), as a JSON pointer; null where none does. `text` is JSON. */
function namedTwice(text: string): string | null {
  const open: Open[] = []
  let before = ''
  for (const [token] of text.matchAll(TOKEN)) {
    const inner = open.at(-1)
    if (token === '{') open.push({ names: new Set(), at: '' })
    else if (token === '[') open.push({ names: null, at: 0 })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && typeof inner?.at === 'number') inner.at += 1
    else if (inner?.names && token.startsWith('"') && (before === '{' || before === ',')) {
      inner.at = String(JSON.parse(token))
      if (inner.names.has(inner.at)) return pointerTo(open)
      inner.names.add(inner.at)
    }
    before = token
  }
  return null
}

/** RFC 6901. */
function pointerTo(open: readonly Open[]): string {
  return open.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
