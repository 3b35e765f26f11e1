/** What an officer's role and office were told and nobody has acknowledged: the newest first, each with its case and a button. */
import { html } from 'hono/html'
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import { acknowledge, type Notice, noticesFor } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { wordsFor } from './declared-text.ts'
import { noticeTag, noticeTitle, raisedAgain } from './notice-words.ts'
import { textIn, typedOf } from './typed.ts'

/** A page stays light; whoever has more acknowledges these first. */
const SHOWN = 50

export async function noticesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const told = await noticesFor(exchange.register, exchange.officer())
  return page(exchange, {
    title: t('notice.title'),
    trail: [{ href: '/cases', text: t('cases.title') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body">${t('notice.lead')}</p>${
      told.length === 0
        ? emptyState(t('notice.none'))
        : html`<p class="govuk-body"><strong>${t('notice.unread', { count: told.length })}</strong>${told.length > SHOWN ? ` ${t('notice.first', { shown: SHOWN })}` : ''}</p><form method="post" action="/cases/notices">${hiddenToken(exchange)}<ul class="govuk-list govuk-list--spaced">${told.slice(0, SHOWN).map((one) => line(exchange, one))}</ul></form>`
    }`,
  })
}

/** On top of the day's cases: how many nobody has acknowledged. */
export async function noticesLink(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const { length } = await noticesFor(exchange.register, exchange.officer())
  return html`<p class="govuk-body"><a class="govuk-link" href="/cases/notices">${t('notice.title')}</a> <strong class="${length === 0 ? 'govuk-tag govuk-tag--grey' : 'govuk-tag'}">${t('notice.unread', { count: length })}</strong></p>`
}

function line(exchange: Exchange, notice: Notice): Html {
  const { procedure, id, rule, level } = notice
  const { texts } = exchange
  const button = html`${texts.t('notice.acknowledge')}<span class="govuk-visually-hidden">: ${noticeTitle(exchange, notice)} ${rule}</span>`
  return html`<li class="ob-paper">${noticeTag(exchange, notice)}<p class="govuk-body govuk-!-margin-bottom-1"><strong>${noticeTitle(exchange, notice)}</strong> (<bdi>${rule}</bdi>)</p><p class="govuk-body">${wordsFor(exchange, procedure).title} · ${whenTold(exchange, notice)}${level === null ? '' : ` · ${texts.named(`ladder.${level}`)}`}<br>${caseOf(exchange, notice)}${raisedAgain(exchange, notice) === '' ? '' : html`<br>${raisedAgain(exchange, notice)}`}</p><button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" name="notice" value="${procedure}/${id}">${button}</button></li>`
}

function declaredOf({ register }: Exchange, name: string): Procedure | undefined {
  return register.procedures.find((one) => one.name === name)
}

/** Of complaints the day alone: from an hour somebody could guess who was at a telephone. */
function whenTold(exchange: Exchange, { procedure, at }: Notice): string {
  const { texts, country } = exchange
  const declared = declaredOf(exchange, procedure)
  if (declared === undefined || !isHiddenInNumber(declared)) return texts.moment(at)
  return texts.day(at.toZonedDateTimeISO(country.timeZone).toPlainDate().toString())
}

/** The case, for whoever reads it. Of complaints not even the number stands here; the Ombudsperson has a page of them. */
function caseOf(exchange: Exchange, { procedure, caseId, caseNumber }: Notice): Html | string {
  const { t } = exchange.texts
  const declared = declaredOf(exchange, procedure)
  if (caseId === null || declared === undefined) return t('notice.no-case')
  if (!isHiddenInNumber(declared))
    return html`<a class="govuk-link" href="/cases/${procedure}/${caseId}">${t('notice.case')} <bdi>${caseNumber ?? ''}</bdi></a>`
  if (exchange.officer().role !== 'ombuds-officer') return t('notice.no-case')
  return html`<a class="govuk-link" href="/ombudsperson/${caseId}">${t('notice.case')}</a>`
}

/** One that is not theirs, is none, or was acknowledged by a colleague a moment ago: one answer. */
export async function noticePosted(exchange: Exchange): Promise<Response> {
  const posted = textIn(typedOf(await postedFields(exchange)), 'notice') ?? ''
  const done = (await isAcknowledged(exchange, posted)) ? 'notice.read' : 'notice.gone'
  return exchange.context.redirect(`/cases/notices?done=${done}`, 303)
}

async function isAcknowledged(exchange: Exchange, posted: string): Promise<boolean> {
  const [, procedure, id] = /^([a-z-]{1,60})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(posted) ?? []
  if (procedure === undefined || id === undefined || declaredOf(exchange, procedure) === undefined) return false
  return acknowledgedBy(() => acknowledge(exchange.register, exchange.officer(), { procedure, id }))
}

/** False where there is nothing for them to acknowledge. */
export async function acknowledgedBy(act: () => Promise<void>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
