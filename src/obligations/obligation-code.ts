/** How obligations are named: stable, readable, fit for the address of a page without being escaped. */

/** Where a recommendation stands. */
export interface Place {
  readonly body: string
  /** ISO 3166-1 alpha-3. */
  readonly state: string
  /** Null for documents that are not counted, such as those of the Universal Periodic Review. */
  readonly cycle: number | null
  readonly symbol: string
  readonly address: string | null
}

/** "CMW.AZE.3.36(c)(iii)"; a part split off carries a label: "CMW.AZE.3.14.C143". Without a cycle, the symbol stands in. */
export function obligationCode(place: Place, label: string | null = null): string {
  const cycle = place.cycle ?? place.symbol.replaceAll(/[^A-Za-z0-9]+/g, '-')
  return [place.body, place.state, cycle, place.address, label].filter((part) => part !== null).join('.')
}

/** The paragraph of an address: "36" of "36(c)(iii)". */
export function paragraphOf(address: string): string {
  return address.split('(')[0] ?? address
}
