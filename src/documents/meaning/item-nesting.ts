/** Where an item stands inside its paragraph: "(i)" is the letter after "(h)" or the first Roman numeral below "(c)". */
import { letterValue, romanValue } from './address-label.ts'

type Family = 'letter' | 'roman' | 'number' | 'other'

interface Level {
  readonly family: Family
  readonly token: string
  readonly value: number
}

/** What stands around an item's label and helps to read it. */
export interface Surroundings {
  /** The label of the next item, null where none follows. */
  readonly next: string | null
  /** Whether the item before ends in a colon, and so opens a list. */
  readonly afterColon: boolean
}

/** Follows the items of one paragraph. */
export class ItemNesting {
  #levels: Level[] = []
  #interrupted = false

  /** Whether the token would go on with the list at some open level. */
  continues(token: string): boolean {
    return readings(token).some((reading) => this.#levels.some((level) => follows(level, reading)))
  }

  /** Text stands between two lists: the next label may go on with the last or begin anew. */
  interrupt(): void {
    this.#interrupted = true
  }

  /** Places the next item; `inOrder` is false where its label does not follow from those before. */
  place(token: string, around: Surroundings): { path: string[]; inOrder: boolean } {
    if (this.#interrupted && readings(token).some((reading) => reading.value === 1)) this.#levels = []
    this.#interrupted = false
    const choice = this.#choose(token, around)
    this.#levels = [...this.#levels.slice(0, choice.depth), choice.level]
    return { path: this.#levels.map((level) => level.token), inOrder: choice.inOrder }
  }

  #choose(token: string, around: Surroundings): { level: Level; depth: number; inOrder: boolean } {
    const options = readings(token)
    const opens = options.find((reading) => reading.value === 1)
    const next = options.flatMap((reading) => {
      const depth = this.#levels.findLastIndex((level) => follows(level, reading))
      return depth === -1 ? [] : [{ level: reading, depth, inOrder: true }]
    })
    const deepest = next.toSorted((one, other) => other.depth - one.depth)[0]
    const opened = opens && { level: opens, depth: this.#levels.length, inOrder: true }
    if (opened !== undefined && deepest !== undefined) return opensList(token, around) ? opened : deepest
    if (deepest !== undefined) return deepest
    if (opened !== undefined) return this.#openOrRestart(opened, around)
    return this.#outOfOrder(options)
  }

  // A first label of a family that is open already starts that list anew, unless a colon opens one below.
  #openOrRestart(opened: { level: Level; depth: number; inOrder: boolean }, around: Surroundings) {
    const same = this.#levels.findIndex((level) => level.family === opened.level.family)
    return same === -1 || around.afterColon ? opened : { level: opened.level, depth: same, inOrder: false }
  }

  #outOfOrder(options: readonly Level[]): { level: Level; depth: number; inOrder: boolean } {
    for (const reading of options) {
      const depth = this.#levels.findLastIndex((level) => level.family === reading.family)
      if (depth !== -1) return { level: reading, depth, inOrder: reading.family === 'other' }
    }
    const level = options[0] ?? { family: 'other', token: '', value: 0 }
    return { level, depth: this.#levels.length, inOrder: level.family === 'other' }
  }
}

function opensList(token: string, around: Surroundings): boolean {
  if (around.next !== null && romanValue(around.next) === 2) return true
  if (around.next !== null && letterValue(around.next) === (letterValue(token) ?? 0) + 1) return false
  return around.afterColon
}

function follows(level: Level, reading: Level): boolean {
  return level.family === reading.family && level.value + 1 === reading.value
}

function readings(token: string): Level[] {
  const found: Level[] = []
  const letter = letterValue(token)
  const roman = romanValue(token)
  if (letter !== null) found.push({ family: 'letter', token, value: letter })
  if (roman !== null) found.push({ family: 'roman', token, value: roman })
  if (/^\d+$/.test(token)) found.push({ family: 'number', token, value: Number(token) })
  return found.length > 0 ? found : [{ family: 'other', token, value: 0 }]
}
