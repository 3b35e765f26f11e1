/** The field for a file, with what is told before one is chosen, and the word that one has arrived whole. */
import { html } from 'hono/html'
import { ACCEPTED_ENDINGS } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { LARGEST_MEGABYTES } from './channel/index.ts'

/** A browser with script draws a picture anew and says of any other file what may stand in it. */
export function fileField({ texts: { t } }: Exchange, label = t('complaint.file')): Html {
  return html`<div class="govuk-form-group"><label class="govuk-label" for="field-file">${label}</label><div class="govuk-hint" id="hint-file">${t('complaint.file.hint', { megabytes: LARGEST_MEGABYTES })} <span data-plain>${t('complaint.file.plain')}</span></div><input class="govuk-file-upload" type="file" id="field-file" name="file" accept="image/*,${ACCEPTED_ENDINGS.map((ending) => `.${ending}`).join(',')}" aria-describedby="hint-file"><div role="status">${(['anew', 'as-it-is'] as const).map((how) => html`<p class="govuk-inset-text" data-file-goes="${how}" hidden>${t(`complaint.file.${how}`)}</p>`)}</div></div>`
}

/** With the hash by which the browser that sent it compares, before it tells anybody that it was sent. */
export function keptFile({ texts: { t } }: Exchange, hash: string | null): Html | string {
  return hash === null ? '' : html`<p class="govuk-body" data-kept-file="${hash}">${t('complaint.file.kept')}</p>`
}
