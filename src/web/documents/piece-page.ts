/** One piece of a draft, to be corrected: each correction a small form; what was typed stays when one is refused. */
import { html } from 'hono/html'
import { ParagraphKind, type UnDocument } from '../../documents/index.ts'
import { type Correction, importDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { keptNotice } from '../parts/kept-notice.ts'
import { page } from '../parts/page.ts'
import { anchorOf } from './preview.ts'
import { partsOf } from './preview-parts.ts'
import { problemBox } from './problem-box.ts'
import { itemText, type Typed, typedFields } from './typed-correction.ts'

const MOST_DOUBTS = 100

interface Place {
  readonly id: string
  readonly at: string
  readonly model: UnDocument
  readonly hidden: Html
  readonly typed: Typed
}

/** The page of one piece; `refused` is what a refused form held. What was typed when a session ended comes back too. */
export async function piecePage(
  exchange: Exchange,
  problem: string | null = null,
  refused: Typed | null = null,
): Promise<Html> {
  const { t } = exchange.texts
  const kept = refused === null ? await exchange.keptForm() : null
  const typed = refused ?? typedFields(kept ?? {})
  const id = exchange.context.req.param('id') ?? ''
  const at = typed.at ?? exchange.context.req.param('at') ?? ''
  const { model, version, fileName } = await exchange.read((tx) => importDraft(tx, id))
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${version}">`
  const doubts = model.doubts.filter((doubt) => doubt.at === at).slice(0, MOST_DOUBTS)
  return page(exchange, {
    title: t('import.correct', { at }),
    trail: [
      { href: '/import', text: t('import.title') },
      { href: `/import/${id}?part=${partsOf(model).partOf(at)}#${anchorOf(at)}`, text: fileName },
    ],
    body: [
      problem === null ? '' : problemBox(exchange, problem, null),
      kept === null ? '' : keptNotice(exchange),
      html`${doubts.map((doubt) => html`<p class="govuk-body ob-doubt" lang="en">${doubt.what}</p>`)}`,
      correctionForms(exchange, { id, at, model, hidden, typed }),
    ],
  })
}

/** The corrections that fit the piece. */
function correctionForms(exchange: Exchange, place: Place): Html {
  const { t, named } = exchange.texts
  const { id, at, model, hidden, typed } = place
  const paragraph = model.paragraphs.find((known) => known.number === at)
  const text = typed.text ?? paragraph?.text ?? itemText(model, at)
  const asks = model.recommendations.some((recommendation) => recommendation.id === at)
  const form = (is: Correction['is'], button: string, inside: Html | string) =>
    html`<form method="post" action="/import/${id}/at/${encodeURIComponent(at)}" class="ob-section">${hidden}<input type="hidden" name="is" value="${is}"><input type="hidden" name="at" value="${at}">${inside}<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${button}</button></form>`
  const input = (name: string, label: string, hint: string, value: string, width = 'govuk-input--width-10') =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><div class="govuk-hint" id="hint-${name}">${hint}</div><input class="govuk-input ${width}" id="${name}" name="${name}" value="${value}" dir="auto" aria-describedby="hint-${name}"></div>`
  return html`${form('text', t('import.change-text'), html`<div class="govuk-form-group"><label class="govuk-label govuk-label--m" for="text">${t('import.text')}</label><textarea class="govuk-textarea" rows="8" id="text" name="text" dir="auto" lang="${model.language}">${text}</textarea></div>`)}
${form(asks ? 'unmark' : 'mark', asks ? t('import.unmark') : t('import.mark'), html`<h2 class="govuk-heading-m">${t('import.asks-title')}</h2><p class="govuk-body">${asks ? t('import.asks-now') : t('import.asks-not-now')}</p>`)}
${
  paragraph === undefined
    ? ''
    : html`${form('kind', t('import.change-kind'), html`<h2 class="govuk-heading-m">${t('import.kind-title')}</h2><div class="govuk-form-group"><label class="govuk-label" for="kind">${t('import.kind')}</label><select class="govuk-select" id="kind" name="kind">${ParagraphKind.options.map((kind) => option(kind, named(`kind.${kind}`), kind === (typed.kind ?? paragraph.kind)))}</select></div>`)}
${form('section', t('import.change-section'), html`<h2 class="govuk-heading-m">${t('import.section-title')}</h2><div class="govuk-form-group"><label class="govuk-label" for="section">${t('import.section')}</label><select class="govuk-select ob-full" id="section" name="section"><option value="">${t('import.section-none')}</option>${model.sections.map((section) => option(section.id, `${section.id} ${section.title}`, section.id === paragraph.section))}</select></div>`)}
${form('heading', t('import.change-heading'), input('heading', t('import.heading'), t('import.heading-hint'), typed.heading ?? paragraph.heading ?? '', ''))}`
}
${form('split', t('import.split'), html`<h2 class="govuk-heading-m">${t('import.split-title')}</h2>${input('starts', t('import.starts'), t('import.starts-hint'), typed.starts ?? '', '')}${input('into', t('import.into'), t('import.into-hint'), typed.into ?? '')}`)}
${form('merge', t('import.merge'), html`<h2 class="govuk-heading-m">${t('import.merge-title')}</h2>`)}
${form('address', t('import.change-address'), html`<h2 class="govuk-heading-m">${t('import.address-title')}</h2>${input('to', t('import.address'), t('import.address-hint'), typed.to ?? at)}`)}`
}

function option(value: string, text: string, selected: boolean): Html {
  return html`<option value="${value}"${selected ? html` selected` : ''}>${text}</option>`
}
