/** Dates that bind: the follow-up report with its paragraphs, and the next periodic report. A stated date wins over a term. */
import { after, datesIn } from './dates.ts'
import { ORDINAL } from './ordinals.ts'
import type { OutlineParagraph } from './outline.ts'
import { paragraphNumbersIn } from './paragraph-list.ts'
import { sentencesOf } from './sentences.ts'

export interface Deadlines {
  readonly followUp: { readonly dueOn: string | null; readonly paragraphs: string[] } | null
  readonly nextReport: { readonly number: string | null; readonly dueOn: string | null } | null
  readonly doubts: readonly { readonly at: string; readonly what: string }[]
}

interface Due {
  readonly on: string | null
  readonly doubt: string | null
}

const ASKS_FOLLOW_UP =
  /\b(?:information|report)\b[^.]*\b(?:implement|follow-up|steps taken|measures taken|action taken|response)|suite (?:donnée|qui)|renseignements|información|выполнени|осуществлени|информаци|معلومات/i
const WITH_TERM =
  /\bwithin\s+(?:one|two|three|twelve|eighteen|twenty-four|\d+)\s+(?:years?|months?)|\bby\s+(?:\d|January|February|March|April|May|June|July|August|September|October|November|December|the end)|no later than|avant le|au plus tard|d.ici|dans un délai|a más tardar|en el plazo|не позднее|в течение|до \d|في موعد|في غضون/i
// "in accordance with paragraph 39 of the guidelines": no paragraph of this document.
const OF_ANOTHER_TEXT =
  /\bparagraphs?\s+\d[\d\s,()–-]{0,40}(?:and\s+\d+\s+)?of\s+(?:the\s+|its\s+)?(?:\p{L}+\s+){0,3}?(?:guidelines|annex|resolution|general\s+(?:comment|recommendation)|rules)\b/giu
const REFERS_TO_PARAGRAPHS =
  /\b(?:paragraphs?|paras?\.|paragraphes?|párrafos?)\s*\d|пункт\p{L}*\s*\d|الفقر(?:ة|ات|تين)\s*\d/iu

/** Reads the dates; relative terms count from the day of adoption. */
export function deadlinesOf(paragraphs: readonly OutlineParagraph[], adoptedOn: string | null): Deadlines {
  const doubts: { at: string; what: string }[] = []
  const texts = paragraphs.map((paragraph) => ({
    number: paragraph.number,
    isClosing: paragraph.role !== 'introduction' && paragraph.role !== 'positive',
    text: paragraph.parts.map((part) => part.text).join(' '),
  }))
  const followUp =
    texts.map(({ number, text }) => followUpIn(number, text, adoptedOn, doubts)).findLast((found) => found !== null) ??
    null
  const last = texts.slice(-12).filter(({ isClosing }) => isClosing)
  const nextReport =
    last.map(({ number, text }) => nextReportIn(number, text, doubts)).findLast((found) => found !== null) ?? null
  return { followUp, nextReport, doubts }
}

function followUpIn(number: string, text: string, adoptedOn: string | null, doubts: { at: string; what: string }[]) {
  const sentence = sentencesOf(text).find(
    (each) => ASKS_FOLLOW_UP.test(each) && WITH_TERM.test(each) && REFERS_TO_PARAGRAPHS.test(each),
  )
  if (sentence === undefined) return null
  const paragraphs = paragraphNumbersIn(sentence.replaceAll(OF_ANOTHER_TEXT, ''))
  if (paragraphs.length === 0) return null
  const due = dueIn(sentence, adoptedOn)
  if (due.doubt !== null) doubts.push({ at: number, what: `Follow-up: ${due.doubt}` })
  return { dueOn: due.on, paragraphs }
}

const NEXT_REPORT =
  /\b(?:submi(?:t|ts|ssion)|due|prepar|constitute|receive|transmit|establish|present(?:er|ar)?|soumettre|présenter)\b[^.]*?\b(?:periodic|next|initial|consolidated)\s+(?:periodic\s+)?reports?|(?:periodic|next)\s+reports?[^.]*\b(?:due|submitted|by)\b|rapports?\s+périodiques?|informes?\s+periódicos?|периодическ\p{L}+\s+доклад|التقرير(?:ين|ها)?\s+الدوري/iu
const ORDINALS = `${ORDINAL}(?:(?:\\s*,\\s*|\\s+(?:and|to|et|y)\\s+|,\\s+and\\s+)${ORDINAL})*`
const NUMBERED = new RegExp(
  `(?:combined\\s+|consolidated\\s+|joint\\s+)?(${ORDINALS})\\s+(?:and\\s+next\\s+)?(?:combined\\s+)?(?:periodic\\s+)?reports?`,
  'iu',
)
const WILL_BE = new RegExp(`\\b(?:will|would|shall)\\s+be\\s+(?:its|the)\\s+(?:combined\\s+)?(${ORDINALS})`, 'iu')
const NUMBERED_ELSEWHERE = new RegExp(
  `rapports?\\s+périodiques?|(${ORDINALS})\\s+(?:rapports?|informes?)|informes?\\s+periódicos?\\s+(${ORDINALS})`,
  'iu',
)

