/** What a corrected document changes in the saved one: a box to tick for each line. */
import { html } from 'hono/html'
import type { DiffLine } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** All lines, each chosen until somebody takes its tick away. */
export function diffLines(exchange: Exchange, lines: readonly DiffLine[]): Html {
  const { t } = exchange.texts
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${t('import.choose-lines', { n: lines.length })}</legend><div class="govuk-hint">${t('import.choose-lines-hint')}</div><div class="govuk-checkboxes govuk-checkboxes--small ob-section">${lines.map((line, index) => diffLine(exchange, line, index))}</div></fieldset>`
}

function diffLine(exchange: Exchange, line: DiffLine, index: number): Html {
  const { t, named } = exchange.texts
  const place = line.of === 'field' ? named(`import.field.${line.after ?? ''}`) : (line.after ?? line.before ?? '')
  const moved =
    line.before !== null && line.after !== null && line.before !== line.after
      ? t('import.was', { at: line.before })
      : ''
  const asking = line.asked === line.asks ? '' : line.asks ? t('import.now-asks') : t('import.no-longer-asks')
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" checked id="line-${index}" name="line" value="${line.id}"><label class="govuk-label govuk-checkboxes__label ob-diff ob-wrap" for="line-${index}"><strong${line.of === 'field' ? '' : html` dir="ltr"`}>${place}</strong> ${named(`import.change.${line.change}`)}${moved === '' ? '' : `, ${moved}`}${asking === '' ? '' : `, ${asking}`}<br><span class="ob-lines" dir="auto">${line.words.map(wordChange)}</span></label></div>`
}

function wordChange({ is, text }: DiffLine['words'][number]): Html | string {
  if (is === 'added') return html`<ins>${text}</ins>`
  if (is === 'removed') return html`<del>${text}</del>`
  return text.length > 160 ? `${text.slice(0, 70)} … ${text.slice(-70)}` : text
}
