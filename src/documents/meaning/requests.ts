/** Finds what a paragraph asks of the State, to the leaf: items under words that ask, introductory words that ask themselves, and text. */
import type { OutlineParagraph, Part } from './outline.ts'
import { introAsksItself, itemAsksItself } from './own-request.ts'
import type { Act, Speech } from './rules/rule.ts'
import { sentencesOf } from './sentences.ts'

const OPENING_ACTS: ReadonlySet<Act> = new Set(['asks', 'concern', 'praise'])

type Item = Extract<Part, { is: 'item' }>

/** What a paragraph asks: addresses of its leaves in order, and the passages that ask nothing. */
export interface Requests {
  readonly leaves: readonly { readonly id: string; readonly text: string }[]
  /** Text and items that do not belong to a request, for the rules of kind. */
  readonly rest: readonly string[]
}

/** Reads one paragraph of concluding observations. */
export function requestsOf(paragraph: OutlineParagraph, speech: Speech): Requests {
  const leaves: { id: string; text: string }[] = []
  const rest: string[] = []
  let paragraphAsks = false
  for (const { intro, items } of runsOf(paragraph.parts, speech)) {
    const itemsAsk = items.length > 0 && openingAct(intro, speech) === 'asks'
    if (items.length === 0 ? asksIn(intro, speech) : introAsks(intro, itemsAsk, speech)) paragraphAsks = true
    rest.push(intro)
    const spoken = isSubject(intro) ? speakingItem : (item: Item) => item.text
    const asking = itemsAsk ? leavesOf(items) : items.filter((item) => asksIn(spoken(item), speech))
    leaves.push(...asking)
    if (!itemsAsk) rest.push(...items.map(spoken))
  }
  const whole = paragraphAsks ? [{ id: paragraph.number, text: textOf(paragraph.parts) }] : []
  return { leaves: [...whole, ...leaves], rest }
}

/** The paragraph's own text, without its items. */
export function textOf(parts: readonly Part[]): string {
  return parts
    .filter((part) => part.is === 'text')
    .map((part) => part.text)
    .join('\n')
}

/** Whether a text asks the State for something in one of its sentences. */
export function asksIn(text: string, speech: Speech): boolean {
  return actsIn(text, speech).has('asks')
}

/** Everything that the sentences of a text do. */
export function actsIn(text: string, speech: Speech): ReadonlySet<Act> {
  return new Set(sentencesOf(text).flatMap((sentence) => speech.answersIn(sentence).map((answer) => answer.rule.gives)))
}

function introAsks(intro: string, itemsAsk: boolean, speech: Speech): boolean {
  return itemsAsk || !/[:：]$/.test(intro) ? introAsksItself(intro, speech) : asksIn(intro, speech)
}

// "In this regard, the Committee: (a) Urges …; (b) Notes …": the items are what the body says.
function isSubject(intro: string): boolean {
  return /(?<!\p{L})[Tt]he (?:Sub)?[Cc]ommittee(?:\s+(?:also|further|therefore))?\s*:$/u.test(intro)
}

function speakingItem({ text }: Item): string {
  return `The Committee ${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

/** What the words before a list make of it: the last thing that they do. */
function openingAct(intro: string, speech: Speech): Act | null {
  for (const sentence of sentencesOf(intro).toReversed()) {
    const last = speech.answersIn(sentence).findLast((answer) => OPENING_ACTS.has(answer.rule.gives))
    if (last !== undefined) return last.rule.gives
  }
  return null
}

interface Run {
  intro: string
  items: Item[]
}

// Text, then the items below it; text after items begins a new run.
function runsOf(parts: readonly Part[], speech: Speech): Run[] {
  const runs: Run[] = []
  for (const part of parts) {
    const run = runs.at(-1)
    if (part.is === 'item') (interruptedList(runs, part, speech) ?? openList(runs)).push(part)
    else if (run === undefined || run.items.length > 0) runs.push({ intro: part.text, items: [] })
    else run.intro = `${run.intro}\n${part.text}`
  }
  return runs
}

function openList(runs: Run[]): Item[] {
  const run = runs.at(-1)
  if (run !== undefined) return run.items
  const items: Item[] = []
  runs.push({ intro: '', items })
  return items
}

/** The list that an item goes on with, behind words that open none: a note printed at the foot of a page, a remark. */
function interruptedList(runs: readonly Run[], item: Item, speech: Speech): Item[] | null {
  const [before, between] = runs.slice(-2)
  if (before === undefined || between === undefined || between.items.length > 0 || before.items.length === 0)
    return null
  const isFirst = /\((?:a|i|1)\)$/.test(item.id)
  return isFirst || opensList(between.intro, speech) ? null : before.items
}

function opensList(words: string, speech: Speech): boolean {
  if (/[:：]$/.test(words)) return true
  return !/[.!?…;]["”’»)\]]*$/.test(words) && openingAct(words, speech) !== null
}

function leavesOf(items: readonly Item[]): Item[] {
  return items.filter((item, index) => {
    const below = items[index + 1]
    const hasItems = below !== undefined && below.depth > item.depth && below.id.startsWith(item.id)
    return !hasItems || itemAsksItself(item.text)
  })
}
