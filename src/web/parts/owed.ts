/**
 * What the country pack says in words of figures that are not there: what they wait for, registers by what they are about and
 * other sources by what they are (never by a name of the code), and why they are not made.
 */
import { html } from 'hono/html'
import type { Names } from '../../countries/index.ts'
import { wordsOf } from '../../procedures/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** "residence permits, labour force survey", in the reader's language. */
export function owedText(
  exchange: Exchange,
  { procedures, sources = [] }: { readonly procedures: readonly string[]; readonly sources?: readonly string[] },
): Html {
  const { publishing } = exchange.country.pack
  const own = new Set(exchange.register.procedures.map(({ name }) => name))
  const inWords = (names: Names | undefined, name: string) =>
    packText(exchange, names ?? { en: name.replaceAll('-', ' ') })
  const all = [
    ...procedures.map((name) =>
      own.has(name)
        ? html`${wordsOf(name, exchange.texts.language.code).title}`
        : inWords(publishing?.registers[name], name),
    ),
    ...sources.map((name) => inWords(publishing?.sources[name], name)),
  ]
  const comma = exchange.texts.language.code === 'ar' ? '، ' : ', '
  return html`${all.map((one, at) => html`${at === 0 ? '' : comma}${one}`)}`
}

/** A text of the pack in the reader's language; in English, and marked as such, where it has none. */
export function packText({ texts }: Exchange, names: Names): Html {
  const code = texts.language.code
  const own = Object.entries(names).find(([language]) => language === code)?.[1]
  return own === undefined ? html`<span lang="en" dir="ltr">${names.en}</span>` : html`${own}`
}
