/** What the person was told by the system about their own case, until they say that they have read it. */
import { html } from 'hono/html'
import { acknowledge, type Notice, noticesFor } from '../../register/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { noticeTag, noticeTitle, raisedAgain } from '../cases/notice-words.ts'
import { acknowledgedBy } from '../cases/notices.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import { isUuid } from '../uuid.ts'
import type { Bearer } from './bearer.ts'
import { FIELD, hiddenFields, textOf } from './fields.ts'

/** The rest follows once these are read. */
const SHOWN = 20

/** Null where everything is read. */
export async function notices(exchange: Exchange, { found, pass }: Bearer): Promise<Html | null> {
  const told = (await noticesFor(exchange.register, found.who)).filter(({ caseId }) => caseId === found.caseId)
  if (told.length === 0) return null
  return html`<form method="post" action="/case/notice">${hiddenFields({ [FIELD.pass]: pass })}<ul class="govuk-list govuk-list--spaced">${told.slice(0, SHOWN).map((one) => line(exchange, one))}</ul></form>`
}

function line(exchange: Exchange, notice: Notice): Html {
  const { t, moment } = exchange.texts
  const again = raisedAgain(exchange, notice)
  return html`<li class="ob-paper">${noticeTag(exchange, notice)}<p class="govuk-body"><strong>${noticeTitle(exchange, notice)}</strong><br>${moment(notice.at)}${said(exchange, notice)}${again === '' ? '' : html`<br>${again}`}</p><button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" name="${FIELD.notice}" value="${notice.id}">${t('notice.acknowledge')}<span class="govuk-visually-hidden">: ${noticeTitle(exchange, notice)}</span></button></li>`
}

/** What the safeguard says to the person; what only a case fills in is said on the case itself. */
function said(exchange: Exchange, { procedure, rule }: Notice): Html | string {
  const words = wordsFor(exchange, procedure).safeguards[rule.split('.')[0] ?? '']?.person
  return words == null || words.includes('{$') ? '' : html`<br>${declared(exchange, words)}`
}

/** Said twice, or said of one that is not there: the own case is shown. */
export async function noticePosted(exchange: Exchange, { found, typed }: Bearer): Promise<Response> {
  const id = textOf(typed, FIELD.notice)
  if (isUuid(id))
    await acknowledgedBy(() => acknowledge(exchange.register, found.who, { procedure: found.procedure, id }))
  return exchange.context.redirect('/case#told', 303)
}
