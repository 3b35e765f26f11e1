/** A complaint before the Ombudsperson: sealed until a key file opens it in the browser, and the answer sealed to the person's key. */
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { type CaseView, carryOut, viewCase } from '../../../register/index.ts'
import { NotFound } from '../../../store/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { postedFields } from '../../form-route.ts'
import { hiddenToken } from '../../parts/fields.ts'
import { doneBanner, page } from '../../parts/page.ts'
import { isUuid } from '../../uuid.ts'
import { isSealed } from '../channel/index.ts'
import type { Channel } from '../channel-of.ts'
import { conversation } from '../conversation.ts'
import { fileField } from '../file-field.ts'
import { fileAnswer, keepFile, sealedFileOf } from '../files.ts'
import { NotFiled, type Posted, sealOr, submissionOf } from '../filing.ts'
import { FILE_PROBLEMS, type ProblemName, problems } from '../frame.ts'
import { scriptTag } from '../script.ts'
import { readerOfComplaints } from './reader.ts'

export async function officerPage(exchange: Exchange, channel: Channel): Promise<Html> {
  return shown(exchange, channel, null)
}

/** A file of the conversation, sealed as it is kept: it is opened where the key is. */
export function officerFile(exchange: Exchange): Promise<Response> {
  const { context } = exchange
  const [caseId, id] = [caseIdOf(exchange), context.req.param('file')]
  return fileAnswer(exchange, readerOfComplaints(exchange), { caseId, purpose: 'decide', id, identity: null })
}

/** Sends the answer: the first one, and messages from then on; a file with it, or alone. */
export async function replyPosted(exchange: Exchange, channel: Channel): Promise<Response | Html> {
  const view = await viewOf(exchange)
  const { register, context } = exchange
  const posted: Posted = await postedFields(exchange)
  try {
    const [who, keys] = [readerOfComplaints(exchange), await keysFor(channel, view)]
    const file = await sealedFileOf(context, posted, keys)
    const text = await answerOf(posted, keys)
    if (text === null && file === null) throw new NotFiled('text')
    const kept =
      file === null ? {} : await keepFile(register, who, { caseId: view.caseId, purpose: 'answer-the-person' }, file)
    const { step, fact } = stepFor(view, text)
    await carryOut(register, who, {
      ...{ procedure: 'complaint', kind: 'enter', step, person: null, code: null },
      on: { caseId: view.caseId, event: Number(posted.event) },
      key: submissionOf(posted),
      facts: { ...kept, ...(text === null ? {} : { [fact]: text }) },
      ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, purpose: 'answer-the-person' as const },
    })
  } catch (error) {
    if (!(error instanceof NotFiled)) throw error
    context.status(422)
    return shown(exchange, channel, error.problem)
  }
  return context.redirect(`/ombudsperson/${view.caseId}?done=complaint.answered`, 303)
}

async function shown(exchange: Exchange, channel: Channel, problem: ProblemName | null): Promise<Html> {
  const { t, named, day } = exchange.texts
  const view = await viewOf(exchange)
  const keys = await keysFor(channel, view)
  const part = Number(exchange.query('part') ?? 0) || 0
  const on = view.openedAt.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate().toString()
  return page(exchange, {
    title: t('ombudsperson.case', { number: view.caseNumber }),
    trail: [{ href: '/ombudsperson', text: t('ombudsperson.title') }],
    body: html`${doneBanner(exchange)}${problems(exchange, ['key', 'text', 'long', ...FILE_PROBLEMS], problem)}${scriptTag(exchange.context)}
<p class="govuk-body">${t('ombudsperson.came', { day: day(on) })} ${named(`ombudsperson.state.${view.state}`)}</p>
${await keyChooser(exchange, channel)}
<h2 class="govuk-heading-m">${t('complaint.case.said')}</h2>
${await conversation(exchange, view, { as: 'ombudsperson', identity: null, part, earlier: html`<p class="govuk-body"><a class="govuk-link" href="?part=${part + 1}">${t('complaint.case.earlier')}</a></p>`, file: ({ id }) => sealedFile(exchange, `/ombudsperson/${view.caseId}/file/${id}`) })}
<h2 class="govuk-heading-m">${t('ombudsperson.answer')}</h2><p class="govuk-body">${t('ombudsperson.answer-help')}</p>
<form class="ob-form" method="post" action="/ombudsperson/${view.caseId}/reply" data-reply data-recipients="${keys.join(' ')}" enctype="multipart/form-data" novalidate>${hiddenToken(exchange)}<input type="hidden" name="event" value="${view.event}"><input type="hidden" name="submission" value="${randomUUID()}"><input type="hidden" name="sealed" value=""><input type="hidden" name="file-hash" value=""><div class="govuk-form-group"><label class="govuk-label" for="field-text">${t('ombudsperson.answer-words')}</label><textarea class="govuk-textarea" rows="8" id="field-text" name="text" dir="auto"></textarea></div>${fileField(exchange, t('ombudsperson.file'))}<button class="govuk-button">${t('complaint.act.write.go')}</button></form>`,
  })
}

function sealedFile({ texts: { t } }: Exchange, address: string): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="${address}">${t('ombudsperson.file.sealed')}</a></p><button type="button" class="govuk-button govuk-button--secondary" data-open-file="${address}" hidden>${t('ombudsperson.file.open')}</button>`
}

async function keyChooser({ texts: { t } }: Exchange, channel: Channel): Promise<Html> {
  const demonstration = (await channel.recipients())?.demonstration ?? []
  return html`<div class="govuk-form-group" data-strong hidden><label class="govuk-label" for="field-key">${t('ombudsperson.key')}</label><div class="govuk-hint" id="hint-key">${t('ombudsperson.key-hint')}</div><input class="govuk-file-upload" type="file" id="field-key" data-key-file aria-describedby="hint-key"></div>${
    demonstration.length === 0
      ? ''
      : html`<p class="govuk-body">${t('ombudsperson.key-demonstration')} ${demonstration.map((_, at) => html`<a class="govuk-link" href="/ombudsperson/keys/${at + 1}">${t('ombudsperson.key-number', { number: at + 1 })}</a> `)}</p>`
  }`
}

function viewOf(exchange: Exchange): Promise<CaseView> {
  const who = readerOfComplaints(exchange)
  return viewCase(exchange.register, who, { procedure: 'complaint', caseId: caseIdOf(exchange), purpose: 'decide' })
}

function caseIdOf({ context }: Exchange): string {
  const caseId = context.req.param('id') ?? ''
  if (!isUuid(caseId)) throw new NotFound()
  return caseId
}

/** Both sides read what is answered: the Ombudsperson by their keys, the person by theirs, where the complaint came with one. */
async function keysFor(channel: Channel, { facts }: CaseView): Promise<readonly string[]> {
  const keys = (await channel.recipients())?.keys ?? []
  return typeof facts.replyKey === 'string' ? [...keys, facts.replyKey] : keys
}

async function answerOf({ sealed, text }: Posted, keys: readonly string[]): Promise<string | null> {
  if (typeof sealed === 'string' && isSealed(sealed)) return sealed
  return typeof text === 'string' && text.trim() !== '' ? sealOr(text, keys) : null
}

/** A file alone is no first answer: the time for one runs on. */
function stepFor({ timeline }: CaseView, text: string | null): { readonly step: string; readonly fact: string } {
  if (text === null) return { step: 'sendFile', fact: 'message' }
  const isAnswered = timeline.some(({ step }) => step === 'answerPerson')
  return isAnswered ? { step: 'writeBack', fact: 'message' } : { step: 'answerPerson', fact: 'firstAnswer' }
}
