/** Reads HTML into a tree without scripts, styles and navigation; tags that nobody closed are closed as browsers do it. */
import { Parser } from 'htmlparser2'
import { Unreadable } from '../../intake/index.ts'

export interface HtmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (HtmlElement | string)[]
}

const DEEPEST = 400

const LEFT_OUT = new Set(
  'head script style template noscript svg math nav button select textarea iframe object audio video canvas map del'.split(
    ' ',
  ),
)

/** The tree of a page. Refuses nesting that no document has. */
export function treeOf(html: string): HtmlElement {
  const root: HtmlElement = { name: '#page', attributes: {}, children: [] }
  const open = [root]
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (open.length > DEEPEST) throw new Unreadable('too-complex')
      const element: HtmlElement = { name, attributes, children: [] }
      if (!isLeftOut(element)) open.at(-1)?.children.push(element)
      open.push(element)
    },
    ontext: (text) => {
      open.at(-1)?.children.push(text)
    },
    onclosetag: () => {
      open.pop()
    },
  })
  parser.end(html)
  return root
}

/** All elements below one, in order. */
export function* elementsBelow(parent: HtmlElement): Generator<HtmlElement> {
  for (const child of parent.children) {
    if (typeof child === 'string') continue
    yield child
    yield* elementsBelow(child)
  }
}

/** All text below an element. */
export function textBelow(element: HtmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textBelow(child))).join('')
}

function isLeftOut({ name, attributes }: HtmlElement): boolean {
  return LEFT_OUT.has(name) || 'hidden' in attributes || /display:\s*none/i.test(attributes.style ?? '')
}
