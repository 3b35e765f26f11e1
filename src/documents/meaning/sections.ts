/** The sections of a document: numbered headings, nested in the order in which their kinds of label first appear. */
import type { Section } from '../model.ts'
import { letterValue, romanValue } from './address-label.ts'
import { splitArticleRange } from './heading.ts'

type LabelKind = 'roman' | 'letter' | 'number'

interface Level {
  readonly kind: LabelKind
  readonly token: string
  readonly title: string
}

/** What a section is there for, by its title; null where the title does not tell. */
export type SectionRole = 'introduction' | 'positive' | 'concern' | 'closing'

const ROLES: readonly (readonly [SectionRole, RegExp])[] = [
  ['introduction', /^(?:introduction|introducción|введение|مقدمة|presentation by|opening remarks)/iu],
  ['positive', /positive|positif|positivos|позитивн|положительн|الجوانب الإيجابية|progress achieved|achievements/iu],
  [
    'concern',
    /concern|preoccup|préoccup|motivos|вызывающ|вопросы|مواضيع|الشواغل|factors and difficulties|observations|recommendations/iu,
  ],
  [
    'closing',
    /dissemination|follow-up|reporting|diffusion|difusión|suivi|seguimiento|распространение|последующ|النشر|المتابعة/iu,
  ],
]

/** Keeps the path of open sections while a document is read from top to bottom. */
export class SectionPath {
  readonly sections: Section[] = []
  #levels: Level[] = []

  /** Whether a number is the one that would follow among the sections opened last. */
  isNextNumber(value: number): boolean {
    const numbered = this.#levels.find((level) => level.kind === 'number')
    return numbered === undefined ? this.#levels.length > 0 && value === 1 : Number(numbered.token) + 1 === value
  }

  open(token: string, heading: string): Section {
    const kind = this.#kindOf(token)
    const { title, articles } = splitArticleRange(heading)
    const depth = this.#levels.findIndex((level) => level.kind === kind)
    const above = depth === -1 ? this.#levels : this.#levels.slice(0, depth)
    this.#levels = [...above, { kind, token, title }]
    const section = { id: this.#levels.map((level) => level.token).join('.'), label: token, title, articles }
    this.sections.push(section)
    return section
  }

  get currentId(): string | null {
    return this.#levels.length === 0 ? null : this.#levels.map((level) => level.token).join('.')
  }

  /** The role of the innermost open section whose title tells one. */
  get role(): SectionRole | null {
    return roleOf(this.#levels.map((level) => level.title))
  }

  #kindOf(token: string): LabelKind {
    if (/^\d/.test(token)) return 'number'
    const roman = romanValue(token)
    if (roman === null) return 'letter'
    const followsLetter = this.#last('letter', letterValue(token))
    if (token.length > 1 || this.#last('roman', roman)) return 'roman'
    // "I." after "H." is a letter; a first "I.", or one after no letter, is Roman.
    return followsLetter || token !== 'I' ? 'letter' : 'roman'
  }

  #last(kind: LabelKind, value: number | null): boolean {
    const token = this.#levels.find((level) => level.kind === kind)?.token
    if (token === undefined || value === null) return false
    return (kind === 'roman' ? romanValue(token) : letterValue(token)) === value - 1
  }
}

/** The role that a path of titles gives, the innermost first. */
export function roleOf(titles: readonly string[]): SectionRole | null {
  for (const title of titles.toReversed()) {
    const role = ROLES.find(([, pattern]) => pattern.test(title))?.[0]
    if (role !== undefined) return role
  }
  return null
}
