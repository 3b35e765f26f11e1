/** A document that was read and is not saved: what is doubtful, what was corrected, what would change, and its text. */
import { html } from 'hono/html'
import type { UnDocument } from '../../documents/index.ts'
import {
  correctedPlaces,
  diffImport,
  type ImportDiff,
  type ImportDraft,
  importDraft,
} from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { doneBanner, page } from '../parts/page.ts'
import { correctionsDone } from './corrections-done.ts'
import { diffLines } from './diff-lines.ts'
import { documentFacts } from './document-facts.ts'
import { anchorOf, partOf, previewOf } from './preview.ts'
import { problemBox } from './problem-box.ts'

/** The page of a draft; `problem` is why the last step on it was refused. */
export async function draftPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { draft, diff } = await exchange.read(async (tx) => {
    const draft = await importDraft(tx, id)
    return { draft, diff: await diffImport(tx, draft) }
  })
  const { model } = draft
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${draft.version}">`
  return page(exchange, {
    title: t('import.preview', { file: draft.fileName }),
    trail: [
      { href: '/documents', text: t('nav.documents') },
      { href: '/import', text: t('import.title') },
    ],
    body: [
      html`${doneBanner(exchange)}${problem === null ? '' : problemBox(exchange, problem, null)}`,
      html`<p class="govuk-body-l">${t('import.found', { paragraphs: model.paragraphs.length, recommendations: model.recommendations.length, doubts: model.doubts.length })}</p>`,
      doubtList(exchange, draft),
      documentFacts(exchange, draft, hidden),
      correctionsDone(exchange, draft, hidden),
      saveForms(exchange, draft, diff, hidden),
      previewOf(exchange, draft, { hidden, corrected: correctedPlaces(draft.read, model) }),
    ],
  })
}

/** Those further down come up as the first are settled. */
const MOST_DOUBTS = 40

/** Each doubt on top, with the way to its place. */
function doubtList(exchange: Exchange, { id, model }: ImportDraft): Html | string {
  const { t } = exchange.texts
  if (model.doubts.length === 0) return ''
  return html`<div class="ob-panel ob-panel--next"><h2 class="govuk-heading-m govuk-!-margin-bottom-2">${t('import.doubts', { n: model.doubts.length })}</h2><p class="govuk-body">${t('import.doubts-help')}</p><ol class="govuk-list govuk-list--number">${model.doubts.slice(0, MOST_DOUBTS).map((doubt) => html`<li><a class="govuk-link" href="${placeOf(id, model, doubt.at)}">${placeName(exchange, model, doubt.at)}</a>: <span lang="en">${doubt.what}</span></li>`)}</ol></div>`
}

/** Doubts of a piece stand at it; all others at what the document says of itself. */
function placeOf(id: string, model: UnDocument, at: string): string {
  return isPiece(model, at) ? `/import/${id}?part=${partOf(model, at) + 1}#${anchorOf(at)}` : '#about'
}

function placeName({ texts }: Exchange, model: UnDocument, at: string): string {
  return isPiece(model, at) ? texts.t('import.paragraph', { at }) : texts.t('import.about')
}

function isPiece({ paragraphs }: UnDocument, at: string): boolean {
  return paragraphs.some(({ number, items }) => number === at || items.some(({ id }) => id === at))
}

function saveForms(exchange: Exchange, { id }: ImportDraft, { against, lines }: ImportDiff, hidden: Html): Html {
  const { t, named } = exchange.texts
  return html`<section aria-labelledby="save"><h2 class="govuk-heading-m" id="save">${t('import.save')}</h2><p class="govuk-body">${named(`import.against.${against}`)}</p><form method="post" action="/import/${id}/accept">${hidden}${against === 'changed' ? diffLines(exchange, lines) : ''}<button class="govuk-button">${against === 'same' ? t('import.close-same') : t('import.save')}</button></form>
<form method="post" action="/import/${id}/discard">${hidden}<button class="govuk-button govuk-button--secondary">${t('import.discard')}</button></form></section>`
}
