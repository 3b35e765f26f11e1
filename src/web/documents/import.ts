/** Importing a document: upload, look at what was read with its doubts in place, correct it, save it in one step. */
import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { parseDocument, Unreadable } from '../../documents/index.ts'
import {
  acceptImport,
  beginImport,
  Correction,
  correctImport,
  type DiffLine,
  diffImport,
  discardImport,
  importDraft,
  importDrafts,
} from '../../obligations/import/index.ts'
import { Conflict, Invalid, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { doneBanner, page } from '../parts/page.ts'
import { correctionForms, previewOf } from './preview.ts'

/** The largest upload; intake's own limit is a little lower and has its own sentence. */
export const LARGEST_UPLOAD = 52 * 1024 * 1024

export async function importPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t, moment } = exchange.texts
  const drafts = await exchange.read(importDrafts)
  return page(exchange, {
    title: t('import.title'),
    trail: [{ href: '/documents', text: t('nav.documents') }],
    body: [
      html`${doneBanner(exchange)}`,
      problem === null
        ? ''
        : html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('form.problem')}</h2><p>${problem}</p></div>`,
      html`<form method="post" action="/import" enctype="multipart/form-data">${hiddenToken(exchange)}<div class="govuk-form-group"><label class="govuk-label" for="file">${t('import.file')}</label><div class="govuk-hint" id="file-hint">${t('import.hint')}</div><input class="govuk-file-upload" type="file" id="file" name="file" aria-describedby="file-hint"></div><button class="govuk-button">${t('import.read')}</button></form>`,
      drafts.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">${t('import.drafts')}</h2><ul class="govuk-list govuk-list--bullet">${drafts.map((draft) => html`<li><a class="govuk-link" href="/import/${draft.id}">${draft.fileName}</a>, ${moment(draft.begunAt)}</li>`)}</ul>`,
    ],
  })
}

export async function upload(exchange: Exchange): Promise<Response | Html> {
  const { file } = await exchange.context.req.parseBody()
  if (!(file instanceof File) || file.name === '') return refused(exchange, exchange.texts.t('import.no-file'))
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    const model = await parseDocument(bytes, file.name)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const draft = await exchange.act('import.begin', (tx) =>
      beginImport(tx, exchange.viewer, { fileName: file.name, sha256, model }),
    )
    return exchange.context.redirect(`/import/${draft.id}`, 303)
  } catch (error) {
    if (error instanceof Unreadable) return refused(exchange, exchange.texts.named(`unreadable.${error.reason}`))
    throw error
  }
}

function refused(exchange: Exchange, sentence: string): Promise<Html> {
  exchange.context.status(422)
  return importPage(exchange, sentence)
}

