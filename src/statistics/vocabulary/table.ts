import type { Nature } from '../gates/forbidden.ts'

/**
 * The words in which a table is declared: who is counted, in which records, by what, with which margins, and what the
 * figures are. A declaration is data; how it is computed, protected and released is the same for all.
 */

/** `sensitive`: about the person. `conduct`: about the State. `plain`: neither (statistics.md 4.4). */
export type Bearing = 'sensitive' | 'conduct' | 'plain'

/** What stands in the record: one of these values, or a whole number from `from` on and below `below`. */
export type Category =
  | {
      readonly code: string
      readonly values: readonly string[]
      /** Merged: its values are among those of that category, and it has none of its own. */
      readonly within?: string
    }
  | { readonly code: string; readonly from: number; readonly below: number | null }

export interface Dimension {
  /** SDMX: "SEX". */
  readonly id: string
  /** Column of the statistical record. */
  readonly column: string
  readonly bearing: Bearing
  /** What sort of fact it is; what may never be tabulated has none that is allowed. */
  readonly nature: Nature
  readonly role?: 'sex' | 'age' | 'citizenship' | 'area'
  /** In the order in which they are shown; codes are SDMX's: "F", "Y15T17". */
  readonly categories: readonly Category[]
  /** The safeguard that was kept where it is 1, and broken where it is 0. */
  readonly keeps?: string
  /** Other or not stated: always a category of its own, never shared out. Null where every record is in a category. */
  readonly rest: string | null
  /** Set and version of its categories, where those are the country's. */
  readonly classification?: string
  /** Where a category goes that is too small to be shown: declared once, never worked out. */
  readonly goesInto?: Readonly<Record<string, string>>
}

/** Values of a category, of which each stands in one; none where it is merged. */
export function valuesOf(category: Category): readonly string[] {
  return 'values' in category ? category.values : []
}

/** Dimension by place: SDMX has it in a position of its own, for all tables. */
export const REF_AREA = 'REF_AREA'

/** Codes of a dimension, the rest last. */
export function codesOf({ categories, rest }: Dimension): readonly string[] {
  return [...categories.map(({ code }) => code), ...(rest === null ? [] : [rest])]
}

/** A figure that follows from released counts, in each row and in the whole. */
export type Derived =
  /** Per cent of the counted that stand at `code` of the dimension. */
  | { readonly id: string; readonly kind: 'share'; readonly dimension: string; readonly code: string }
  /** Median of a dimension whose categories are bands of hours or days; `per`: so many hours of a band make a day of the median. */
  | {
      readonly id: string
      readonly kind: 'median'
      readonly dimension: string
      readonly unit: 'H' | 'D'
      readonly per?: number
    }

export interface Table {
  /** "detention-decision". Names the page, the files, the dataflow. */
  readonly name: string
  /** Of its structure: a change breaks the series. */
  readonly version: string
  /** Whose statistical records are counted, by the name of the procedure. */
  readonly of: string
  /** The series it belongs to (`series.ts`): "detention-breaches". All of one series are of one frequency. */
  readonly series?: string
  /** The records made at a moment, a stock, or the times of rules that fell due. */
  readonly records:
    | { readonly moments: readonly string[] }
    /** Open cases at 24:00 of the last day. */
    | { readonly stock: true }
    | {
        /** "D3.judge" */
        readonly times: readonly string[]
      }
    /** Breaches of a safeguard ("D3"), whichever of its rules was broken, in the period in which they were found. */
    | { readonly breaches: string }
  /**
   * Where one case can come to these moments more than once: it is counted once, by the last of its records in the period
   * (of one month by the order of the moments), or each time, and the words say so.
   */
  readonly repeated?: 'last' | 'each'
  /** The part of them that is counted; all where absent. */
  readonly only?: { readonly column: string; readonly nature: Nature; readonly oneOf: readonly string[] }
  readonly unit: 'persons' | 'cases' | 'events'
  readonly frequency: 'A' | 'Q'
  readonly by: readonly Dimension[]
  /** Every margin, or the whole, each dimension alone, and the crossing of all. */
  readonly margins: 'all' | 'one-way'
  /**
   * Structural zeros: codes that cannot come together, as the classifications have it: `{ AGE: 'Y0T17', PERMIT: 'OWN' }`. Nobody
   * is counted there, and a record that falls there stops the table.
   */
  readonly impossible?: readonly Readonly<Record<string, string>>[]
  readonly derived: readonly Derived[]
  /** No cell below it is shown, 0 included: where a procedure or the law says so. */
  readonly leastCount?: number
  /**
   * Published without noise, since it is what the State did: the year alone, no dimension. The safeguard whose breaches it counts;
   * `alike`: the codes at which protected tables of the same records count the same people.
   */
  readonly exact?: { readonly safeguard: string; readonly alike?: Readonly<Record<string, readonly string[]>> }
  /** Counts acts of an institution and nobody: no noise, no gates. A record with a person in it stops the table. */
  readonly countsNobody?: true
  /** Counts people whose very existence in it is a secret: the year, the country, sex or child and adult. */
  readonly hiddenGroup?: true
}

/** How its counts are protected (statistics.md 7.1): cell key method, exact, or of nobody. */
export function methodOf({ exact, countsNobody }: Pick<Table, 'exact' | 'countsNobody'>): 'CKM' | 'EXACT' | 'NONE' {
  if (countsNobody) return 'NONE'
  return exact === undefined ? 'CKM' : 'EXACT'
}

/** The measure of the counts themselves. */
export function countedIn({
  unit,
  records,
}: Pick<Table, 'unit' | 'records'>): 'PERSONS' | 'CASES' | 'EVENTS' | 'BREACHES' {
  if ('breaches' in records) return 'BREACHES'
  return ({ persons: 'PERSONS', cases: 'CASES', events: 'EVENTS' } as const)[unit]
}

type Optional = 'derived' | 'margins' | 'version'

/** A declared table, with what most have in common. */
export function table(declared: Omit<Table, Optional> & Partial<Pick<Table, Optional>>): Table {
  return { version: '1.0.0', margins: 'one-way', derived: [], ...declared }
}
