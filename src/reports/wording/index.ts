/** The words of a report in its own language, which is not always that of the page on which it is written. */
import { MessageFormat } from 'messageformat'
import { ar } from './ar.ts'
import { az } from './az.ts'
import { en, type WordingKey } from './en.ts'

export type { WordingKey }

export interface Wording {
  /** ISO 639-1. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: (key: WordingKey, data?: Readonly<Record<string, string | number>>) => string
  /** The same for a key that data completes ("body.CMW"); null where nothing is said under it. */
  readonly named: (key: string, data?: Readonly<Record<string, string | number>>) => string | null
  /** A day as United Nations documents write it: "1 November 2023". */
  readonly day: (on: string) => string
  readonly number: (value: string) => string
}

const CATALOGUES: Readonly<Record<string, Partial<Record<WordingKey, string>>>> = { en, az, ar }
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur'])
const compiled = new Map<string, MessageFormat>()

/** The wording in a language; what it lacks is said in English. */
export function wordingIn(language: string): Wording {
  const locale = { en: 'en-GB', ar: 'ar-u-nu-latn' }[language] ?? language
  const named: Wording['named'] = (key, data = {}) => {
    const own = CATALOGUES[language]?.[key as WordingKey] // an unknown key finds nothing
    const source = own ?? en[key as WordingKey]
    return source === undefined ? null : sentence(own === undefined ? 'en-GB' : locale, source, data)
  }
  return {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr',
    say: (key, data) => named(key, data) ?? key,
    named,
    day: (on) =>
      plainSpaces(
        Temporal.PlainDate.from(on).toLocaleString(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
      ),
    number: (value) => plainSpaces(Number(value).toLocaleString(locale, { maximumFractionDigits: 6 })),
  }
}

function sentence(locale: string, source: string, data: Readonly<Record<string, string | number>>): string {
  const message = compiled.get(`${locale} ${source}`) ?? new MessageFormat(locale, source, { bidiIsolation: 'none' })
  compiled.set(`${locale} ${source}`, message)
  return message.format(data)
}

/** Word processors do not agree on whether a no-break space parts two words. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}
