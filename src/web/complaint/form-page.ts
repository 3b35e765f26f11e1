/** The form: who reads it and what is kept before the first field, the code before anything is sent (C8). */
import { randomBytes } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Register } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { act } from './acts.ts'
import { bearerOf } from './bearer.ts'
import { type Code, type CodeKeys, codeFromText, codeOf, codeToText, keysOf, pictureOf } from './channel/index.ts'
import type { Channel } from './channel-of.ts'
import { detailFields } from './fields.ts'
import { fileField, keptFile } from './file-field.ts'
import { type SealedFile, sealedFileOf } from './files.ts'
import { fileComplaint, NotFiled, type Posted, sealedOf } from './filing.ts'
import { FILE_PROBLEMS, type ProblemName, problems, quietPage } from './frame.ts'

export async function complaintPage(exchange: Exchange, channel: Channel): Promise<Html> {
  return shown(exchange, channel, { posted: {}, problem: null })
}

/** Files what was sent and says what comes next; or shows the form again with everything typed. */
export async function complaintPosted(exchange: Exchange, channel: Channel): Promise<Html> {
  const posted: Posted = await postedFields(exchange)
  const recipients = await channel.recipients()
  if (recipients === null) return closedPage(exchange)
  const done = { task: String(posted.task ?? ''), nonce: String(posted.nonce ?? '') }
  try {
    const own = await keysOfCode(posted)
    const file = await sealedFileOf(exchange.context, posted, [
      ...recipients.keys,
      ...own.map(({ recipient }) => recipient),
    ])
    const sealed = await sealedOf(recipients.keys, posted, file?.hash ?? null)
    await channel.door.enter(done, async () => {
      await fileComplaint(exchange.register, sealed, posted)
      if (file !== null) await sendFile(exchange.register, recipients.keys, { posted, file })
    })
    return sentPage(exchange, file?.hash ?? null)
  } catch (error) {
    if (!(error instanceof NotFiled)) throw error
    exchange.context.status(422)
    return shown(exchange, channel, { posted, problem: error.problem })
  }
}

/** Where there is no script the code itself comes: whoever wrote reads with what follows from it. */
async function keysOfCode({ code: typed, lookup }: Posted): Promise<readonly CodeKeys[]> {
  const code = lookup === undefined && typeof typed === 'string' ? codeFromText(typed) : null
  return code === null ? [] : [await keysOf(code)]
}

/** The file that came with a new complaint, whose case is open now. */
async function sendFile(
  register: Register,
  recipients: readonly string[],
  { posted, file }: { readonly posted: Posted; readonly file: SealedFile },
): Promise<void> {
  const bearer = await bearerOf(register, posted)
  if (bearer?.keys == null) throw new NotFiled('code')
  const alone = { code: bearer.code, submission: bearer.keys.fileSubmission }
  await act(register, recipients, { bearer, name: 'write', posted: alone, file })
}

interface Shown {
  readonly posted: Posted
  readonly problem: ProblemName | null
}

async function shown(exchange: Exchange, channel: Channel, { posted, problem }: Shown): Promise<Html> {
  const { t } = exchange.texts
  const recipients = await channel.recipients()
  if (recipients === null) return closedPage(exchange)
  // The one that was shown before, where the form comes back: it may be written down already.
  const code = codeFromText(String(posted.code ?? '')) ?? codeOf(Uint8Array.from(randomBytes(15)))
  return quietPage(exchange, {
    title: t('complaint.title'),
    ...(problem === null ? {} : { titlePrefix: t('form.error') }),
    body: html`${problems(exchange, ['story', 'long', 'confirm', 'code', ...FILE_PROBLEMS], problem)}
<p class="govuk-body-l">${t('complaint.lead')}</p>
<ul class="govuk-list govuk-list--bullet">${(['who-reads', 'wall', 'kept', 'papers', 'free'] as const).map((key) => html`<li>${t(`complaint.promise.${key}`)}</li>`)}</ul>
<p class="govuk-inset-text" data-plain>${t('complaint.plain')}</p>
<p class="govuk-inset-text" data-strong hidden>${t('complaint.strong')}</p>
<p class="govuk-body"><a class="govuk-link" href="/complaint/case">${t('complaint.have-code')}</a></p>
<form class="ob-form" method="post" action="/complaint" data-complaint data-recipients="${recipients.keys.join(' ')}" enctype="multipart/form-data" autocomplete="off" novalidate>
<input type="hidden" name="task" value="${channel.door.task()}"><input type="hidden" name="code" value="${code}">
<h2 class="govuk-heading-m">${t('complaint.code.title')}</h2>
${card(exchange, code)}
<button type="button" class="govuk-button govuk-button--secondary" data-strong data-print hidden>${t('complaint.code.print')}</button>
<h2 class="govuk-heading-m">${t('complaint.words.title')}</h2>
<div class="govuk-form-group"><label class="govuk-label" for="field-story">${t('complaint.story')}</label><div class="govuk-hint" id="hint-story">${t('complaint.story-hint')}</div><textarea class="govuk-textarea" rows="10" id="field-story" name="story" dir="auto" aria-describedby="hint-story">${typeof posted.story === 'string' ? posted.story : ''}</textarea></div>
${fileField(exchange)}
${detailFields(exchange, posted)}
<h2 class="govuk-heading-m">${t('complaint.send.title')}</h2>
<div class="govuk-form-group"><label class="govuk-label" for="field-confirm">${t('complaint.confirm')}</label><div class="govuk-hint" id="hint-confirm">${t('complaint.confirm-hint')}</div><input class="govuk-input govuk-input--width-10" id="field-confirm" name="confirm" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint-confirm"></div>
<button class="govuk-button" data-send>${t('complaint.send')}</button></form>`,
  })
}

/** What is written down or printed: it says nothing of what it opens. */
function card({ texts }: Exchange, code: Code): Html {
  return html`<div class="ob-paper" data-card><p class="govuk-body">${texts.t('complaint.code.keep')}</p><p class="govuk-heading-m" dir="ltr" data-code>${codeToText(code)}</p><div data-qr aria-hidden="true">${raw(pictureOf(code))}</div></div>`
}

/** With script the file comes after the words, and the browser shows that it has arrived once it knows. */
function sentPage(exchange: Exchange, kept: string | null): Html {
  const { t } = exchange.texts
  return quietPage(exchange, {
    title: t('complaint.sent.title'),
    body: html`<p class="govuk-body-l">${t('complaint.sent.lead')}</p>${kept === null ? html`<p class="govuk-body" data-file-arrived hidden>${t('complaint.file.kept')}</p>` : keptFile(exchange, kept)}<ul class="govuk-list govuk-list--bullet">${(['read', 'answer', 'come-back', 'proof', 'history'] as const).map((key) => html`<li>${t(`complaint.sent.${key}`)}</li>`)}</ul><p class="govuk-body"><a class="govuk-button" href="/complaint/case">${t('complaint.sent.go')}</a></p>`,
  })
}

/** No keys, no channel: nothing is taken that nobody but the operator could read. */
export function closedPage(exchange: Exchange): Html {
  const { t } = exchange.texts
  exchange.context.status(503)
  return quietPage(exchange, {
    title: t('complaint.closed.title'),
    body: html`<p class="govuk-body">${t('complaint.closed')}</p>`,
  })
}
