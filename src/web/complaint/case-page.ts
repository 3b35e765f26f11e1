/** Coming back with the code: where it stands in plain words, what was said, what one can do. Nothing is kept between two pages. */
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { type CaseView, Refused } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { expiryWarning } from '../parts/expiry-warning.ts'
import { ACTS, type ActName, act, isAct, openActs, readersOf } from './acts.ts'
import { type Bearer, bearerOf } from './bearer.ts'
import type { Channel } from './channel-of.ts'
import { conversation, type SaidFile } from './conversation.ts'
import { fileField, keptFile } from './file-field.ts'
import { fileAnswer, sealedFileOf } from './files.ts'
import { NotFiled, type Posted } from './filing.ts'
import { closedPage } from './form-page.ts'
import { FILE_PROBLEMS, type ProblemName, problems, quietPage } from './frame.ts'

export async function enterPage(exchange: Exchange): Promise<Html> {
  return entering(exchange, null)
}

/** Opens the case, and does before what was asked. */
export async function casePosted(exchange: Exchange, channel: Channel): Promise<Html> {
  const posted: Posted = await postedFields(exchange)
  const recipients = await channel.recipients()
  if (recipients === null) return closedPage(exchange)
  const bearer = await bearerOf(exchange.register, posted)
  if (bearer === null) return refusedCode(exchange)
  const around = { recipients: recipients.keys, posted }
  if (!isAct(posted.act)) return casePage(exchange, bearer, around)
  try {
    const file = await sealedFileOf(exchange.context, posted, readersOf(recipients.keys, bearer))
    await act(exchange.register, recipients.keys, { bearer, name: posted.act, posted, file })
    const now = await bearerOf(exchange.register, posted)
    if (now === null) return refusedCode(exchange)
    return casePage(exchange, now, { ...around, posted: {}, done: posted.act, kept: file?.hash ?? null })
  } catch (error) {
    const problem = problemOf(error)
    exchange.context.status(422)
    return casePage(exchange, bearer, { ...around, problem })
  }
}

/** Gives a file of the conversation to whoever has the code: opened where the code itself came, else as it is kept. */
export async function filePosted(exchange: Exchange): Promise<Response | Html> {
  const posted: Posted = await exchange.context.req.parseBody()
  const bearer = await bearerOf(exchange.register, posted)
  if (bearer === null) return refusedCode(exchange)
  const { caseId } = bearer.view
  const identity = posted.as === 'sealed' ? null : (bearer.keys?.identity ?? null)
  return fileAnswer(
    exchange,
    { as: 'person', caseId },
    { caseId, purpose: 'answer-the-person', id: posted.attachment, identity },
  )
}

/** The sentence for it; what is no refusal goes on to the operator. */
function problemOf(error: unknown): ProblemName {
  if (error instanceof NotFiled) return error.problem
  if (error instanceof Refused || error instanceof StepRefused) return 'refused'
  throw error
}

/** One answer, whatever was wrong with it. */
export function refusedCode(exchange: Exchange): Html {
  exchange.context.status(422)
  return entering(exchange, 'code')
}

function entering(exchange: Exchange, problem: ProblemName | null): Html {
  const { t } = exchange.texts
  return quietPage(exchange, {
    title: t('complaint.enter.title'),
    ...(problem === null ? {} : { titlePrefix: t('form.error') }),
    body: html`${problems(exchange, ['code'], problem)}<p class="govuk-inset-text" data-plain>${t('complaint.enter.plain')}</p>
<form class="ob-form" method="post" action="/complaint/case" data-enter autocomplete="off" novalidate><div class="govuk-form-group"><label class="govuk-label" for="field-code">${t('complaint.enter.code')}</label><div class="govuk-hint" id="hint-code">${t('complaint.enter.hint')}</div><input class="govuk-input" id="field-code" name="code" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint-code"></div><button class="govuk-button">${t('complaint.enter.go')}</button></form>
<p class="govuk-body">${t('complaint.enter.lost')}</p><p class="govuk-body"><a class="govuk-link" href="/complaint">${t('complaint.enter.new')}</a></p>`,
  })
}

interface Around {
  readonly recipients: readonly string[]
  readonly posted: Posted
  readonly problem?: ProblemName
  readonly done?: ActName
  /** Hash of the file that was kept with it. */
  readonly kept?: string | null
}

