/** What a document says of itself: symbol, body, State, language, its dates; shown, and the form that corrects it. */
import { html } from 'hono/html'
import type { UnDocument } from '../../documents/index.ts'
import type { ImportDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { summaryList } from '../parts/summary.ts'
import { SHOWN_DOUBT, shortened } from './preview-parts.ts'

/** Those further down come up as the first are settled. */
const MOST_DOUBTS = 10
const LANGUAGES = ['ar', 'az', 'en', 'es', 'fr', 'ru', 'tr', 'zh'] as const

interface FactsForm {
  readonly hidden: Html
  /** What a form held that was refused, or was sent after its session had ended. */
  readonly typed: Readonly<Record<string, string>>
}

/** The facts, and under them the form that corrects them: open where one is missing or doubtful. */
export function documentFacts(exchange: Exchange, draft: ImportDraft, form: FactsForm): Html {
  const { t, day } = exchange.texts
  const { model, read } = draft
  const missing = model.symbol === null || model.body === null || model.state === null
  const doubts = model.doubts.filter((doubt) => !/^\d/.test(doubt.at)).slice(0, MOST_DOUBTS)
  const mark = (field: keyof typeof values) =>
    values[field] === valuesOf(read)[field]
      ? ''
      : html` <strong class="govuk-tag govuk-tag--turquoise">${t('import.by-person')}</strong>`
  const values = valuesOf(model)
  const shown = (field: keyof typeof values, text: string) =>
    html`<span class="ob-wrap" dir="auto">${text === '' ? t('import.not-found') : text}</span>${mark(field)}`
  return html`<section aria-labelledby="about"><h2 class="govuk-heading-m" id="about">${t('import.about')}</h2>${doubts.map((doubt) => html`<p class="govuk-body ob-doubt" lang="en">${shortened(doubt.what, SHOWN_DOUBT)}</p>`)}${summaryList(
    [
      [t('import.symbol'), shown('symbol', values.symbol)],
      [t('import.body'), shown('body', values.body)],
      [t('import.state-short'), shown('state', values.state)],
      [t('import.doc-title'), shown('title', values.title)],
      [t('import.language'), shown('language', languageName(exchange, values.language))],
      [t('document.adopted'), shown('adoptedOn', values.adoptedOn === '' ? '' : day(values.adoptedOn))],
      [
        t('import.follow-up'),
        html`${shown('followUpDueOn', values.followUpDueOn === '' ? '' : day(values.followUpDueOn))}${values.followUpParagraphs === '' ? '' : html` (${t('import.paragraphs', { list: values.followUpParagraphs })})`}${mark('followUpParagraphs')}`,
      ],
      [
        t('import.next-report'),
        shown('nextReportDueOn', values.nextReportDueOn === '' ? '' : day(values.nextReportDueOn)),
      ],
    ],
  )}<details class="govuk-details"${missing || doubts.length > 0 || 'title' in form.typed ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('import.change-about')}</span></summary><div class="govuk-details__text">${aboutForm(exchange, draft, form)}</div></details></section>`
}

function aboutForm(exchange: Exchange, { id, model }: ImportDraft, { hidden, typed }: FactsForm): Html {
  const { t } = exchange.texts
  const values = { ...valuesOf(model), ...typed }
  const field = (name: keyof typeof values, label: string, type: 'text' | 'date', width: string, hint = '') =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="about-${name}">${label}</label>${hint === '' ? '' : html`<div class="govuk-hint" id="hint-${name}">${hint}</div>`}<input class="govuk-input ${width}" type="${type}" id="about-${name}" name="${name}" value="${values[name]}" dir="auto"${hint === '' ? '' : html` aria-describedby="hint-${name}"`}></div>`
  return html`<form method="post" action="/import/${id}/about" novalidate>${hidden}
${field('symbol', t('import.symbol'), 'text', 'govuk-input--width-20', 'CMW/C/…/CO/…')}${field('body', t('import.body'), 'text', 'govuk-input--width-10', 'CMW, CEDAW, CRC, UPR …')}${field('state', t('import.state'), 'text', 'govuk-input--width-5', t('import.state-hint'))}${field('title', t('import.doc-title'), 'text', '')}
<div class="govuk-form-group"><label class="govuk-label" for="about-language">${t('import.language')}</label><select class="govuk-select" id="about-language" name="language">${LANGUAGES.map((code) => html`<option value="${code}"${code === values.language ? html` selected` : ''}>${languageName(exchange, code)}</option>`)}</select></div>
${field('adoptedOn', t('document.adopted'), 'date', 'govuk-input--width-10')}${field('followUpDueOn', t('import.follow-up'), 'date', 'govuk-input--width-10')}${field('followUpParagraphs', t('import.follow-up-paragraphs'), 'text', 'govuk-input--width-20', t('import.follow-up-hint'))}${field('nextReportDueOn', t('import.next-report'), 'date', 'govuk-input--width-10')}<button class="govuk-button govuk-button--secondary">${t('site.change')}</button></form>`
}

function languageName({ texts }: Exchange, code: string): string {
  return new Intl.DisplayNames([texts.language.code], { type: 'language' }).of(code) ?? code
}

/** The facts as the form holds them. */
export function valuesOf(model: UnDocument) {
  return {
    symbol: model.symbol ?? '',
    body: model.body ?? '',
    state: model.state ?? '',
    title: model.title,
    language: model.language,
    adoptedOn: model.adoptedOn ?? '',
    followUpDueOn: model.followUp?.dueOn ?? '',
    followUpParagraphs: model.followUp?.paragraphs.join(', ') ?? '',
    nextReportDueOn: model.nextReport?.dueOn ?? '',
  }
}
