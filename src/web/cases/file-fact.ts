/** Facts that are files: their field in a form, keeping what was sent, and how one is shown and given out. */
import { html } from 'hono/html'
import type { Fact, Procedure } from '../../procedures/index.ts'
import {
  ACCEPTED_ENDINGS,
  attach,
  type CaseView,
  downloadHeaders,
  MOST_BYTES,
  type Refusal,
  readAttachment,
  type Who,
} from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { sentFiles } from '../form-files.ts'
import * as controls from '../parts/controls.ts'
import { isUuid } from '../uuid.ts'

const MEGABYTES = MOST_BYTES.file / 1024 ** 2

export function isFile(fact: Fact | undefined): fact is Fact {
  return fact?.is.kind === 'file'
}

/** The field. A browser never keeps a file: what was kept here stands in the form by its id, until another is chosen. */
export function fileField({ texts: { t } }: Exchange, control: controls.Control, id: string): Html {
  const help = html`<div class="govuk-hint" id="hint-file-${control.name}">${t('file.help', { megabytes: MEGABYTES })}</div>`
  const own = {
    ...control,
    described: `${control.described} hint-file-${control.name}`.trim(),
    messages: html`${control.messages}${help}`,
  }
  const kept = isUuid(id)
  return html`${controls.file(own, ACCEPTED_ENDINGS, kept ? t('file.kept') : '')}${kept ? html`<input type="hidden" name="${control.name}" value="${id}">` : ''}`
}

interface Form<Typed> {
  readonly procedure: Procedure
  readonly caseId: string
  readonly purpose: Parameters<typeof attach>[2]['purpose']
  /** The facts for which the form asks. */
  readonly facts: readonly string[]
  readonly typed: Typed
}

/** Keeps the files that came with the form; what was typed then has their ids. What is not taken is refused by its fact, and nothing of it is kept. */
export async function keepFiles<Typed extends Readonly<Record<string, string | readonly string[]>>>(
  { context, register }: Exchange,
  who: Who,
  { procedure, facts, typed, ...of }: Form<Typed>,
): Promise<{ readonly typed: Typed; readonly refusals: readonly Refusal[] }> {
  const refusals: Refusal[] = []
  const ids: Record<string, string> = {}
  for (const fact of facts) {
    const sent = sentFiles(context).get(fact)
    if (sent === undefined || !isFile(procedure.facts[fact])) continue
    try {
      if (sent.isTooLarge) throw new StepRefused('file-too-large', { megabytes: MEGABYTES })
      ids[fact] = (await attach(register, who, { procedure: procedure.name, ...of, fact, bytes: sent.bytes })).id
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error
      refusals.push({ rule: error.rule, fact, safeguard: null, cite: [], params: error.data as Refusal['params'] }) // numbers alone
    }
  }
  return { typed: { ...typed, ...ids }, refusals }
}

/** What a page needs to show files: those that its reader may open, and where. */
export interface ShownFiles extends Pick<CaseView, 'files' | 'timeline'> {
  readonly address: (id: string) => string
}

export function filesOf(view: CaseView): ShownFiles {
  const { procedure, caseId, files, timeline } = view
  return { files, timeline, address: (id) => `/cases/${procedure.name}/${caseId}/file/${id}` }
}

/** A link with kind, size and who gave it. The name that it had at home is not kept: it may say who somebody is. */
export function shownFile({ texts }: Exchange, id: string, shown: ShownFiles | undefined): Html | string {
  const found = shown?.files.find((one) => one.id === id)
  if (shown === undefined || found === undefined) return texts.t('file.one')
  const { actor } = shown.timeline.find(({ facts }) => facts[found.fact] === id) ?? {}
  const about = texts.t('file.about', { kind: found.kind.toUpperCase(), kilobytes: Math.ceil(found.bytes / 1024) })
  return html`<a class="govuk-link" href="${shown.address(id)}">${texts.t('file.open')}</a> (${about})${actor === undefined ? '' : ` · ${texts.t('file.given-by', { role: texts.named(`agency-role.${actor.role}`) })}`}`
}

/** The file as a download. The look is noted before it leaves; what is no file of this case is none. */
export async function fileAnswer(
  { context, register }: Exchange,
  who: Who,
  of: Omit<Parameters<typeof readAttachment>[2], 'id'>,
  id: string | undefined,
): Promise<Response> {
  if (id === undefined || !isUuid(id)) throw new NotFound()
  const file = await readAttachment(register, who, { ...of, id })
  return context.body(new Uint8Array(file.content), 200, { ...downloadHeaders(file) })
}
