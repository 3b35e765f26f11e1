/** The address of a paragraph in the page of its document: the part of a long document that holds it, and the place in it. */
export function placeAddress(symbol: string, address: string | null): string {
  return `/documents/${encodeURIComponent(symbol)}${address === null ? '' : `?at=${encodeURIComponent(address)}#p${address.split('(')[0]}`}`
}
