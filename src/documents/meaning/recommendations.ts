/** Which addresses ask the State for something, and what kind of paragraph each is. */
import type { ParagraphKind } from '../model.ts'
import type { Act } from './sentence-rules.ts'
import { actsOf, sentencesOf } from './sentence-rules.ts'
import type { RawItem, RawParagraph, RawSection } from './structure.ts'

export interface Reading {
  readonly kind: ParagraphKind
  /** Addresses in this paragraph that ask, in order. */
  readonly asks: readonly { readonly id: string; readonly text: string }[]
  readonly doubts: readonly { readonly at: string; readonly what: string }[]
}

/** Reads one paragraph. `chain` are the sections it stands in, outermost first. */
export function readParagraph(paragraph: RawParagraph, chain: readonly RawSection[]): Reading {
  const sentences = sentencesOf(paragraph.text)
  const closing = sentencesOf(paragraph.closing)
  const acts = new Set<Act>([...sentences, ...closing].flatMap((sentence) => [...actsOf(sentence)]))
  const leads = itemsAnswerTheAsk(sentences)
  const asks = [
    ...(chapeauAsks(paragraph, sentences, closing, leads) ? [{ id: paragraph.number, text: ownText(paragraph) }] : []),
    ...(leads ? leavesOf(paragraph) : paragraph.items.filter((item) => actsOf(item.text).has('asks'))).map(
      ({ id, text }) => ({ id, text }),
    ),
  ]
  const kind = kindOf(acts, asks.length > 0, chain)
  return {
    kind: kind ?? 'procedural',
    asks,
    doubts:
      kind === null
        ? [
            {
              at: paragraph.number,
              what: `Paragraph ${paragraph.number} neither asks, praises nor regrets in words that are known: its kind is not certain.`,
            },
          ]
        : [],
  }
}

/** The words that lead into the items ask for something: then each item is what is asked. */
function itemsAnswerTheAsk(sentences: readonly string[]): boolean {
  const last = sentences.at(-1) ?? ''
  return /[:–—]$/.test(last) && actsOf(last).has('asks')
}

/** The introductory words themselves ask: without items always, with items where they ask for more than the items say. */
function chapeauAsks(
  paragraph: RawParagraph,
  sentences: readonly string[],
  closing: readonly string[],
  leads: boolean,
): boolean {
  const asking = (list: readonly string[]) => list.some((sentence) => actsOf(sentence).has('asks'))
  if (paragraph.items.length === 0 || !leads) return asking(sentences) || asking(closing)
  return asking(closing) || asking(sentences.slice(0, -1)) || asksBeyondItems(sentences.at(-1) ?? '')
}

/** "…recommends that the State party adopt the law, and also recommends that the State party:" asks for the law. */
export function asksBeyondItems(lead: string): boolean {
  const parts = lead.replace(/[:–—]$/, '').split(ASK_OPENING)
  return parts.slice(1).some((part) => !isEmptyLead(part))
}

const ASK_OPENING =
  /\b(?:that|upon|on|to|requests|invites|encourages|urges)\s+(?:it|they|the state party)\b(?!['’])|\bthe state party(?=,[^,]*,\s+should|\s+(?:should|must)\b)|\bit(?=\s+should\b)|\bthat,(?=[^:]*\bthe state party\b)|\b(?:urges|invites|encourages|requests) the state party\b/gi

/** What may stand between the asking words and the items without asking for anything itself. */
function isEmptyLead(part: string): boolean {
  const rest = part
    .replaceAll(
      /,\s*(?:and\s+)?(?:also|further|in particular|inter alia|as a matter of (?:priority|urgency)|without (?:further )?delay|in (?:line|accordance|conformity|keeping|close) [^:]*?|taking into account [^:]*?|bearing in mind [^:]*?|with (?:a view|reference) [^:]*?|recalling [^:]*?|drawing [^:]*?|in the light of [^:]*?|pursuant to [^:]*?|under [^:]*?)(?=,|$)/gi,
      '',
    )
    .replaceAll(/\b(?:should|must|to)\b/gi, '')
    .replaceAll(/\b(?:and|also|further|recommends?|requests?|urges?|the committee|it)\b/gi, '')
    .replaceAll(/[,;.\s]+/g, ' ')
    .trim()
  if (rest === '') return true
  if (/\b(?:including|inter alia|in particular|among other things),?(?: by)?$|\bby$/i.test(rest))
    return /^(?:take|adopt) (?:all |the )?(?:\w+ )*(?:measures|steps|action)(?: necessary)?,?\s*(?:including|in particular|inter alia)?(?: by)?$/i.test(
      rest,
    )
  return /^(?:take|adopt|make|continue|intensify|strengthen|step up|increase|redouble|pursue|ensure that|ensure|undertake) ?(?:all |the |its |every |effective |urgent |immediate |concrete |necessary |appropriate |further |additional |specific |possible |other |and |prompt )*(?:measures|steps|efforts|action|effort)?(?: necessary| possible| needed| required| in order)*$/i.test(
    rest,
  )
}

function leavesOf(paragraph: RawParagraph): RawItem[] {
  return paragraph.items.filter(
    (item) => !hasSubItems(paragraph, item) || /\b(?:including|by|particular)[^:]{0,12}:$/.test(item.text),
  )
}

function hasSubItems(paragraph: RawParagraph, item: RawItem): boolean {
  return paragraph.items.some((other) => other.id !== item.id && other.id.startsWith(`${item.id}(`))
}

function ownText(paragraph: RawParagraph): string {
  return paragraph.closing === '' ? paragraph.text : `${paragraph.text}\n${paragraph.closing}`
}

/** The kind, from what is said and where it stands; null where neither tells. */
function kindOf(acts: ReadonlySet<Act>, asks: boolean, chain: readonly RawSection[]): ParagraphKind | null {
  const part = partOf(chain)
  if (asks) return acts.has('worries') || acts.has('praises') ? 'mixed' : 'recommendation'
  if (part === 'introduction') return 'procedural'
  if (part === 'positive') return 'positive'
  if (acts.has('worries')) return 'concern'
  if (part === 'concern') return acts.has('praises') && chain.length > 0 ? 'concern' : part
  if (acts.has('praises')) return 'positive'
  return part === null ? null : 'procedural'
}

/** The parts that concluding observations of all bodies have, by the words of their headings. */
function partOf(chain: readonly RawSection[]): 'introduction' | 'positive' | 'concern' | 'end' | null {
  const outer = chain[0]
  if (outer === undefined) return 'introduction'
  const titles = chain.map((section) => section.title.toLowerCase()).join(' ')
  if (/dissemination|follow-up|implementation and reporting/.test(titles)) return 'end'
  if (/introduction|historical background/.test(outer.title.toLowerCase())) return 'introduction'
  if (/positive (?:aspects|developments)|achievements|welcome/.test(outer.title.toLowerCase())) return 'positive'
  return /concern|recommendation|observations|factors/.test(outer.title.toLowerCase()) ? 'concern' : null
}
