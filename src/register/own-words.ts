/**
 * Texts as they are compared across cases: a keyed digest for texts that are the same but for dress, and where texts that
 * are merely alike count too, a sketch (Broder's MinHash, 1997) of their runs of three letters. Neither gives the text back,
 * and without the key nobody tries texts against them.
 */
import { createHmac } from 'node:crypto'
import type { KeyOf } from '../firewall/index.ts'
import type { Procedure } from '../procedures/index.ts'
import { conditionsOfKind } from './commit/elsewhere.ts'
import { type Facts, type FactValue, plain, textsOf } from './judgement/index.ts'

/** A text of a fact, as the database keeps and compares it. */
export interface Wording {
  readonly fact: string
  /** Hexadecimal. */
  readonly digest: string
  readonly sketch?: readonly number[]
}

/** Places of a sketch: near 0.9 the similarity it tells is off by 0.015 (one standard deviation). */
const PLACES = 256

/** The digests of every text that a rule wants in own words, among these facts. */
export function wordingsOf(key: KeyOf, procedure: Procedure, facts: Facts): readonly Wording[] {
  const seen = new Set<string>()
  return conditionsOfKind(procedure, 'in-own-words').flatMap(({ fact, text }) =>
    textsOf(facts[fact], text).flatMap((words) => {
      const wording = wordingOf(key, procedure, fact, words)
      if (seen.has(`${fact} ${wording.digest}`)) return []
      seen.add(`${fact} ${wording.digest}`)
      return [wording]
    }),
  )
}

/** The digest of one text; with its sketch where a rule of the procedure counts likeness below sameness. */
export function wordingOf(key: KeyOf, procedure: Procedure, fact: string, text: FactValue & string): Wording {
  const words = plain(text)
  const keyed = (data: string) =>
    createHmac('sha256', key('wordings')).update(`${procedure.name} ${fact} ${data}`).digest()
  const alikeCounts = conditionsOfKind(procedure, 'in-own-words').some((one) => one.fact === fact && one.similarity < 1)
  const digest = keyed(`text ${words}`).toString('hex')
  return alikeCounts ? { fact, digest, sketch: sketchOf(words, keyed) } : { fact, digest }
}

/** At each place the least of all runs under one of 256 orders; a run that comes again is another run. */
function sketchOf(words: string, keyed: (data: string) => Buffer): readonly number[] {
  const sketch = new Int32Array(PLACES).fill(2 ** 31 - 1)
  for (const run of runsOf(words)) {
    const hash = keyed(`run ${run}`)
    const [first, step] = [hash.readInt32BE(0), hash.readInt32BE(4) | 1]
    for (let place = 0; place < PLACES; place++) {
      const value = scrambled((first + Math.imul(place, step)) | 0)
      if (value < (sketch[place] ?? 0)) sketch[place] = value
    }
  }
  return [...sketch]
}

/** Mixes the bits, so that the orders do not follow from one another (the finalizer of MurmurHash3). */
function scrambled(of: number): number {
  let bits = of
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

function* runsOf(words: string): Generator<string> {
  const times = new Map<string, number>()
  const characters = [...words]
  for (let at = 0; at + 3 <= characters.length; at++) {
    const run = characters.slice(at, at + 3).join('')
    const time = (times.get(run) ?? 0) + 1
    times.set(run, time)
    yield `${run} ${time}`
  }
}