async function casePage(exchange: Exchange, bearer: Bearer, around: Around): Promise<Html> {
  const { t, named } = exchange.texts
  const { view } = bearer
  const { problem = null, done, kept = null, posted } = around
  const part = Math.max(0, Math.trunc(Number(posted.part ?? 0)) || 0)
  return quietPage(exchange, {
    title: t('complaint.case.title'),
    ...(problem === null ? {} : { titlePrefix: t('form.error') }),
    body: html`${problems(exchange, ['text', 'long', 'refused', ...FILE_PROBLEMS], problem)}${done === undefined ? '' : html`<p class="govuk-inset-text" role="status">${t(`complaint.done.${done}`)}</p>`}${keptFile(exchange, kept)}
${bearer.code === null ? '' : html`<p class="govuk-inset-text">${t('complaint.enter.plain')}</p>`}
${await expiryWarning(exchange, { who: { as: 'person', caseId: view.caseId }, procedure: 'complaint', caseId: view.caseId })}
<p class="govuk-body-l">${named(`complaint.state.${view.state}`)}</p>${deadlines(exchange, view)}
<h2 class="govuk-heading-m">${t('complaint.case.said')}</h2>
${await conversation(exchange, view, { as: 'you', identity: bearer.keys?.identity ?? null, part, earlier: earlier(exchange, bearer, part + 1), file: (said) => ownFile(exchange, bearer, said) })}
${openActs(view).map((name) => actForm(exchange, bearer, { ...around, name }))}
<h2 class="govuk-heading-m">${t('complaint.proof.title')}</h2><p class="govuk-body">${t('complaint.proof.help')}</p>
${proofForm(bearer, 1, t('complaint.proof.get'))}
<p class="govuk-body"><a class="govuk-link" href="/complaint/verifier">${t('complaint.proof.verifier')}</a></p>`,
  })
}

/** Without script each form carries the code along; with it the page's memory has it. */
function shows({ code }: Bearer): Html | string {
  return code === null ? '' : html`<input type="hidden" name="code" value="${code}">`
}

function proofForm(bearer: Bearer, event: number, words: string): Html {
  return html`<form method="post" action="/complaint/proof" data-act="proof">${shows(bearer)}<input type="hidden" name="event" value="${event}"><button class="govuk-button govuk-button--secondary">${words}</button></form>`
}

/** A file of the conversation: opened where the code is, as it is kept for whoever wants to prove it, and the proof of one's own. */
function ownFile({ texts: { t } }: Exchange, bearer: Bearer, { id, by, event }: SaidFile): Html {
  return html`<form method="post" action="/complaint/file" data-act="file">${shows(bearer)}<input type="hidden" name="attachment" value="${id}"><div class="govuk-button-group"><button class="govuk-button govuk-button--secondary">${t('complaint.file.open')}</button><button class="govuk-button govuk-button--secondary" name="as" value="sealed">${t('complaint.file.sealed')}</button></div></form>${by === 'you' ? proofForm(bearer, event, t('complaint.file.proof')) : ''}`
}

function earlier({ texts }: Exchange, bearer: Bearer, part: number): Html {
  return html`<form method="post" action="/complaint/case" data-act="earlier">${shows(bearer)}<input type="hidden" name="part" value="${part}"><button class="govuk-button govuk-button--secondary">${texts.t('complaint.case.earlier')}</button></form>`
}

function actForm(
  exchange: Exchange,
  bearer: Bearer,
  { name, recipients, posted }: Around & { readonly name: ActName },
): Html {
  const { t } = exchange.texts
  const { fact, words } = ACTS[name]
  const typed = posted.act === name && bearer.code !== null && typeof posted.text === 'string' ? posted.text : ''
  const field =
    fact === null
      ? ''
      : html`<div class="govuk-form-group"><label class="govuk-label" for="field-${name}">${t(`complaint.act.${name}.words` as 'complaint.act.write.words')}</label><textarea class="govuk-textarea" rows="5" id="field-${name}" name="text" dir="auto"${words === 'needed' ? html` required` : ''}>${typed}</textarea></div>`
  const inside = html`<p class="govuk-body">${t(`complaint.act.${name}.help`)}</p><form class="ob-form" method="post" action="/complaint/case" data-act="${name}" data-recipients="${recipients.join(' ')}" autocomplete="off"${name === 'write' ? html` enctype="multipart/form-data"` : ''} novalidate>${shows(bearer)}<input type="hidden" name="act" value="${name}"><input type="hidden" name="submission" value="${randomUUID()}">${field}${name === 'write' ? fileField(exchange) : ''}<button class="govuk-button${name === 'write' ? '' : ' govuk-button--secondary'}">${t(`complaint.act.${name}.go`)}</button></form>`
  if (name === 'write') return html`<h2 class="govuk-heading-m">${t('complaint.act.write.title')}</h2>${inside}`
  return html`<details class="govuk-details"${typed === '' ? '' : html` open`}><summary class="govuk-details__summary">${t(`complaint.act.${name}.title`)}</summary><div class="govuk-details__text">${inside}</div></details>`
}

/** What the State owes next: the end of each of these times, by day. */
const OWED: Readonly<Record<string, string>> = {
  'C3.aDay': 'read',
  'C3.twoHours': 'read',
  'C4.firstAnswer': 'first-answer',
  'C4.finding': 'finding',
  'C4.findingExtended': 'finding',
  'C4.findingAgain': 'finding',
  'C5.answer': 'agency',
  'C5.answerAtOnce': 'agency',
}

function deadlines(exchange: Exchange, { clocks }: CaseView): Html | string {
  const { named, day } = exchange.texts
  const running = clocks.flatMap(({ rule, standing, dueAt }) => {
    const what = OWED[rule]
    if (what === undefined || (standing !== 'running' && standing !== 'over')) return []
    const on = dueAt.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate().toString()
    return [named(`complaint.owed.${standing === 'over' ? 'late' : 'by'}.${what}`, { day: day(on) })]
  })
  if (running.length === 0) return ''
  return html`<ul class="govuk-list govuk-list--bullet">${[...new Set(running)].map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}
