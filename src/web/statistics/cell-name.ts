/** Cells in the reader's words: of a table that was computed, and of those that a formula is made of. */
import { categoryTitles, dimensionTitles, measureTitles, type Texts, TOTAL, wordingIn } from '../../statistics/index.ts'
import type { Exchange } from '../exchange.ts'
import { categoryName } from '../parts/figures.ts'
import { releaseIn, titleOf } from '../parts/released-table.ts'

type At = Readonly<Record<string, string>>

/** "Sex: Women and girls, Age: Under 18": what is broken down; the whole where nothing is. */
export function cellName(exchange: Exchange, at: At): string {
  return placesOf(exchange, at) || exchange.texts.t('tables.whole')
}

/** "Sex"; the id of one that has no words. */
export function dimensionName({ texts }: Exchange, id: string): string {
  const titles = dimensionTitles(id)
  return titles === null ? id : wordingIn(texts.language.code).of(titles)
}

/**
 * What `indicatorValues` calls the cells of a figure: "EVENTS IN_TIME=YES" is "Time limits (Within the time limit: Yes)"; of
 * another table its title and release stand before.
 */
export function formulaCell(exchange: Exchange, cell: string): string {
  const parts = cell.split(' ')
  const measured = parts.findIndex((part) => measureTitles(part) !== null)
  if (measured < 0) return cell
  const [table, release] = parts.slice(0, measured)
  const places = placesOf(exchange, Object.fromEntries(parts.slice(measured + 1).map((part) => part.split('='))))
  const counted = inWords(exchange, measureTitles(parts[measured] ?? ''))
  const named = `${counted} (${places || exchange.texts.t('tables.whole')})`
  return table === undefined ? named : `${titleOf(exchange, table)}, ${releaseIn(exchange, release ?? '')}: ${named}`
}

function placesOf(exchange: Exchange, at: At): string {
  return Object.entries(at)
    .filter(([, code]) => code !== TOTAL)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, code]) => `${dimensionName(exchange, id)}: ${codesName(exchange, id, code)}`)
    .join(exchange.texts.language.code === 'ar' ? '، ' : ', ')
}

/** One code, several with a stroke between, or "*" for each of them. */
function codesName(exchange: Exchange, dimension: string, code: string): string {
  if (code === '*') return exchange.texts.t('tables.each')
  return code
    .split('|')
    .map((one) => {
      const titles = categoryTitles(dimension, one)
      return titles === null ? categoryName(exchange, one) : inWords(exchange, titles)
    })
    .join(' / ')
}

function inWords({ texts }: Exchange, titles: Texts | null): string {
  return titles === null ? '' : wordingIn(texts.language.code).of(titles)
}
