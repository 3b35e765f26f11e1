/** What a line of a procedure rests on: a paragraph of a document, an article of the Convention, another instrument. */

/** "CMW/C/AZE/CO/3 36(c)(iii)", "ICRMW 16(4)", "JGC4/23": an instrument, then its place, where there is one. */
export type Citation = string & { readonly citation: unique symbol }

/** The Committee's observations from which the procedures were drawn; its paragraphs are cited by `p`. */
export const SOURCE_DOCUMENT = 'CMW/C/AZE/CO/3'

/** Instruments that procedures cite beside the source document. `art` cites the Convention itself. */
export const INSTRUMENTS = [
  'ICRMW',
  'ICCPR',
  'ICESCR',
  'CRC',
  'CAT',
  'OPCAT',
  'CEDAW',
  '1951C',
  'Palermo',
  'CoE-THB',
  'C29',
  'C190',
  'GC1',
  'GC2',
  'GC5',
  'JGC3/22',
  'JGC4/23',
  'OHCHR-trafficking',
  'Paris-Principles',
  'SDG',
] as const
export type Instrument = (typeof INSTRUMENTS)[number]

/** Paragraphs of the source document: `p('36(a)', '36(c)(iii)')`. */
export function p(...addresses: readonly string[]): readonly Citation[] {
  return addresses.map((address) => `${SOURCE_DOCUMENT} ${address}` as Citation) // made here, of known parts
}

/** Articles of the Convention: `art('16(4)', '17')`. */
export function art(...articles: readonly string[]): readonly Citation[] {
  return of('ICRMW', ...articles)
}

/** Another instrument, as a whole or by its articles: `of('CRC', '37(b)')`, `of('GC5')`. */
export function of(instrument: Instrument, ...articles: readonly string[]): readonly Citation[] {
  if (articles.length === 0) return [instrument as string as Citation] // the instrument as a whole
  return articles.map((article) => `${instrument} ${article}` as Citation) // made here, of known parts
}
