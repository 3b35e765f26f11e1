/** A document that was read and is not saved: what is doubtful, what was corrected, what would change, and its text. */
import { html } from 'hono/html'
import {
  correctedPlaces,
  diffImport,
  type ImportDiff,
  type ImportDraft,
  importDraft,
} from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { keptNotice } from '../parts/kept-notice.ts'
import { doneBanner, page } from '../parts/page.ts'
import { correctionsDone } from './corrections-done.ts'
import { choiceOf, diffLines, endOfPage, type LineChoice, NOTHING_CHOSEN } from './diff-lines.ts'
import { documentFacts } from './document-facts.ts'
import { anchorOf, previewOf, shownPart } from './preview.ts'
import { type Parts, partsOf, SHOWN_DOUBT, shortened } from './preview-parts.ts'
import { problemBox } from './problem-box.ts'
import { typedFields } from './typed-correction.ts'

/** What a form of this page holds: the document's facts, or lines of a corrected one, where `next` asks for those after. */
export type PostedForm = Readonly<Record<string, unknown>>

/** The page of a draft; `problem` is why the last step on it was refused, `posted` what its form held. */
export async function draftPage(
  exchange: Exchange,
  problem: string | null = null,
  posted: PostedForm | null = null,
): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { draft, diff } = await exchange.read(async (tx) => {
    const draft = await importDraft(tx, id)
    return { draft, diff: await diffImport(tx, draft) }
  })
  const { model } = draft
  const parts = partsOf(model)
  const choice = posted !== null && 'of' in posted ? nextChoice(diff, posted) : NOTHING_CHOSEN
  const kept = await exchange.keptForm()
  const typed = typedFields(kept ?? posted ?? {})
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${draft.version}">`
  return page(exchange, {
    title: t('import.preview', { file: draft.fileName }),
    trail: [
      { href: '/documents', text: t('nav.documents') },
      { href: '/import', text: t('import.title') },
    ],
    body: [
      html`${doneBanner(exchange)}${problem === null ? '' : problemBox(exchange, problem, null)}${kept === null ? '' : keptNotice(exchange)}`,
      html`<p class="govuk-body-l">${t('import.found', { paragraphs: model.paragraphs.length, recommendations: model.recommendations.length, doubts: model.doubts.length })}</p>`,
      // All that is said of the whole stands on the first page of a long document, so that each is light.
      ...(shownPart(exchange, parts) > 1
        ? [html`<p class="govuk-body"><a class="govuk-link" href="/import/${id}">${t('upload.overview')}</a></p>`]
        : [
            doubtList(exchange, draft, parts),
            documentFacts(exchange, draft, { hidden, typed }),
            correctionsDone(exchange, draft, hidden),
            saveForms(exchange, draft, { diff, choice, hidden }),
          ]),
      previewOf(exchange, draft, parts, { hidden, corrected: correctedPlaces(draft.read, model) }),
    ],
  })
}

function nextChoice({ lines }: ImportDiff, posted: PostedForm): LineChoice {
  const choice = choiceOf(lines, posted)
  return 'next' in posted ? { ...choice, from: endOfPage(lines, choice.from) } : choice
}

/** Those further down come up as the first are settled. */
const MOST_DOUBTS = 25

/** Each doubt on top, with the way to its place. */
function doubtList(exchange: Exchange, { id, model }: ImportDraft, parts: Parts): Html | string {
  const { t } = exchange.texts
  if (model.doubts.length === 0) return ''
  return html`<div class="ob-panel ob-panel--next"><h2 class="govuk-heading-m govuk-!-margin-bottom-2">${t('import.doubts', { n: model.doubts.length })}</h2><p class="govuk-body">${t('import.doubts-help')}</p><ol class="govuk-list govuk-list--number">${model.doubts.slice(0, MOST_DOUBTS).map((doubt) => html`<li><a class="govuk-link" href="${placeOf(id, parts, doubt.at)}">${placeName(exchange, parts, doubt.at)}</a>: <span lang="en">${shortened(doubt.what, SHOWN_DOUBT)}</span></li>`)}</ol>${model.doubts.length > MOST_DOUBTS ? html`<p class="govuk-body">${t('upload.more-doubts', { n: model.doubts.length - MOST_DOUBTS })}</p>` : ''}</div>`
}

/** Doubts of a piece stand at it; all others at what the document says of itself. */
function placeOf(id: string, parts: Parts, at: string): string {
  return parts.has(at) ? `/import/${id}?part=${parts.partOf(at)}#${anchorOf(at)}` : '#about'
}

function placeName({ texts }: Exchange, parts: Parts, at: string): string {
  return parts.has(at) ? texts.t('import.paragraph', { at }) : texts.t('import.about')
}

interface Saving {
  readonly diff: ImportDiff
  readonly choice: LineChoice
  readonly hidden: Html
}

function saveForms(exchange: Exchange, { id }: ImportDraft, { diff, choice, hidden }: Saving): Html {
  const { t, named } = exchange.texts
  const { against, lines } = diff
  const end = endOfPage(lines, choice.from)
  const button =
    end < lines.length
      ? html`<button class="govuk-button" name="next" value="1">${t('upload.next-lines', { n: lines.length - end })}</button>`
      : html`<button class="govuk-button">${against === 'same' ? t('import.close-same') : t('import.save')}</button>`
  return html`<section aria-labelledby="save"><h2 class="govuk-heading-m" id="save">${t('import.save')}</h2><p class="govuk-body">${named(`import.against.${against}`)}</p><form method="post" action="/import/${id}/accept">${hidden}${against === 'changed' ? diffLines(exchange, lines, choice) : ''}${button}</form>
<form method="post" action="/import/${id}/discard">${hidden}<button class="govuk-button govuk-button--secondary">${t('import.discard')}</button></form></section>`
}