export async function draftPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t, named } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { draft, diff } = await exchange.read(async (tx) => ({
    draft: await importDraft(tx, id),
    diff: await diffImport(tx, id),
  }))
  const { model } = draft
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${draft.version}">`
  return page(exchange, {
    title: t('import.preview', { file: draft.fileName }),
    trail: [{ href: '/import', text: t('import.title') }],
    body: [
      html`${doneBanner(exchange)}`,
      problem === null
        ? ''
        : html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('form.refused')}</h2><p>${problem}</p></div>`,
      html`<p class="govuk-body">${t('import.found', { paragraphs: model.paragraphs.length, recommendations: model.recommendations.length, doubts: model.doubts.length })}</p>`,
      identityForm(exchange, draft.id, model, hidden),
      html`<h2 class="govuk-heading-m">${t('import.save')}</h2><p class="govuk-body">${named(`import.against.${diff.against}`)}</p><form method="post" action="/import/${draft.id}/accept">${hidden}${diff.against === 'changed' ? diffLines(exchange, diff.lines) : ''}<button class="govuk-button">${t('import.save')}</button></form>
<form method="post" action="/import/${draft.id}/discard">${hidden}<button class="govuk-button govuk-button--secondary">${t('import.discard')}</button></form>`,
      previewOf(exchange, draft.id, model),
    ],
  })
}

function identityForm(
  exchange: Exchange,
  id: string,
  model: {
    symbol: string | null
    body: string | null
    state: string | null
    adoptedOn: string | null
    doubts: readonly { at: string; what: string }[]
  },
  hidden: Html,
): Html {
  const { t } = exchange.texts
  const field = (name: string, label: string, value: string | null) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><input class="govuk-input" id="${name}" name="${name}" value="${value ?? ''}"></div>`
  return html`<form method="post" action="/import/${id}/correct" class="ob-filters">${hidden}<input type="hidden" name="is" value="document">${field('symbol', t('import.symbol'), model.symbol)}${field('body', t('import.body'), model.body)}${field('state', t('import.state'), model.state)}${field('adoptedOn', t('document.adopted'), model.adoptedOn)}<button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('site.change')}</button></form>${model.doubts.filter((doubt) => !/^\d/.test(doubt.at)).map((doubt) => html`<p class="govuk-body ob-doubt">${doubt.what}</p>`)}`
}

function diffLines(exchange: Exchange, lines: readonly DiffLine[]): Html {
  const { named } = exchange.texts
  return html`<div class="govuk-checkboxes govuk-checkboxes--small">${lines.map(
    (line, index) =>
      html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" checked id="line-${index}" name="line" value="${line.id}"><label class="govuk-label govuk-checkboxes__label ob-diff" for="line-${index}"><strong>${line.after ?? line.before ?? ''}</strong> ${named(`import.change.${line.change}`)} ${line.words.map((word) => (word.is === 'added' ? html`<ins>${word.text}</ins>` : word.is === 'removed' ? html`<del>${word.text}</del>` : word.text))}</label></div>`,
  )}</div>`
}

export async function correctDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { 'form-token': _token, version, ...fields } = await exchange.context.req.parseBody()
  const typed = Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, name === 'position' ? Number(value) : value]),
  )
  const parsed = Correction.safeParse(typed)
  if (!parsed.success) return again(exchange, exchange.texts.t('import.correction-unclear'))
  return attempt(exchange, async () => {
    await exchange.act('import.correct', (tx) =>
      correctImport(tx, exchange.viewer, { id, version: Number(version) }, parsed.data),
    )
    return exchange.context.redirect(
      `/import/${id}${'at' in parsed.data ? `#p${parsed.data.at.split('(')[0]}` : ''}`,
      303,
    )
  })
}

export async function acceptDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { version, line } = await exchange.context.req.parseBody({ all: true })
  const chosen = line === undefined ? [] : (Array.isArray(line) ? line : [line]).map(String)
  return attempt(exchange, async () => {
    const accepted = await exchange.act('import.accept', async (tx) => {
      const { against } = await diffImport(tx, id)
      return acceptImport(tx, exchange.viewer, { id, version: Number(version) }, against === 'changed' ? chosen : null)
    })
    return exchange.context.redirect(
      `/documents/${encodeURIComponent(accepted.symbol)}?done=import.${accepted.outcome}`,
      303,
    )
  })
}

export async function discardDraft(exchange: Exchange): Promise<Response> {
  const id = exchange.context.req.param('id') ?? ''
  await exchange.act('import.discard', (tx) => discardImport(tx, exchange.viewer, id))
  return exchange.context.redirect('/import?done=import.discarded', 303)
}

/** A refusal is a sentence above the draft, which stays as it is. */
async function attempt(exchange: Exchange, work: () => Promise<Response>): Promise<Response | Html> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StepRefused) return again(exchange, exchange.texts.named(`refused.${error.rule}`, error.data))
    if (error instanceof Invalid)
      return again(
        exchange,
        error.problems.map((problem) => exchange.texts.named(`problem.${problem.rule}`, problem.data)).join(' '),
      )
    if (error instanceof Conflict) return again(exchange, exchange.texts.t('import.conflict'))
    throw error
  }
}

function again(exchange: Exchange, sentence: string): Promise<Html> {
  exchange.context.status(409)
  return draftPage(exchange, sentence)
}

/** One piece of a draft, to be corrected. */
export async function correctionPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const at = exchange.context.req.param('at') ?? ''
  const draft = await exchange.read((tx) => importDraft(tx, id))
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${draft.version}">`
  return page(exchange, {
    title: t('import.correct', { at }),
    trail: [{ href: `/import/${id}#p${at.split('(')[0]}`, text: draft.fileName }],
    body: correctionForms(exchange, id, draft.model, at, hidden),
  })
}
