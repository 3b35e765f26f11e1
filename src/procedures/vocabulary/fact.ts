/** What is known on a case: each fact typed once, with its meaning, whether it is personal, whether figures use it. */
import { COUNTRY, type CodeList, LANGUAGE, SEX } from './code-list.ts'
import type { Actor } from './role.ts'

export type FactType =
  | { readonly kind: 'date' | 'date-or-year' | 'instant' | 'yes-no' }
  /** `sealed`: it comes as an age file, which the register opens as little as the words beside it. */
  | { readonly kind: 'file'; readonly sealed: boolean }
  /** At most 200 characters. */
  | { readonly kind: 'short' }
  | { readonly kind: 'long' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'code'; readonly list: CodeList }
  /** One or more of the list. */
  | { readonly kind: 'codes'; readonly list: CodeList }
  /** Another thing that the register knows: a person, an officer, a place, a case of another procedure. */
  | { readonly kind: 'ref'; readonly to: string }
  /** The number of another case of this procedure, as it stands on the slip: whoever gives it was given it. */
  | { readonly kind: 'case-number' }
  /** Lines of a small table: each an alternative, a way to stay. */
  | { readonly kind: 'lines'; readonly of: Readonly<Record<string, Fact>> }
  /** Worked out, never typed. */
  | Derived

/** A fact that follows from others by a rule that the engine knows by name. */
export type Derived =
  | { readonly kind: 'derived'; readonly rule: 'age-band'; readonly birth: string; readonly at: string }
  /** Yes if under 18 on any evidence, if the age is disputed, or if the youngest age possible is under 18. */
  | {
      readonly kind: 'derived'
      readonly rule: 'treated-as-child'
      readonly birth: string
      readonly basis: string
      readonly at: string
      /** Who says that it has ended for somebody who was, or may have been, under 18. Nobody else does. */
      readonly endedBy: readonly Actor[]
    }
  /** When the time of the named safeguard's clock is over. */
  | { readonly kind: 'derived'; readonly rule: 'end-of-clock'; readonly safeguard: string }

export interface Fact<T extends FactType = FactType> {
  readonly is: T
  /** One phrase: what an officer must understand by it. */
  readonly means: string
  /** About a person: erased when its time is over. Text is kept encrypted. */
  readonly personal: boolean
  /** Needs a read grant of its own. Always personal. */
  readonly sensitive: boolean
  /**
   * Used by the statistical record. `region`, `district`: only that of a place; `agency`: only that of an officer;
   * `group`: the sub-region of the world in which a country lies; `any`: only whether it is more than none.
   */
  readonly dimension: boolean | 'region' | 'district' | 'agency' | 'group' | 'any'
  /** The part of the case it lies in: a sub-record of another compartment. Null for the case itself. */
  readonly part: string | null
  /** A moment that may lie ahead: the end of a title, a day that is fixed. Any other must have come to be given. */
  readonly ahead: boolean
  /** A day or moment that is made later and never earlier: time that somebody was given. */
  readonly onlyLater: boolean
  /** The moment before which it cannot lie: nobody is heard before they lost their liberty. */
  readonly notBefore: string | null
}

type Marks = Partial<Pick<Fact, 'personal' | 'sensitive' | 'dimension' | 'part' | 'ahead' | 'onlyLater' | 'notBefore'>>

function fact<const T extends FactType>(is: T, means: string, marks: Marks): Fact<T> {
  const sensitive = marks.sensitive ?? false
  return {
    is,
    means,
    personal: marks.personal ?? sensitive,
    sensitive,
    dimension: marks.dimension ?? false,
    part: marks.part ?? null,
    ahead: marks.ahead ?? false,
    onlyLater: marks.onlyLater ?? false,
    notBefore: marks.notBefore ?? null,
  }
}

export const date = (means: string, marks: Marks = {}) => fact({ kind: 'date' }, means, marks)
export const dateOrYear = (means: string, marks: Marks = {}) => fact({ kind: 'date-or-year' }, means, marks)
export const instant = (means: string, marks: Marks = {}) => fact({ kind: 'instant' }, means, marks)
export const yesNo = (means: string, marks: Marks = {}) => fact({ kind: 'yes-no' }, means, marks)
export const file = (means: string, marks: Marks = {}) => fact({ kind: 'file', sealed: false }, means, marks)
export const sealedFile = (means: string, marks: Marks = {}) => fact({ kind: 'file', sealed: true }, means, marks)
export const short = (means: string, marks: Marks = {}) => fact({ kind: 'short' }, means, marks)
export const long = (means: string, marks: Marks = {}) => fact({ kind: 'long' }, means, marks)

/** A whole number from `least` to `most`, both included. */
export const number = (range: readonly [least: number, most: number], means: string, marks: Marks = {}) =>
  fact({ kind: 'number', least: range[0], most: range[1] }, means, marks)

export const code = <const L extends CodeList>(list: L, means: string, marks: Marks = {}) =>
  fact({ kind: 'code', list }, means, marks)

export const codes = <const L extends CodeList>(list: L, means: string, marks: Marks = {}) =>
  fact({ kind: 'codes', list }, means, marks)

export const ref = (to: string, means: string, marks: Marks = {}) => fact({ kind: 'ref', to }, means, marks)

export const caseNumber = (means: string, marks: Marks = {}) => fact({ kind: 'case-number' }, means, marks)

export const lines = <const L extends Readonly<Record<string, Fact>>>(of: L, means: string, marks: Marks = {}) =>
  fact({ kind: 'lines', of }, means, marks)

/** The band of the age at the moment `at`, worked out from the birth date as it is known. */
export const ageBand = (birth: string, at: string) =>
  fact({ kind: 'derived', rule: 'age-band', birth, at }, 'Band of the age at the event.', {
    personal: true,
    dimension: true,
  })

/** The protective presumption of childhood. `endedBy` alone record that a final decision found an adult. */
export const treatedAsChild = (birth: string, basis: string, at: string, endedBy: readonly Actor[]) =>
  fact(
    { kind: 'derived', rule: 'treated-as-child', birth, basis, at, endedBy },
    'Under 18, or not shown to be older.',
    {
      personal: true,
      dimension: true,
    },
  )

/** The end of the named safeguard's time, as its clock has it. */
export const endOfClock = (safeguard: string, means: string) =>
  fact({ kind: 'derived', rule: 'end-of-clock', safeguard }, means, {})

/** Of whom the case is about, as they say it themselves. */
export const aPerson = {
  sex: code(SEX, 'As the person says.', { personal: true, dimension: true }),
  birthDateKnown: dateOrYear('As stated or documented.', { personal: true }),
  nationality: code(COUNTRY, 'The one the person names for figures.', { personal: true, dimension: 'group' }),
}

/** What every case has beside its own facts. The language is needed at opening; `unknown` is an answer. */
export const everyCase = {
  language: code(LANGUAGE, 'The language in which the person is told things.', { personal: true }),
  representative: ref('person', 'Who speaks for the person, by their own choice.', { personal: true }),
  needsInterpreter: yesNo('Whether an interpreter is needed.', { personal: true }),
}
