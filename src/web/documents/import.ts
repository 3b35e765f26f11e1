/** Bringing documents in: the upload, and what was begun and not saved yet. What a file is decides which preview follows. */
import { html } from 'hono/html'
import type { Unreadable } from '../../documents/index.ts'
import { discardImport, importDrafts, type ListedDraft } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { doneBanner, page } from '../parts/page.ts'
import { takeUpload } from '../upload.ts'
import { problemBox } from './problem-box.ts'
import { beginReading, type Progress, type Reading, readingOf, waitingOf, waitingPage } from './waiting.ts'

/** The largest upload; intake's own limit is a little lower and has its own sentence. */
export const LARGEST_UPLOAD = 52 * 1024 * 1024

export async function importPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t } = exchange.texts
  const drafts = await exchange.read(importDrafts)
  const own = waitingOf(exchange)
  return page(exchange, {
    title: t('import.title'),
    trail: [{ href: '/documents', text: t('nav.documents') }],
    body: [
      html`${doneBanner(exchange)}${problem === null ? '' : problemBox(exchange, problem, 'file')}`,
      html`<p class="govuk-body-l">${t('import.lead')}</p>
<form method="post" action="/import" enctype="multipart/form-data">${hiddenToken(exchange)}<div class="govuk-form-group${problem === null ? '' : ' govuk-form-group--error'}"><label class="govuk-label govuk-label--m" for="file">${t('import.file')}</label><div class="govuk-hint" id="file-hint">${t('import.formats')}</div>${problem === null ? '' : html`<p class="govuk-error-message" id="file-error">${problem}</p>`}<input class="govuk-file-upload" type="file" id="file" name="file" accept=".docx,.pdf,.html,.htm,.txt,.xlsx,.json" aria-describedby="file-hint${problem === null ? '' : ' file-error'}"></div><button class="govuk-button">${t('import.read')}</button></form>`,
      own.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">${t('upload.not-read-yet')}</h2><ul class="govuk-list govuk-list--bullet">${own.map(({ id, fileName }) => html`<li><a class="govuk-link ob-wrap" href="/import/waiting/${id}">${fileName}</a></li>`)}</ul>`,
      drafts.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">${t('import.drafts')}</h2><ul class="govuk-list govuk-list--bullet">${drafts.map((draft) => draftItem(exchange, draft))}</ul>`,
    ],
  })
}

function draftItem(exchange: Exchange, draft: ListedDraft): Html {
  const { t, moment } = exchange.texts
  return html`<li><a class="govuk-link ob-wrap" href="${previewAddress(draft)}">${draft.fileName}</a> <span class="govuk-hint">${draft.is === 'index' ? `${t('index.title')}, ` : ''}${moment(draft.begunAt)}</span></li>`
}

/** Takes a file in. It is read at once where no other is; otherwise its page says that it waits. */
export async function upload(exchange: Exchange): Promise<Response | Html> {
  const file = takeUpload(exchange.context)
  if (file === null) return refused(exchange, exchange.texts.t('import.no-file'))
  const begun = await beginReading(exchange, file)
  if (begun === null) return refused(exchange, exchange.texts.t('upload.too-many'))
  if (!begun.isFirst) return exchange.context.redirect(`/import/waiting/${begun.reading.id}`, 303)
  return outcome(exchange, begun.reading, await begun.ended)
}

/** Where an upload stands that had to wait. */
export async function waiting(exchange: Exchange): Promise<Response | Html> {
  const reading = readingOf(exchange, exchange.context.req.param('id') ?? '')
  if (reading !== undefined) return outcome(exchange, reading, reading.progress)
  exchange.context.status(404)
  return importPage(exchange, exchange.texts.t('upload.gone'))
}

async function outcome(exchange: Exchange, reading: Reading, progress: Progress): Promise<Response | Html> {
  switch (progress.is) {
    case 'waiting':
    case 'reading':
      return waitingPage(exchange, reading)
    case 'read':
      return exchange.context.redirect(previewAddress(progress.draft), 303)
    case 'refused':
      return refused(exchange, unreadable(exchange, progress.because))
    case 'failed':
      exchange.context.status(500)
      return importPage(exchange, exchange.texts.t('upload.failed'))
    default:
      return progress satisfies never
  }
}

function unreadable({ texts }: Exchange, { reason, detail }: Unreadable): string {
  return texts.named(`unreadable.${reason}`, { part: detail.part ?? '', found: detail.found ?? '' })
}

export function previewAddress({ is, id }: Pick<ListedDraft, 'is' | 'id'>): string {
  return is === 'index' ? `/import/index/${id}` : `/import/${id}`
}

function refused(exchange: Exchange, sentence: string): Promise<Html> {
  exchange.context.status(422)
  return importPage(exchange, sentence)
}

/** Puts a draft of either kind away. */
export async function discardDraft(exchange: Exchange): Promise<Response> {
  const id = exchange.context.req.param('id') ?? ''
  await exchange.act('import.discard', (tx) => discardImport(tx, exchange.viewer, id))
  return exchange.context.redirect('/import?done=import.discarded', 303)
}