// "its seventh report, which was due in June 2008, and its eighth, due in June 2012, in a combined report in 2012".
const COMBINED = /\bin\s+a\s+(?:single\s+)?combined\s+(?:periodic\s+)?report\b/i

function nextReportIn(number: string, text: string, doubts: { at: string; what: string }[]) {
  const sentences = sentencesOf(text).filter((sentence) => !REFERS_TO_PARAGRAPHS.test(sentence))
  const naming = sentences.filter(
    (sentence) => NEXT_REPORT.test(sentence) && /\b(?:its|the|ses|son|su|sus)\b|доклад|التقرير/i.test(sentence),
  )
  const sentence =
    naming.find((each) => datesIn(each).length > 0 || /\bin\s+20\d\d\b/.test(each)) ??
    naming.find((each) => NUMBERED.test(each) && /\bsubmit|\bdue\b|soumettre|present/i.test(each))
  if (sentence === undefined) return null
  const combined = COMBINED.exec(sentence)
  const due = dueDate(combined === null ? sentence : sentence.slice(combined.index))
  if (due.doubt !== null) doubts.push({ at: number, what: `Next report: ${due.doubt}` })
  const own = naming
    .map((each) => WILL_BE.exec(each)?.[1] ?? NUMBERED.exec(each)?.[1] ?? elsewhere(each))
    .find((each) => each !== undefined)
  const both =
    combined === null ? [] : [...sentence.matchAll(new RegExp(NUMBERED.source, 'giu'))].map((match) => match[1])
  return { number: (both.length > 1 ? both.join(' and ') : own)?.toLowerCase() ?? null, dueOn: due.on }
}

function elsewhere(sentence: string): string | undefined {
  const match = NUMBERED_ELSEWHERE.exec(sentence)
  return match?.[1] ?? match?.[2]
}

/** The day in a sentence that follows "by", or else its only one; a month or year alone counts to its last day. */
function dueDate(sentence: string): Due {
  const dates = datesIn(sentence)
  const byWord = dates.find((date) =>
    /\b(?:by|before|than|due(?:\s+(?:in|on|by))?|le|el|до|позднее)\s*(?:the\s+)?$/i.test(sentence.slice(0, date.from)),
  )
  const date = byWord ?? dates.at(-1)
  if (date !== undefined) {
    return {
      on: date.on,
      doubt: date.precision === 'day' ? null : `only a month is stated; its last day, ${date.on}, was taken.`,
    }
  }
  const years = [...sentence.matchAll(/\b(?:in|by|for|by the end of)\s+(20\d\d)\b/g)].map((match) => match[1])
  if (years.length === 0) return { on: null, doubt: 'no date is stated.' }
  if (/\blist of issues\b|\bpredictable review cycle\b/i.test(sentence)) {
    return { on: null, doubt: `no day is stated; the list of issues is announced for ${years[0]}.` }
  }
  return { on: `${years.at(-1)}-12-31`, doubt: `only the year ${years.at(-1)} is stated; its last day was taken.` }
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  twelve: 12,
  eighteen: 18,
  'twenty-four': 24,
  'thirty-six': 36,
  un: 1,
  deux: 2,
  dos: 2,
  año: 1,
  douze: 12,
  doce: 12,
}
const TERM =
  /\b(?:within|dans un délai (?:de|d.)|en (?:el|un) plazo de)\s*(?:a\s+period\s+of\s+)?([\p{L}-]+|\d+)\s*(?:\(\d+\)\s+)?(years?|months?|ans?|mois|años?|meses)/iu

function dueIn(sentence: string, adoptedOn: string | null): Due {
  const stated = dueDate(sentence)
  if (stated.on !== null) return stated
  const term = TERM.exec(sentence)
  const amount = NUMBER_WORDS[term?.[1]?.toLowerCase() ?? ''] ?? Number(term?.[1])
  if (term === null || !Number.isInteger(amount)) return { on: null, doubt: 'no date is stated.' }
  if (adoptedOn === null) return { on: null, doubt: `“${term[0]}” is stated, but not the day from which it counts.` }
  const on = after(adoptedOn, /^(?:m)/i.test(term[2] ?? '') ? { months: amount } : { years: amount })
  return {
    on,
    doubt: `no day is stated; “${term[0]}” was counted from the adoption on ${adoptedOn}, which gives ${on}.`,
  }
}
