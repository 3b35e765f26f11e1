/** Numbers the items of HTML lists as browsers show them: `type`, `start`, `value`, `reversed`, and the style where it is inline. */
import { formatCount } from '../docx/number-format.ts'
import type { HtmlElement } from './tree.ts'

const FORMATS: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  decimal: 'decimal',
  'lower-alpha': 'lowerLetter',
  'lower-latin': 'lowerLetter',
  'upper-alpha': 'upperLetter',
  'upper-latin': 'upperLetter',
  'lower-roman': 'lowerRoman',
  'upper-roman': 'upperRoman',
}

/** The label of each item of a list; null for lists whose items show none. */
export function labelsOf(list: HtmlElement): ReadonlyMap<HtmlElement, string | null> {
  const items = list.children.filter((child) => typeof child !== 'string').filter(({ name }) => name === 'li')
  const type =
    /list-style(?:-type)?:\s*([a-z-]+)/i.exec(list.attributes.style ?? '')?.[1] ?? list.attributes.type ?? '1'
  if (list.name === 'ul') return new Map(items.map((item) => [item, type === 'none' ? null : '•']))
  const step = 'reversed' in list.attributes ? -1 : 1
  let count = wholeNumber(list.attributes.start) ?? (step === 1 ? 1 : items.length)
  const labels = new Map<HtmlElement, string | null>()
  for (const item of items) {
    count = wholeNumber(item.attributes.value) ?? count
    const shown = formatCount(count, FORMATS[type] ?? 'decimal') ?? String(count)
    labels.set(item, type === 'none' ? null : parenthesized(shown))
    count += step
  }
  return labels
}

// A browser writes "a."; a UN document that was turned into a list had "(a)", and its addresses are made of that.
function parenthesized(shown: string): string {
  return /^\p{Ll}/u.test(shown) ? `(${shown})` : `${shown}.`
}

function wholeNumber(text: string | undefined): number | null {
  const value = Number(text?.trim() || Number.NaN)
  return Number.isSafeInteger(value) ? value : null
}
