/** Addresses of paragraphs in print. */

/** "36(c)(iii)" as United Nations documents print it: "36 (c) (iii)". */
export function spaced(address: string): string {
  return address.replace(/(?<=\S)\(/g, ' (')
}
