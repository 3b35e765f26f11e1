/** Recognizes a State by name, in five languages, or by the code inside a symbol. */
import { STATES } from './names/states.ts'

const KNOWN = new Set(STATES.map((state) => state.alpha3))

// Sovereign names that locale data spells otherwise than the United Nations does in other languages.
const OTHER_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  RUS: ['Fédération de Russie', 'Federación de Rusia', 'Российская Федерация', 'Российской Федерации'],
  GBR: ['Royaume-Uni de Grande-Bretagne et d’Irlande du Nord', 'Reino Unido de Gran Bretaña e Irlanda del Norte'],
  USA: ['États-Unis d’Amérique', 'Estados Unidos de América'],
  SYR: ['République arabe syrienne', 'República Árabe Siria'],
  KOR: ['République de Corée', 'República de Corea'],
  PRK: ['République populaire démocratique de Corée', 'República Popular Democrática de Corea'],
  MDA: ['République de Moldova', 'República de Moldova'],
  COD: ['République démocratique du Congo', 'República Democrática del Congo'],
  TZA: ['République-Unie de Tanzanie', 'República Unida de Tanzanía'],
  VAT: ['Saint-Siège', 'Santa Sede'],
  PSE: ['État de Palestine', 'Estado de Palestina'],
}

/** Whether three letters are the alpha-3 code of a State that reports. */
export function isStateCode(code: string): boolean {
  return KNOWN.has(code)
}

/** The State that a text names, by its longest name in it: "Guinea-Bissau" is not Guinea. Null where none or several are named. */
export function stateNamedIn(text: string): string | null {
  const plain = plainName(text)
  let rest = plain
  const found = new Set<string>()
  for (const [name, alpha3] of namesByLength()) {
    if (!rest.includes(name)) continue
    found.add(alpha3)
    rest = rest.replaceAll(name, ' ')
  }
  return found.size === 1 ? ([...found][0] ?? null) : null
}

let cache: readonly (readonly [string, string])[] | null = null

function namesByLength(): readonly (readonly [string, string])[] {
  cache ??= collectNames()
  return cache
}

function collectNames(): (readonly [string, string])[] {
  const locales = ['en', 'fr', 'es', 'ru', 'ar'].map((locale) => new Intl.DisplayNames(locale, { type: 'region' }))
  const names = new Map<string, string>()
  for (const state of STATES) {
    const foreign = locales.map((locale) => locale.of(state.alpha2) ?? '')
    for (const name of [...state.names, ...foreign, ...(OTHER_SPELLINGS[state.alpha3] ?? [])]) {
      const plain = plainName(name)
      if (plain.trim() !== '' && !names.has(plain)) names.set(plain, state.alpha3)
    }
  }
  return [...names].toSorted(([one], [other]) => other.length - one.length)
}

// Case, accents, apostrophes and punctuation differ between files; words and their order do not.
function plainName(name: string): string {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return ` ${folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}
