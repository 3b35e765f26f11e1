/** Words as they lie: each under its path, so that languages can be compared and joined. */

/** Path → word, in the order of the declaration: `steps.appeal.button`. */
export function wordPaths(words: object, within = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, word]: [string, unknown]): (readonly [string, string])[] => {
      const path = `${within}${key}`
      if (typeof word === 'string') return [[path, word]]
      return isObject(word) ? [...wordPaths(word, `${path}.`)] : []
    }),
  )
}

/** The words of `source`, each in the words of `other` where these have it. */
export function joined<T extends object>(source: T, other: object | undefined): T {
  const theirs = new Map<string, unknown>(Object.entries(other ?? {}))
  const entries = Object.entries(source).map(([key, word]: [string, unknown]) => {
    const own = theirs.get(key)
    if (typeof word === 'string') return [key, typeof own === 'string' ? own : word] as const
    return [key, isObject(word) && isObject(own) ? joined(word, own) : word] as const
  })
  return Object.fromEntries(entries) as T // the keys of `source`, and its kinds
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What a case fills in: `time` of "by {$time}". */
export function placeholdersOf(word: string): readonly string[] {
  return [...new Set([...word.matchAll(/\{\$(\w+)/g)].map(([, name = '']) => name))].toSorted()
}
