/** The kind of a paragraph, from what its sentences do and what its section is there for. */
import type { ParagraphKind } from '../model.ts'
import type { OutlineParagraph } from './outline.ts'
import { actsIn, type Requests } from './requests.ts'
import type { Act, Speech } from './rules/rule.ts'

/** A kind, and why it is doubtful; null where it is not. */
export interface KindReading {
  readonly kind: ParagraphKind
  readonly doubt: string | null
}

// Sentences about the document itself or the procedure, in parts that otherwise hold concerns.
const ABOUT_PROCEDURE =
  /\bdraws?\b[^.]*\battention\b|\b(?:emphasizes|stresses|underlines) the importance of all\b|\breminds?\b[^.]*\b(?:indivisib|interdependen)|\bwill (?:transmit|communicate|receive|establish|be)\b|\bword limit\b|\b(?:list of issues|next (?:periodic )?report|present concluding observations|due date)\b|\brecalls\b|\brefers\b/i

/** Reads the kind of a paragraph; what it asks is already known. */
export function kindOf(paragraph: OutlineParagraph, requests: Requests, speech: Speech): KindReading {
  const acts = new Set(requests.rest.flatMap((text) => [...actsIn(text, speech)]))
  if (requests.leaves.length > 0) return sure(isMixed(requests, acts, speech) ? 'mixed' : 'recommendation')
  if (paragraph.role === 'introduction' || isOpening(paragraph)) return sure('procedural')
  if (paragraph.role === 'positive') return sure(acts.has('concern') && !acts.has('praise') ? 'concern' : 'positive')
  if (acts.has('concern')) return sure('concern')
  if (paragraph.role === 'closing') return sure('procedural')
  if (acts.has('praise') && !acts.has('lack')) return sure('positive')
  if (requests.rest.some((text) => ABOUT_PROCEDURE.test(text))) return sure('procedural')
  if (acts.has('lack')) return sure('concern')
  if (paragraph.role === 'concern')
    return { kind: 'concern', doubt: 'No rule tells the kind; it stands among concerns.' }
  return { kind: 'procedural', doubt: 'No rule tells the kind of this paragraph.' }
}

function sure(kind: ParagraphKind): KindReading {
  return { kind, doubt: null }
}

function isOpening(paragraph: OutlineParagraph): boolean {
  return paragraph.number === '1' && paragraph.section === null
}

// A concern or praise beside the request makes it mixed; so does a sentence that only takes note, if it asks nothing itself.
function isMixed(requests: Requests, acts: ReadonlySet<Act>, speech: Speech): boolean {
  if (acts.has('concern') || acts.has('praise')) return true
  return requests.rest.some((text) => takesNoteApart(text, speech))
}

function takesNoteApart(text: string, speech: Speech): boolean {
  return text.split(/(?<=[.;])\s+(?=\p{Lu})/u).some((sentence) => {
    const acts = actsIn(sentence, speech)
    return acts.has('note') && !acts.has('asks')
  })
}
