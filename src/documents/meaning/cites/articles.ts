/** Finds articles of the document's own treaty, and leaves aside those of codes, constitutions and other treaties. */
import { bodyByCode } from '../names/bodies.ts'

const WORD = /(?<!\p{L})(?:articles?|arts?\.|artículos?|стать[яиеюёй]{1,3}|ст\.|المادة|المادتين|المواد)\s+(?=\d)/giu
const ONE =
  '\\d{1,3}(?:\\s(?:bis|ter))?(?:\\s?\\((?:\\d{1,2}|[a-z]{1,3})\\))*(?:\\s*\\((?:par|párr|п)\\.\\s*\\d+\\))?(?:,?\\s+(?:paragraphs?|paras?\\.|párrafos?|paragraphes?|пункты?)\\s+\\d+(?:\\s?\\([a-z]\\))*)?'
const LINK = '(?:\\s*[–—]\\s*|\\s*-\\s*|\\s+to\\s+|,?\\s+(?:and|or|et|y|и|as well as)\\s+|,\\s+)'
const LIST = new RegExp(
  `^${ONE}(?:${LINK}(?:(?:articles?|arts?\\.)\\s+)?(?:${ONE}|\\((?:\\d{1,2}|[a-z]{1,3})\\)(?:\\s?\\([a-z]{1,3}\\))*)(?![\\p{L}\\d]|\\s(?:per cent|years|months|days|States|members)))*`,
  'u',
)
// Laws of a State, and instruments that are not the document's own.
const OTHER_LAW =
  /\b(?:Code|Law|Laws|Act|Acts|Constitution|Decree|Ordinance|Regulations?|Order|Bill|Statute|Charter|Rules?|Declaration|Protocol|Agreement|Directive|Code pénal|Loi|Ley|Código|Constitución|Закон\p{L}*|Кодекс\p{L}*|Конституци\p{L}*)\b/u

/** The articles of the body's treaty that a text cites: "8(1)", "8–35". `code` is the body. */
export function articlesIn(text: string, code: string | null): string[] {
  const treaty = bodyByCode(code)?.treaty
  if (treaty === undefined) return []
  return [...text.matchAll(WORD)].flatMap((word) => {
    const start = word.index + word[0].length
    const list = LIST.exec(text.slice(start))?.[0] ?? ''
    const before = text.slice(0, word.index)
    if (!isOwn(before, text.slice(start + list.length), treaty)) return []
    return withParagraphBefore(before, readList(list)).filter(
      (article) => Number.parseInt(article, 10) <= treaty.articles,
    )
  })
}

interface Treaty {
  readonly word: RegExp
  readonly title: RegExp
}

function isOwn(before: string, after: string, treaty: Treaty): boolean {
  const sentenceBefore = before.slice(Math.max(before.lastIndexOf('.'), before.lastIndexOf(';')) + 1).slice(-2000)
  if (/^\s*,?\s*thereof\b/.test(after)) return lastOwner(sentenceBefore, treaty)
  const owner =
    /^[,)]?\s*(?:[^.;,()]{0,60}?,\s*)?(?:of|to|in|under|de|del|du|dela)\s+(?:the\s+|its\s+|la\s+|le\s+|los\s+|las\s+|l.)?([^.;()]{1,90})/u.exec(
      after,
    )?.[1]
  if (owner !== undefined && isNamed(owner, treaty)) return true
  if (owner !== undefined && /^(?:\p{Lu}|\d{4}|present|same|draft|revised|new|amended)/u.test(owner)) return false
  // Several bodies close a concern with the articles at stake: "… under the Criminal Code (arts. 7 and 9)."
  if (isBracketed(before, after))
    return /^[^()[\]]*[)\]]\s*(?:[.:]|$)/.test(after) || !OTHER_LAW.test(sentenceBefore.slice(-45))
  return !OTHER_LAW.test(sentenceBefore) && !OTHER_LAW.test(/^[^.;]*/.exec(after)?.[0] ?? '')
}

// "the Convention", not "the Convention on …", unless that is its own title.
function isNamed(owner: string, treaty: Treaty): boolean {
  const start = owner.search(treaty.word)
  if (start === -1 || start > 25) return false
  const title = owner.slice(start)
  const isFullTitle =
    /^\p{L}+\s+(?:on|against|relating\s+to|for|concerning|regarding|sur|relative\s+à|contre|sobre|contra|para|о)\s+(?:the\s+|la\s+|los\s+|les\s+|l.)?(?:\p{Lu}|\d)|^\p{L}+\s+No\./u.test(
      title,
    )
  if (/\b(?:Geneva|Vienna|Hague|European|American|ILO|\d{4})\s+$/.test(owner.slice(0, start))) return false
  return !isFullTitle || treaty.title.test(title)
}

function lastOwner(text: string, treaty: Treaty): boolean {
  const own = text.search(new RegExp(`${treaty.word.source}(?!.*${treaty.word.source})`))
  return own !== -1 && !OTHER_LAW.test(text.slice(own))
}

function isBracketed(before: string, after: string): boolean {
  return /[([][^()[\]]*$/.test(before) && /^[^()[\]]*[)\]]/.test(after)
}

/** "1 (1) and 7" gives 1(1), 7; "24 (2) (b) and (c)" gives 24(2)(b), 24(2)(c); "8 to 35" gives 8–35. */
function readList(list: string): string[] {
  const plain = list
    .replaceAll(/,?\s+(?:paragraphs?|paras?\.|párrafos?|paragraphes?|пункты?)\s+(\d+)/g, '($1)')
    .replaceAll(/\((?:par|párr|п)\.\s*(\d+)\)/g, '($1)')
    .replaceAll(/(?:articles?|arts?\.)\s+/g, '')
    .replaceAll(/\s*(?:[–—-]|\bto\b)\s*/g, '–')
  const articles: string[] = []
  for (const part of plain.split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|et|y|и|as well as)\s+/)) {
    const article = part.replaceAll(/\s+(?=\()/g, '').trim()
    if (article.startsWith('(')) articles.push(inPlaceOfLast(articles.at(-1) ?? '', article))
    else if (article !== '') articles.push(article)
  }
  return articles
}

// "(c)" after "24(2)(b)" stands in the place of "(b)", "(3)" in that of "(2)(b)".
function inPlaceOfLast(last: string, step: string): string {
  const isNumber = /^\(\d/.test(step)
  return `${last.replace(isNumber ? /\(\d.*$/ : /\([a-z]+\)$/, '')}${step}`
}

// "paragraph 2 of article 4".
function withParagraphBefore(before: string, articles: readonly string[]): readonly string[] {
  const paragraph = /\bparagraphs?\s+(\d+)(?:\s?\(([a-z])\))?\s+of\s+$/.exec(before)
  if (paragraph === null || articles.length !== 1) return articles
  return [`${articles[0]}(${paragraph[1]})${paragraph[2] === undefined ? '' : `(${paragraph[2]})`}`]
}
