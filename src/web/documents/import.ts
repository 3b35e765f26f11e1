/** Bringing documents in: the upload, and what was begun and not saved yet. What a file is decides which preview follows. */
import { html } from 'hono/html'
import { readIncoming, Unreadable } from '../../documents/index.ts'
import {
  beginImport,
  beginIndexImport,
  discardImport,
  importDrafts,
  type ListedDraft,
} from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { doneBanner, page } from '../parts/page.ts'
import { takeTurns } from '../turns.ts'
import { uploadedFile } from '../upload.ts'
import { problemBox } from './problem-box.ts'

/** The largest upload; intake's own limit is a little lower and has its own sentence. */
export const LARGEST_UPLOAD = 52 * 1024 * 1024

export async function importPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t } = exchange.texts
  const drafts = await exchange.read(importDrafts)
  return page(exchange, {
    title: t('import.title'),
    trail: [{ href: '/documents', text: t('nav.documents') }],
    body: [
      html`${doneBanner(exchange)}${problem === null ? '' : problemBox(exchange, problem, 'file')}`,
      html`<p class="govuk-body-l">${t('import.lead')}</p>
<form method="post" action="/import" enctype="multipart/form-data">${hiddenToken(exchange)}<div class="govuk-form-group${problem === null ? '' : ' govuk-form-group--error'}"><label class="govuk-label govuk-label--m" for="file">${t('import.file')}</label><div class="govuk-hint" id="file-hint">${t('import.formats')}</div>${problem === null ? '' : html`<p class="govuk-error-message" id="file-error">${problem}</p>`}<input class="govuk-file-upload" type="file" id="file" name="file" accept=".docx,.pdf,.html,.htm,.txt,.xlsx,.json" aria-describedby="file-hint${problem === null ? '' : ' file-error'}"></div><button class="govuk-button">${t('import.read')}</button></form>`,
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

/** Reading may take 340 MB: one file after another stays within the promised memory. */
const inTurn = takeTurns(1)

export async function upload(exchange: Exchange): Promise<Response | Html> {
  const file = uploadedFile(exchange.context)
  if (file === null) return refused(exchange, exchange.texts.t('import.no-file'))
  try {
    const incoming = await inTurn(() => readIncoming(file, file.name))
    const { viewer } = exchange
    const { sha256 } = file
    const fileName = file.name.slice(0, 255)
    const draft = await exchange.act('import.begin', (tx) =>
      incoming.is === 'index'
        ? beginIndexImport(tx, viewer, { fileName, sha256, index: incoming.index })
        : beginImport(tx, viewer, { fileName, sha256, model: incoming.model }),
    )
    // What a long document leaves behind would stay until much more has piled up, beside the next one.
    globalThis.gc?.()
    return exchange.context.redirect(previewAddress({ is: incoming.is, id: draft.id }), 303)
  } catch (error) {
    if (error instanceof Unreadable) return refused(exchange, unreadable(exchange, error))
    throw error
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
