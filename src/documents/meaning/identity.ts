/** Who speaks about whom: symbol, body, State, title, session, days and meetings. Each fact is read where documents print it. */

import { symbolsIn } from './cites/index.ts'
import { datesIn, daysIn } from './dates.ts'
import type { ResolvedNote } from './footnotes.ts'
import { type Body, bodyNamedIn, bodyOfSymbol } from './names/bodies.ts'
import { cycleIn, ORDINAL } from './ordinals.ts'
import type { Outline } from './outline.ts'
import { textOf } from './requests.ts'
import { sentencesOf } from './sentences.ts'
import { isStateCode, stateNamedIn } from './state-name.ts'

export interface Identity {
  readonly symbol: string | null
  readonly symbolInferred: boolean
  readonly body: string | null
  readonly state: string | null
  readonly title: string
  readonly report: string | null
  readonly session: string | null
  readonly adoptedOn: string | null
  readonly consideredOn: readonly string[]
  readonly meetings: readonly string[]
  readonly doubts: readonly { readonly at: string; readonly what: string }[]
}

export interface Evidence {
  readonly outline: Outline
  readonly notes: readonly ResolvedNote[]
  readonly furniture: readonly string[]
}

const TITLE =
  /concluding observations|observations finales|observaciones finales|заключительные замечания|الملاحظات الختامية|report of the working group|rapport du groupe de travail|informe del grupo de trabajo|доклад рабочей группы|report (?:on|of) (?:the )?(?:visit|follow-up)|observations on|\bviews\b/i
const OWN_SYMBOL = /\/CO\/|\/CONCOBS|\/OAI\/|^A\/HRC\/\d+\/\d+$|^CAT\/OP\/[A-Z]{3}\/(?:R\.?|RO[A-Z]{2,3}\/)?\d/
// Until the 2000s each body numbered its observations on all States in one series.
const SERIES = /^(?:CCPR\/C\/79|CERD\/C\/304|CRC\/C\/15|E\/C\.12\/1)\/Add\.\d+$|^CAT\/C\/(?:[XVI]+\/Concl\.|CR\/)\d/

export function identityOf(evidence: Evidence): Identity {
  const doubts: { at: string; what: string }[] = []
  const doubt = (at: string, what: string) => doubts.push({ at, what })
  const lines = evidence.outline.titleBlock.map((passage) => passage.text)
  const title = titleOf(lines)
  const opening = openingOf(evidence)
  const printedSymbol = symbolPrinted(evidence, lines)
  const body = bodyOf(printedSymbol, lines, evidence)
  const report = reportOf(opening, body, evidence)
  const state = stateOf([printedSymbol, report], title, lines)
  const symbol = printedSymbol ?? inferSymbol(body, state, cycleOf(title, report), title)
  if (printedSymbol === null) {
    doubt(
      'title',
      symbol === null
        ? 'The symbol is not printed in the file.'
        : `The symbol ${symbol} is not printed in the file; it was worked out from body, State and cycle.`,
    )
  }
  if (body === null) doubt('title', 'No rule tells which body the document is of.')
  if (state === null) doubt('title', 'No rule tells which State the document is about.')
  else if (!isStateCode(state))
    doubt('title', `The symbol has ${state} where the State stands, which is the code of no State.`)
  const { session, adoptedOn } = adoptionOf(opening, evidence, doubt)
  return {
    symbol,
    symbolInferred: printedSymbol === null && symbol !== null,
    body: body?.code ?? null,
    state,
    title,
    report,
    session,
    adoptedOn,
    ...considerationOf(opening),
    doubts,
  }
}

function titleOf(lines: readonly string[]): string {
  const at = lines.findIndex((line) => TITLE.test(line))
  const title =
    at === -1 ? (lines.at(-1) ?? '') : [fromTitleOn(lines[at] ?? ''), ...restOfTitle(lines.slice(at + 1))].join(' ')
  return title.replace(/\s*\*+\s*$/, '').trim()
}

// On a page the name of the body may run on into the title.
function fromTitleOn(line: string): string {
  const start = TITLE.exec(line)?.index ?? 0
  return /^\p{Lu}/u.test(line.slice(start)) ? line.slice(start) : line
}

// A title that was broken goes on in small letters; that of a review names the State on a line of its own, which is kept apart.
function restOfTitle(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => !/^\p{Ll}/u.test(line))
  return lines.slice(0, end === -1 ? lines.length : end)
}

/** The sentences of the first paragraphs: there a document says when it was considered and adopted. */
function openingOf(evidence: Evidence): string[] {
  return evidence.outline.paragraphs.slice(0, 4).flatMap((paragraph) => sentencesOf(textOf(paragraph.parts)))
}

