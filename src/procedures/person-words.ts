/**
 * Which declared words a person may read on their own case, from the declaration alone: everything that they are shown, and
 * the buttons, labels and hints of what they do themselves. The others are for officers.
 */
import type { AnyTexts } from './texts.ts'
import { type CodeList, type Fact, isAboutSomebody, type Procedure } from './vocabulary/index.ts'
import { wordPaths } from './word-paths.ts'

/** The paths of the words for the person, among those of the procedure. */
export function personPaths(procedure: Procedure, words: AnyTexts): ReadonlySet<string> {
  const read = factsRead(procedure)
  const given = factsGiven(procedure)
  const theirs = stepsOf(procedure)
  const lists = new Set(read.flatMap((name) => listsOf(procedure.facts[name])).map(({ name }) => name))
  const isTheirs = (path: string): boolean => {
    const [area, name = '', word] = path.split('.')
    // Of a case about nobody there is no page of one's own; what the safeguards say, everybody reads.
    if (!isAboutSomebody(procedure) && (area === 'steps' || area === 'states')) return false
    if (area === 'steps') return word === 'done' || theirs.has(name)
    if (area === 'safeguards') return word !== 'officer'
    if (area === 'facts') return word === 'hint' ? given.has(name) : read.includes(name)
    if (area === 'lines') return given.has(name)
    if (area === 'codes') return lists.has(name)
    return true
  }
  return new Set([...wordPaths(words).keys()].filter(isTheirs))
}

/** The code lists of what the person reads, by name: some are shared by many procedures. */
export function personLists(procedure: Procedure): ReadonlySet<string> {
  return new Set(factsRead(procedure).flatMap((name) => listsOf(procedure.facts[name]).map((list) => list.name)))
}

function listsOf(fact: Fact | undefined): readonly CodeList[] {
  if (fact === undefined) return []
  const { is } = fact
  if (is.kind === 'lines') return Object.values(is.of).flatMap(listsOf)
  return is.kind === 'code' || is.kind === 'codes' ? [is.list] : []
}

/** Shown on the own case, or asked by a step of their own. */
function factsRead(procedure: Procedure): readonly string[] {
  const { reads } = procedure.person
  return reads === 'all' ? Object.keys(procedure.facts) : [...reads, ...factsGiven(procedure)]
}

/** Steps that somebody takes without an office: by code, by a helper, at the beginning. */
function stepsOf({ opens, transitions, entries }: Procedure): ReadonlySet<string> {
  const steps = [...Object.entries(transitions), ...Object.entries(entries)]
  const isTheirs = (by: readonly string[]) => by.includes('person') || by.includes('representative')
  return new Set([
    ...(isTheirs(opens.by) ? ['open'] : []),
    ...steps.flatMap(([name, { by }]) => (isTheirs(by) ? [name] : [])),
  ])
}

function factsGiven(procedure: Procedure): ReadonlySet<string> {
  const theirs = stepsOf(procedure)
  const { opens, transitions, entries } = procedure
  const steps = [['open', opens] as const, ...Object.entries(transitions), ...Object.entries(entries)]
  return new Set(steps.flatMap(([name, { needs = [], takes = [] }]) => (theirs.has(name) ? [...needs, ...takes] : [])))
}
