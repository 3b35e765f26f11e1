/** Functions that remember their answers: for what is asked over and over and costs more to make than to keep. */

/** Remembers at most `most` answers by key, and begins anew when there are more: what is asked often is soon back. */
export function remember<Asked, Answer>(
  make: (asked: Asked) => Answer,
  options: { readonly keyOf: (asked: Asked) => string | null; readonly most: number },
): (asked: Asked) => Answer {
  const known = new Map<string, Answer>()
  return (asked) => {
    const key = options.keyOf(asked)
    // Nothing is kept of what has no key.
    if (key === null) return make(asked)
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= options.most) known.clear()
    const answer = make(asked)
    known.set(key, answer)
    return answer
  }
}
