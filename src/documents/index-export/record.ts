/** One row of an export before its meaning is read: cells by field, whatever form the file has. */

export const FIELDS = [
  'text',
  'countries',
  'body',
  'symbol',
  'themes',
  'people',
  'sdgs',
  'published',
  'uprStates',
  'uprPosition',
  'uprSession',
  'type',
  'id',
] as const
export type Field = (typeof FIELDS)[number]

/** A cell: text as it stands, a number (dates come as numbers), or the values of a list. */
export type Cell = string | number | readonly string[] | null

export interface IndexRecord {
  readonly row: number
  readonly cells: Readonly<Record<Field, Cell>>
}

/** Headers and keys as the Index spells them, right and wrong, reduced to letters. */
const FIELD_BY_HEADER: Readonly<Record<string, Field>> = {
  text: 'text',
  countriesconcerned: 'countries',
  countryconcerned: 'countries',
  countries: 'countries',
  reccomendingbody: 'body',
  recommendingbody: 'body',
  recomendingbody: 'body',
  body: 'body',
  documentsymbol: 'symbol',
  symbol: 'symbol',
  themes: 'themes',
  affectedpersons: 'people',
  sdgs: 'sdgs',
  documentpublicationdate: 'published',
  publicationdate: 'published',
  uprreccomendingstates: 'uprStates',
  uprrecommendingstates: 'uprStates',
  uprrecomendingstates: 'uprStates',
  recommendingstates: 'uprStates',
  uprposition: 'uprPosition',
  uprsession: 'uprSession',
  type: 'type',
  annotationtype: 'type',
  ohchrannotationid: 'id',
  annotationid: 'id',
}

/** The field that a header or key means; null for those that are not read ("Regions Concerned"). */
export function fieldOf(header: string): Field | null {
  return FIELD_BY_HEADER[header.toLowerCase().replace(/[^a-z]/g, '')] ?? null
}

/** A record from the cells that are there. */
export function recordOf(row: number, cells: Partial<Record<Field, Cell>>): IndexRecord {
  const cell = (field: Field) => cells[field] ?? null
  return {
    row,
    cells: {
      text: cell('text'),
      countries: cell('countries'),
      body: cell('body'),
      symbol: cell('symbol'),
      themes: cell('themes'),
      people: cell('people'),
      sdgs: cell('sdgs'),
      published: cell('published'),
      uprStates: cell('uprStates'),
      uprPosition: cell('uprPosition'),
      uprSession: cell('uprSession'),
      type: cell('type'),
      id: cell('id'),
    },
  }
}