function symbolPrinted({ furniture }: Evidence, lines: readonly string[]): string | null {
  const candidates = [...furniture, ...lines].flatMap((line) => symbolsIn(line))
  return candidates.find((symbol) => OWN_SYMBOL.test(symbol) || SERIES.test(symbol)) ?? null
}

function bodyOf(symbol: string | null, lines: readonly string[], { outline, furniture, notes }: Evidence): Body | null {
  if (symbol !== null) return bodyOfSymbol(symbol) ?? null
  const titleBlock = [...furniture, ...lines].join(' ')
  const first = outline.paragraphs.slice(0, 3)
  const cited = notes.flatMap((note) => note.citations.map((citation) => citation.symbol)).map(bodyOfSymbol)
  return (
    bodyNamedIn(titleBlock) ??
    cited.find((body) => body !== undefined) ??
    bodyNamedIn(first.map(({ parts }) => textOf(parts)).join(' '))
  )
}

/** The report considered: a symbol of the body's own, with State and cycle, cited in the first paragraphs. */
function reportOf(opening: readonly string[], body: Body | null, { notes, outline }: Evidence): string | null {
  // A text taken from a PDF has lost the marks, so that the first notes stand nowhere.
  const early = notes
    .filter(({ at, label }) => /^[1-4]$/.test(at) || (at === 'unmarked' && /^[1-3]$/.test(label)))
    .flatMap((note) => note.citations.map((citation) => citation.symbol))
  const listed = outline.paragraphs.slice(0, 4).flatMap(({ parts }) => parts.flatMap((part) => symbolsIn(part.text)))
  return (
    [...opening.flatMap(symbolsIn), ...listed, ...early].find(
      (symbol) => isReport(symbol) && (body === null || body.symbol.test(symbol)),
    ) ?? null
  )
}

function isReport(symbol: string): boolean {
  if (/^A\/HRC\/WG\.6\/\d+\/[A-Z]{3}\/1$/.test(symbol)) return true
  if (SERIES.test(symbol)) return false
  return (
    /^(?:[A-Z]+\/C\/\d+|E\/\d{4}\/[56])\/Add\.\d+(?:\/Rev\.\d)?$/.test(symbol) ||
    /^(?:E\/C\.12|[A-Z]+\/C)(?:\/OP[A-Z]{1,3})?\/[A-Z]{3}(?:-[A-Z]{3})?\/\d+(?:-\d+)?$/.test(symbol) ||
    /^[A-Z]+\/C\/[A-Z]{3}\/AR\/\d/.test(symbol)
  )
}

const CODED = /^(?:E\/C\.12|CAT\/OP|[A-Z]+\/C|A\/HRC\/WG\.6\/\d+)(?:\/OP[A-Z]{1,3})?\/([A-Z]{3})(?=\/|-)/

function stateOf(symbols: readonly (string | null)[], title: string, lines: readonly string[]): string | null {
  const codes = symbols.flatMap((symbol) => symbol?.match(/(?<=\/)[A-Z]{3}(?=\/|$|-)/g) ?? [])
  const known = codes.findLast(isStateCode)
  if (known !== undefined) return known
  const named = title.replace(
    /^.*?\b(?:reports?|rapports?|informes?)\s+(?:of|submitted by|du|de|presentados? por)\s+/i,
    '',
  )
  const state = stateNamedIn(named) ?? stateNamedIn(title) ?? lines.map(stateNamedIn).findLast((name) => name !== null)
  return state ?? symbols.map((symbol) => CODED.exec(symbol ?? '')?.[1]).find((code) => code !== undefined) ?? null
}

function cycleOf(title: string, report: string | null): string | null {
  return /\/(\d+(?:-\d+)?)$/.exec(report ?? '')?.[1] ?? cycleIn(title)
}

function inferSymbol(body: Body | null, state: string | null, cycle: string | null, title: string): string | null {
  if (body?.symbolPrefix == null || state === null || cycle === null) return null
  const protocol = /armed conflict/i.test(title) ? '/OPAC' : /sale of children/i.test(title) ? '/OPSC' : ''
  return `${body.symbolPrefix}${protocol}/${state}/CO/${cycle}`
}

const ADOPTED = /(?<!\p{L})(?:adopt(?:ed|s)|a adopté|adoptées|aprobó|aprobadas)(?!\p{L})|принял|приняты|اعتمد/iu
const CONSIDERED =
  /(?<!\p{L})(?:considered|examined|reviewed|reviewing|review of|a examiné|examinó|read)(?!\p{L})|рассмотрел|نظرت|استعرضت/iu
