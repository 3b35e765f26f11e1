/**
 * From the lines of a document to its meaning: one pass over the outline, in which rules that a person can read decide kinds,
 * requests, cites and dates. Pure; whatever is doubtful becomes a doubt.
 */
import type { z } from 'zod'
import type { Cites, Doubt, Paragraph, Recommendation, UnDocument } from '../model.ts'
import type { SourceDocument } from '../source.ts'
import { type Citation, citationsIn, citesIn, printed } from './cites/index.ts'
import { deadlinesOf } from './deadlines.ts'
import { footnotesOf, type ResolvedNote } from './footnotes.ts'
import { type Identity, identityOf } from './identity.ts'
import { kindOf } from './kind.ts'
import { type Language, languageOf } from './language.ts'
import { type Outline, type OutlineParagraph, outlineOf } from './outline.ts'
import { requestsOf, textOf } from './requests.ts'
import { reviewKind, reviewRequests } from './review.ts'
import { speechIn } from './rules/index.ts'
import { isSaidByMembers, type Speech } from './rules/rule.ts'
import { sentencesOf } from './sentences.ts'

export interface InterpretOptions {
  /** The language, where it is known better than its words tell. */
  readonly language?: Language
}

type Doubts = z.infer<typeof Doubt>[]

/** Reads a document. Never throws; what it cannot tell is null and among the doubts. */
export function interpret(source: SourceDocument, options: InterpretOptions = {}): UnDocument {
  const language = options.language ?? languageOf(source.blocks.map((block) => block.text).join(' ')) ?? 'en'
  const outline = outlineOf(source)
  const { notes, doubts: noteDoubts } = footnotesOf(outline, source.notes)
  const { doubts: identityDoubts, ...identity } = identityOf({ outline, notes, furniture: source.furniture })
  const readings = readParagraphs(outline, notes, identity.body, speechIn(language))
  const { doubts: dateDoubts, ...deadlines } = deadlinesOf(outline.paragraphs, identity.adoptedOn)
  return {
    ...identity,
    consideredOn: [...identity.consideredOn],
    meetings: [...identity.meetings],
    language,
    sections: [...outline.sections],
    paragraphs: readings.paragraphs,
    recommendations: readings.recommendations,
    footnotes: notes.map(({ citations: _, ...note }) => note),
    ...deadlines,
    doubts: [
      ...doubtsOfReader(source),
      ...identityDoubts,
      ...languageDoubts(language, outline),
      ...outline.doubts,
      ...duplicateDoubts(outline),
      ...noteDoubts,
      ...readings.doubts,
      ...(identity.body === 'UPR' ? [] : dateDoubts),
    ],
  }
}

function readParagraphs(outline: Outline, notes: readonly ResolvedNote[], body: Identity['body'], speech: Speech) {
  const doubts: Doubts = []
  const recommendations: z.infer<typeof Recommendation>[] = []
  let before: Citation | null = null
  const paragraphs = outline.paragraphs.map((paragraph): z.infer<typeof Paragraph> => {
    const own = notesOf(paragraph, notes)
    const requests = body === 'UPR' ? reviewRequests(paragraph) : requestsOf(paragraph, speech)
    const { kind, doubt } = body === 'UPR' ? reviewKind(requests) : kindOf(paragraph, requests, speech)
    if (doubt !== null) doubts.push({ at: paragraph.number, what: doubt })
    if (sentencesOf(textOfAll(paragraph)).some(isSaidByMembers))
      doubts.push({ at: paragraph.number, what: 'What single members wished was not taken for a recommendation.' })
    recommendations.push(...requests.leaves.map(({ id, text }) => ({ id, text })))
    const inText: readonly Citation[] = citationsIn(textOfAll(paragraph), before).citations
    before = inText.at(-1) ?? own.at(-1)?.citations.at(-1) ?? before
    const documents = [...inText.flatMap(printed), ...own.flatMap((note) => note.resolvesTo)]
    const cites = citesIn([textOfAll(paragraph), ...own.map((note) => note.text)].join('\n'), body, documents)
    return modelOf(paragraph, kind, cites)
  })
  return { paragraphs, recommendations, doubts }
}

function modelOf(
  paragraph: OutlineParagraph,
  kind: z.infer<typeof Paragraph>['kind'],
  cites: Cites,
): z.infer<typeof Paragraph> {
  return {
    number: paragraph.number,
    kind,
    section: paragraph.section,
    heading: paragraph.heading,
    text: textOf(paragraph.parts),
    items: paragraph.parts.flatMap((part) => (part.is === 'item' ? [{ id: part.id, text: part.text }] : [])),
    footnotes: paragraph.parts.flatMap((part) => part.marks.map((mark) => mark.label)),
    cites,
  }
}

function notesOf(paragraph: OutlineParagraph, notes: readonly ResolvedNote[]): ResolvedNote[] {
  const addresses = new Set([paragraph.number, ...paragraph.parts.map((part) => (part.is === 'item' ? part.id : ''))])
  const labels = new Set(paragraph.parts.flatMap((part) => part.marks.map((mark) => mark.label)))
  return notes.filter((note) => addresses.has(note.at) && labels.has(note.label))
}

function textOfAll(paragraph: OutlineParagraph): string {
  return paragraph.parts.map((part) => part.text).join('\n')
}

function doubtsOfReader(source: SourceDocument): Doubts {
  return source.doubts.map(({ at, what }) => ({ at: at === null ? 'document' : `line ${at + 1}`, what }))
}

const UNCERTAIN_LANGUAGES: Readonly<Partial<Record<Language, string>>> = {
  ru: 'Rules know the commonest Russian verbs only; check the kinds of paragraphs.',
  ar: 'Rules know the commonest Arabic verbs only; check the kinds of paragraphs.',
  zh: 'There are no rules for Chinese: no paragraph was taken for a recommendation.',
}

function languageDoubts(language: Language, outline: Outline): Doubts {
  if (outline.paragraphs.length === 0) return [{ at: 'document', what: 'No numbered paragraphs were found.' }]
  const what = UNCERTAIN_LANGUAGES[language]
  return what === undefined ? [] : [{ at: 'document', what }]
}

function duplicateDoubts(outline: Outline): Doubts {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { number, parts } of outline.paragraphs) {
    for (const id of [number, ...parts.flatMap((part) => (part.is === 'item' ? [part.id] : []))]) {
      if (seen.has(id)) twice.add(id)
      seen.add(id)
    }
  }
  return [...twice].map((id) => ({ at: id, what: `The address ${id} stands more than once.` }))
}
