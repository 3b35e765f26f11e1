/** What follows from a declaration alone is worked out once: declarations never change while the program runs. */

/** The same function, which computes once for each object and further key that it is asked for. */
export function onceFor<Of extends object, Key extends readonly (string | null)[], Made>(
  make: (of: Of, ...key: Key) => Made,
): (of: Of, ...key: Key) => Made {
  const made = new WeakMap<Of, Map<string, Made>>()
  return (of, ...key) => {
    let known = made.get(of)
    if (known === undefined) {
      known = new Map()
      made.set(of, known)
    }
    const name = key.join('\n')
    let value = known.get(name)
    if (value === undefined) {
      value = make(of, ...key)
      known.set(name, value)
    }
    return value
  }
}
