/**
 * What a language must say, and what it may not: every word for the person in each language, every word at all where it is
 * whole for everybody, no word of its own, and in each what a case fills in.
 */
import type { Finding } from '../check.ts'
import { personLists, personPaths } from '../person-words.ts'
import { sharedCodes } from '../shared.texts.ts'
import { wordsOf } from '../texts.ts'
import type { Procedure } from '../vocabulary/index.ts'
import { placeholdersOf, wordPaths } from '../word-paths.ts'
import { TRANSLATIONS } from './index.ts'
import type { WordsIn } from './words-in.ts'

/** Everything that is wrong with the words of these procedures in other languages. What lacks is shown in English meanwhile. */
export function translationFindings(
  procedures: readonly Procedure[],
  translations: Readonly<Record<string, WordsIn>> = TRANSLATIONS,
): readonly Finding[] {
  return Object.entries(translations).flatMap(([language, of]) => [
    ...procedures.flatMap((procedure) => ofProcedure(language, of, procedure)),
    ...ofShared(language, of, procedures),
  ])
}

function ofProcedure(language: string, of: WordsIn, procedure: Procedure): readonly Finding[] {
  const source = wordsOf(procedure.name)
  return compared(`procedures/translations/${language}/${procedure.name}.ts`, {
    source: wordPaths(source),
    own: wordPaths(of.procedures[procedure.name] ?? {}),
    needed: of.wholeFor === 'everybody' ? null : personPaths(procedure, source),
  })
}

function ofShared(language: string, of: WordsIn, procedures: readonly Procedure[]): readonly Finding[] {
  const lists = new Set(procedures.flatMap((procedure) => [...personLists(procedure)]))
  const source = wordPaths(sharedCodes)
  const forPeople = new Set([...source.keys()].filter((path) => lists.has(path.split('.')[0] ?? '')))
  return compared(`procedures/translations/${language}/shared.ts`, {
    ...{ source, own: wordPaths(of.shared.codes ?? {}) },
    needed: of.wholeFor === 'everybody' ? null : forPeople,
  })
}

interface Compared {
  readonly source: ReadonlyMap<string, string>
  readonly own: ReadonlyMap<string, string>
  /** Null where everything is. */
  readonly needed: ReadonlySet<string> | null
}

function compared(file: string, { source, own, needed }: Compared): readonly Finding[] {
  const missing = [...source]
    .filter(([path]) => (needed === null || needed.has(path)) && (own.get(path) ?? '').trim() === '')
    .map(([name, word]) => ({ file, name, rule: 'word-missing', reason: `It has no word for “${word}”.` }))
  const surplus = [...own.keys()]
    .filter((path) => !source.has(path))
    .map((name) => ({ file, name, rule: 'word-of-nothing', reason: 'English has no such word.' }))
  const unlike = [...own].flatMap(([name, word]) => {
    const [there, here] = [placeholdersOf(source.get(name) ?? ''), placeholdersOf(word)]
    if (!source.has(name) || there.join() === here.join()) return []
    const reason = `A case fills in ${there.join(', ') || 'nothing'}, and the word has ${here.join(', ') || 'nothing'}.`
    return [{ file, name, rule: 'filled-in-otherwise', reason }]
  })
  return [...missing, ...surplus, ...unlike]
}
