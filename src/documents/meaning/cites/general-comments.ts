/**
 * Finds general comments and recommendations with the committee they are of: "its general comment No. 5 (2021)" is the
 * body's own, a joint one is each of its numbers.
 */
import { BODIES } from '../names/bodies.ts'

const WORDS =
  /\b(?:general\s+(?:comment|recommendation)s?|observations?\s+générales?|recommandations?\s+générales?|observaci(?:ón|ones)\s+general(?:es)?|recomendaci(?:ón|ones)\s+general(?:es)?)|(?:замечани\p{L}+\s+общего\s+порядка|общ\p{L}+\s+рекомендаци\p{L}+|التعليق(?:ات)?\s+العام(?:ة)?|التوصي(?:ة|ات)\s+العامة)/giu
const NUMBER =
  /^[\s,/–-]*(?:(?:and|or|et|y|и|و|to|updating|the)\s+)*(?:joint\s+)?(?:general\s+(?:comment|recommendation)s?(?:\s*\/)?\s*)*(?:(?:Nos?\.|n[o°º]s?\.?|núms?\.|№|رقم)\s*)?(\d{1,2})(?!\d|\.\d)(?:\s*\/\s*(?:No\.\s*)?(?=\d))?/iu
const YEAR = /^\s*\((\d{4})[^)]*\)/
const OWN = /^\s*of\s+the\s+Committee\b(?!\s+(?:on|against))/

interface Found {
  readonly number: string
  body: string | null
  year: string | null
}

/** The general comments that a text cites, as "CMW No. 5 (2021)". `own` is the body whose document it is. */
export function generalCommentsIn(text: string, own: string | null): string[] {
  const found: string[] = []
  let readUpTo = 0
  for (const words of text.matchAll(WORDS)) {
    if (words.index < readUpTo) continue
    const start = words.index + words[0].length
    const list = readList(text.slice(start))
    const owner = ownerBefore(text.slice(0, words.index)) ?? own
    readUpTo = start + list.length
    const later = /s$/i.test(words[0]) ? numbersFurtherOn(text.slice(readUpTo)) : []
    found.push(...[...list.found, ...later].map((comment) => printed(comment, owner)))
  }
  return found
}

function readList(text: string): { found: Found[]; length: number } {
  const found: Found[] = []
  let rest = text
  for (let guard = 0; guard < 60; guard++) {
    const taken = takeNumber(rest, found) ?? takeYear(rest, found) ?? takeBody(rest, found)
    if (taken === null) break
    rest = rest.slice(taken)
  }
  return { found, length: text.length - rest.length }
}

function takeNumber(text: string, found: Found[]): number | null {
  const match = NUMBER.exec(text)
  if (match?.[1] === undefined) return null
  // A bare figure goes on with a list that "Nos." opened; elsewhere the mark of a number is wanted.
  const hasMark = /(?:Nos?\.|n[o°º]s?\.?|núms?\.|№|رقم)/iu.test(match[0])
  if (!hasMark && (found.length === 0 || found.at(-1)?.year !== null)) return null
  found.push({ number: match[1], body: null, year: null })
  return match[0].length
}

// A year stands for all numbers before it that have none: "No. 3 and No. 4 (2017)".
function takeYear(text: string, found: Found[]): number | null {
  const match = YEAR.exec(text)
  if (match?.[1] === undefined || found.length === 0) return null
  for (const comment of found) comment.year ??= match[1]
  return match[0].length
}

function takeBody(text: string, found: Found[]): number | null {
  if (found.length === 0) return null
  const named = nameAt(text)
  if (named === null) return OWN.exec(text)?.[0].length ?? null
  for (const comment of found) comment.body ??= named.code
  return named.length
}

function nameAt(text: string): { code: string; length: number } | null {
  const start = /^\s*(?:of|by|adopted\s+by)\s+the\s+(?:Human\s+Rights\s+)?(?:Sub)?[Cc]ommittee[^.;()]{0,140}/.exec(
    text,
  )?.[0]
  if (start === undefined) return null
  const ends = BODIES.flatMap((body) => body.names.map((name) => ({ code: body.code, end: endOf(start, name) })))
  const first = ends.filter(({ end }) => end !== null).toSorted((one, other) => (one.end ?? 0) - (other.end ?? 0))[0]
  return first === undefined ? null : { code: first.code, length: first.end ?? 0 }
}

function endOf(text: string, name: RegExp): number | null {
  const match = name.exec(text)
  return match === null ? null : match.index + match[0].length
}

// "the Human Rights Committee’s general comment No. 34".
function ownerBefore(text: string): string | null {
  const possessive = /([^.;:]{0,120})[’']s?\s+(?:joint\s+)?$/.exec(text.slice(-160))?.[1]
  if (possessive === undefined) return null
  return (
    BODIES.find((body) => body.names.some((name) => new RegExp(`(?:${name.source})$`, name.flags).test(possessive)))
      ?.code ?? null
  )
}

// "general comments No. 1 (2011) on one matter and No. 2 (2013) on another".
function numbersFurtherOn(text: string): Found[] {
  const sentence = /^[^.;:()]*(?:\.(?=\s*\d)[^.;:()]*)*/.exec(text.slice(0, 400))?.[0] ?? ''
  return [
    ...`${sentence}${text.slice(sentence.length, sentence.length + 8)}`.matchAll(
      /\band\s+No\.\s*(\d{1,2})\s*\((\d{4})\)/g,
    ),
  ].map((match) => ({ number: match[1] ?? '', body: null, year: match[2] ?? null }))
}

function printed({ number, body, year }: Found, owner: string | null): string {
  const code = body ?? owner
  return `${code === null ? '' : `${code} `}No. ${number}${year === null ? '' : ` (${year})`}`
}
