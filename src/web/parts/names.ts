/** Names in the reader's language: of chapters, institutions, articles, targets. A code stands where no name is known. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

/** A name in the reader's language, else English. */
export function nameIn(names: Readonly<Record<string, string | undefined>> | null, language: string): string | null {
  return names?.[language] ?? names?.en ?? null
}

/** "C.3 Human rights of all migrant workers…", from the pack. */
export function chapterName(exchange: Exchange, id: string | null): string {
  const chapter = exchange.country.chapters.find((known) => known.id === id)
  const name = nameIn(chapter?.names ?? null, exchange.texts.language.code)
  if (name === null) return id ?? exchange.texts.t('site.none')
  return `${id} ${name}`
}

/** "State Migration Service" for "SMS", from the pack. */
export function institutionName(exchange: Exchange, code: string): string {
  const known = exchange.country.pack.institutions.find((institution) => institution.code === code)
  const names: Readonly<Record<string, string | undefined>> = known?.names ?? {}
  return names[exchange.texts.language.code] ?? known?.name ?? code
}

/** The institution's short code as a link to its page; its name is told to whoever points at it or listens. */
export function institutionLink(exchange: Exchange, code: string | null): Html | string {
  if (code === null) return ''
  return html`<a class="govuk-link" href="/institutions/${code}"><abbr title="${institutionName(exchange, code)}">${code}</abbr></a>`
}

/** "Article 16: liberty and security of person" for "16(4)": the meaning in our words where we have it. */
export function articleName(exchange: Exchange, article: string): string {
  const { t } = exchange.texts
  return meaning(exchange, `article.${/^\d+/.exec(article)?.[0] ?? ''}`) === null
    ? t('name.article', { article })
    : t('name.article-meaning', { article, meaning: meaning(exchange, `article.${/^\d+/.exec(article)?.[0]}`) ?? '' })
}

/** "10.7: orderly, safe and responsible migration" for "10.7". */
export function targetName(exchange: Exchange, target: string): string {
  const known = meaning(exchange, `sdg.${target.replace('.', '-')}`)
  return known === null ? target : exchange.texts.t('name.target-meaning', { target, meaning: known })
}

/** Unknown keys give their own last part; then there is no meaning to show. */
function meaning({ texts }: Exchange, key: string): string | null {
  const found = texts.named(key)
  return found === (key.split('.').at(-1) ?? '').replaceAll('-', ' ') ? null : found
}

/** The same on a page of a person: a name that their language lacks says that it is English. */
export function officeNamed(exchange: Exchange, code: string): Html {
  const { code: language } = exchange.texts.language
  const office = exchange.register.offices.find((one) => one.code === code)
  const isTheirs = language === 'en' || (office !== undefined && nameIn(office.names, language) !== null)
  return isTheirs ? html`${officeName(exchange, code)}` : html`<bdi lang="en">${officeName(exchange, code)}</bdi>`
}

/** The name of an office in the reader's language; its code where the pack has none. */
export function officeName({ register, texts }: Exchange, code: string): string {
  const office = register.offices.find((one) => one.code === code)
  return office?.names[texts.language.code as keyof typeof office.names] ?? office?.name ?? code
}
