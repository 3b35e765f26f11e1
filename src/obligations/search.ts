/**
 * Search over everything that the reader may see, in five languages. People join words with AND, OR and NOT in
 * capitals in their own language, quote phrases, and leave words out with a minus; PostgreSQL knows the plurals.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../store/index.ts'

/** Kinds of things that are found; with `object` they make an address: see the table of kinds in the web's search page. */
export const SEARCH_KINDS = [
  'obligation',
  'recommendation',
  'document',
  'paragraph',
  'measure',
  'indicator',
  'evidence',
  'assessment',
  'institution',
  'deadline',
  'report',
  'consultation_round',
  'contribution',
] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export const Search = z.object({
  text: z.string().trim().max(400),
  kinds: z.array(z.enum(SEARCH_KINDS)).default([]),
  limit: z.int().min(1).max(100).default(20),
  offset: z.int().min(0).max(10_000).default(0),
})
export type Search = z.output<typeof Search>

export interface Found {
  readonly kind: SearchKind
  /** The code of an obligation, institution or deadline, the name of an indicator, the symbol of a document, "SYMBOL#12" of a paragraph, otherwise the id. */
  readonly object: string
  readonly title: string
  /** At most 2,000 characters. */
  readonly body: string
  readonly rank: number
  /** Title and body again, cut where the words that were found begin and end. */
  readonly markedTitle: readonly Piece[]
  readonly markedBody: readonly Piece[]
}

export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** One page of what is found, best first. A text that only leaves words out finds nothing. */
export async function search(tx: Tx, asked: Search): Promise<{ rows: readonly Found[]; total: number }> {
  const { wanted, excluded } = parseSearch(asked.text)
  if (wanted === '') return { rows: [], total: 0 }
  const kinds = asked.kinds.length === 0 ? null : [...asked.kinds]
  const { rows } = await sql<Row>`
    select kind, object, title, body, rank, total, marked_title, marked_body
    from followup.search(${wanted}, ${kinds}::text[], ${asked.limit}, ${asked.offset}, ${excluded})`.execute(tx)
  return {
    rows: rows.map(({ total: _, marked_title, marked_body, ...found }) => ({
      ...found,
      markedTitle: piecesOf(found.title, marked_title),
      markedBody: piecesOf(found.body, marked_body),
    })),
    total: Number(rows[0]?.total ?? 0),
  }
}

type Row = Pick<Found, 'kind' | 'object' | 'title' | 'body' | 'rank'> & {
  readonly total: string
  readonly marked_title: string
  readonly marked_body: string
}

const [BEGINS, ENDS] = ['\u0002', '\u0003']

/**
 * The text in pieces, as the marked one beside it is cut. The marked text may be spelt in other letters (see the
 * migration), so only its marks count; they stand at the same places.
 */
export function piecesOf(text: string, marked: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let found = false
  for (const part of marked.split(new RegExp(`(${BEGINS}|${ENDS})`))) {
    if (part === BEGINS || part === ENDS) found = part === BEGINS
    else if (part !== '') {
      pieces.push({ text: text.slice(at, at + part.length), found })
      at += part.length
    }
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false })
  return pieces
}

export interface ParsedSearch {
  /** In the syntax of `websearch_to_tsquery`, without any exclusion; empty where nothing is asked for. */
  readonly wanted: string
  /** What must not occur, joined by "or"; null where nothing is left out. */
  readonly excluded: string | null
}

const AND = new Set(['AND', 'VƏ', 'И', 'VE', 'و'])
const OR = new Set(['OR', 'YAXUD', 'YA', 'ИЛИ', 'VEYA', 'أو'])
const NOT = new Set(['NOT', 'DEYİL', 'НЕ', 'DEĞİL', 'ليس', 'بدون'])

/** Splits what a person typed into what is wanted and what is left out. Never fails: what makes no sense is a word. */
export function parseSearch(text: string): ParsedSearch {
  const wanted: string[] = []
  const excluded: string[] = []
  let leaveOut = false
  for (const { word, quoted, minus } of tokens(text)) {
    if (!quoted && AND.has(word)) continue
    if (!quoted && NOT.has(word)) leaveOut = true
    else if (!quoted && OR.has(word)) {
      // "VƏ YA" is Azerbaijani for "or"; "or" that joins nothing is dropped.
      if (wanted.length > 0 && wanted.at(-1) !== 'or' && !leaveOut) wanted.push('or')
    } else {
      const into = leaveOut || minus ? excluded : wanted
      into.push(written(word, quoted))
      leaveOut = false
    }
  }
  if (wanted.at(-1) === 'or') wanted.pop()
  return { wanted: wanted.join(' '), excluded: excluded.length === 0 ? null : excluded.join(' or ') }
}

interface Token {
  readonly word: string
  readonly quoted: boolean
  readonly minus: boolean
}

const TOKEN = /([-−–]?)(?:["“”«„]([^"“”»]*)(?:["“”»]|$)|([^\s"“”«»„]+))/gu

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].flatMap(([, minus = '', phrase, word]): Token[] => {
    const bare = (phrase ?? word ?? '').replaceAll(/[()\\:*|!&<>]/g, ' ').trim()
    return bare === '' || /^[-−–]+$/.test(bare)
      ? []
      : [{ word: bare, quoted: phrase !== undefined, minus: minus !== '' }]
  })
}

/** A word that PostgreSQL would take for its own "or" is quoted, and so is what was joined by a sign. */
function written(word: string, quoted: boolean): string {
  return quoted || /\s/.test(word) || /^or$/i.test(word) ? `"${word}"` : word
}
