/** What follows from an address alone: "36(c)(iii)" is an item of paragraph 36. */

/** The number of the paragraph that an address lies in. */
export function paragraphOf(address: string): string {
  return address.replace(/\(.*$/, '')
}

/** Whether `address` is `place` or lies in it: "36(c)(iii)" lies in "36(c)" and in "36". */
export function liesIn(address: string, place: string): boolean {
  return address === place || address.startsWith(`${place}(`)
}

/** The same address after `from` has become `to`; unchanged where it does not lie in `from`. */
export function readdress(address: string, from: string, to: string): string {
  return liesIn(address, from) ? to + address.slice(from.length) : address
}