const GOES_ON_TO_ADOPTION =
  /,?\s+(?:and\s+(?:it\s+)?adopted|and,?\s+at\s+its\s+[\w\s,]{1,60}?\bmeetings?\b|et\s+(?:il\s+)?a\s+adopté|y\s+aprobó|и\s+принял|واعتمدت)|\.\s|;\s+it adopted/iu
const SESSION = new RegExp(
  `(${ORDINAL})\\s+(?:\\([^)]*\\)\\s+)?(?:session|período de sesiones|сессии)|(\\d{1,3}(?:e|ème|º|º|-й))\\s+(?:session|período de sesiones|сессии)|(?:session|sesiones)\\s+(?:no\\.\\s*)?(\\d{1,3})`,
  'iu',
)

function adoptionOf(opening: readonly string[], evidence: Evidence, doubt: (at: string, what: string) => void) {
  const titleNotes = evidence.notes.filter((note) => note.at === 'title').map((note) => note.text)
  const lines = evidence.outline.titleBlock.map((passage) => passage.text)
  const sessions = [...titleNotes, ...opening, ...lines]
    .map((text) => SESSION.exec(text))
    .find((match) => match !== null)
  const sentence = opening.find((text) => ADOPTED.test(text) && daysIn(text).length > 0)
  const stated = sentence === undefined ? undefined : dayOfAdoption(sentence)
  const note = titleNotes.find((text) => ADOPTED.test(text))
  const lastOfSession = note === undefined ? undefined : daysIn(note).at(-1)?.on
  if (stated === undefined && lastOfSession !== undefined) {
    doubt('title', `The day of adoption is not printed; the last day of the session, ${lastOfSession}, was taken.`)
  }
  if (stated === undefined && lastOfSession === undefined) doubt('title', 'The day of adoption is not printed.')
  return {
    session: (sessions?.[1] ?? sessions?.[2] ?? sessions?.[3])?.toLowerCase() ?? null,
    adoptedOn: stated ?? lastOfSession ?? null,
  }
}

// "… and adopted them at its 472nd meeting, held on 8 October 2021": the first day behind the word. "At its 472nd meeting,
// held on 8 October 2021, it adopted": the last before it.
function dayOfAdoption(sentence: string): string | undefined {
  const word = sentence.search(ADOPTED)
  const days = daysIn(sentence)
  return (days.find((day) => day.from > word) ?? days.findLast((day) => day.to <= word))?.on
}

function considerationOf(opening: readonly string[]): { consideredOn: string[]; meetings: string[] } {
  const sentence = opening.find((text) => CONSIDERED.test(text) && datesIn(text).length > 0)
  if (sentence === undefined) return { consideredOn: [], meetings: [] }
  // One sentence may go on to the adoption; its meeting and day are not those of the dialogue.
  const start = sentence.search(CONSIDERED)
  const adoption = sentence.slice(start).search(GOES_ON_TO_ADOPTION)
  const about = adoption === -1 ? sentence : sentence.slice(0, start + adoption)
  return { consideredOn: [...new Set(daysIn(about).map((day) => day.on))], meetings: meetingsIn(about) }
}

function meetingsIn(text: string): string[] {
  const withoutSymbols = text.replace(/\((?:see\s+)?[A-Z]+\/[^)]*\)/g, '')
  const number = '(\\d{1,4})(?:st|nd|rd|th|e|ème|ª|º|-[ем]|-м)?'
  const numbers = `(?:${number}(?:\\s*,\\s*|\\s*(?:and|et|y|и|to|–)\\s*)?){1,8}`
  // Spanish documents name the meetings before their numbers.
  const run = new RegExp(
    `${numbers}\\s+(?:\\([^)]*\\)\\s+)?(?:meetings?|séances?|sesiones|sesión|заседани\\p{L}*)|(?:sesiones|sesión)\\s+${numbers}`,
    'iu',
  ).exec(withoutSymbols)?.[0]
  return spread(run ?? '')
}

// "1400th to 1402nd" is three meetings.
function spread(run: string): string[] {
  const [, first, last] = /^(\d{1,4})\p{L}*\s*(?:to|–)\s*(\d{1,4})\p{L}*\s/u.exec(run) ?? []
  const count = Number(last) - Number(first) + 1
  if (count > 1 && count < 10) return Array.from({ length: count }, (_, index) => String(Number(first) + index))
  return [...run.matchAll(/\d{1,4}/g)].map((match) => match[0])
}
