/** What a paragraph cites: articles, targets, general comments, documents, instruments. */
import type { Cites } from '../../model.ts'
import { articlesIn } from './articles.ts'
import { generalCommentsIn } from './general-comments.ts'
import { instrumentsIn } from './instruments.ts'
import { targetsIn } from './targets.ts'

export { type Citation, type Citations, citationsIn, printed, symbolsIn } from './symbols.ts'

/** The cites of a text, documents apart: those need the footnotes. */
export function citesIn(text: string, code: string | null, documents: readonly string[]): Cites {
  return {
    articles: once(articlesIn(text, code)),
    sdgTargets: once(targetsIn(text)),
    generalComments: once(generalCommentsIn(text, code)),
    documents: once(documents),
    instruments: instrumentsIn(text, code),
  }
}

function once(values: readonly string[]): string[] {
  return [...new Set(values)]
}
