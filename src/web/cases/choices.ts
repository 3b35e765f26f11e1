/** Codes of declared facts by name: from the words of the procedure, from the platform for countries and languages, from the country pack for its regions. */
import { COUNTRY, type CodeList, LANGUAGE, type Procedure, REGION, wordOfCode } from '../../procedures/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Choice } from '../parts/controls.ts'
import { nameIn } from '../parts/names.ts'

/** The name of one code; the code itself where nobody names it. */
export function codeName(exchange: Exchange, procedure: Procedure, list: CodeList, code: string): string {
  const said = wordOfCode(procedure.name, list.name, code, exchange.texts.language.code)
  if (said !== null) return said
  const { language } = exchange.texts
  if (list.name === REGION.name) return nameIn(exchange.country.pack.regions[code] ?? null, language.code) ?? code
  const type = list.name === COUNTRY.name ? 'region' : list.name === LANGUAGE.name ? 'language' : null
  return (type === null ? undefined : new Intl.DisplayNames(language.code, { type, fallback: 'none' }).of(code)) ?? code
}

/** All codes of a list to choose from. Long lists that people know by name stand in the order of names. */
export function choicesOf(exchange: Exchange, procedure: Procedure, list: CodeList): readonly Choice[] {
  const regions = list.name === REGION.name ? Object.keys(exchange.country.pack.regions) : []
  const choices = [...regions, ...list.codes].map((value) => ({
    value,
    text: codeName(exchange, procedure, list, value),
  }))
  const collator = new Intl.Collator(exchange.texts.language.code)
  // Regions are many and known by name; what every State has besides ("abroad") stands after them.
  if (list.name === REGION.name)
    return [
      ...choices.slice(0, regions.length).toSorted((a, b) => collator.compare(a.text, b.text)),
      ...choices.slice(regions.length),
    ]
  if (list.name !== COUNTRY.name && list.name !== LANGUAGE.name) return choices
  const isLetters = ({ value }: Choice) => /^[a-z]{2}$/i.test(value)
  return [
    ...choices.filter(isLetters).toSorted((a, b) => collator.compare(a.text, b.text)),
    ...choices.filter((choice) => !isLetters(choice)),
  ]
}
