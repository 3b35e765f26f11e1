/** What was not kept, in any agency: alarms that nobody has acknowledged first, then every breach, the newest first. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  acknowledgeAlarm,
  alarmsWatched,
  breachesWatched,
  type WatchedAlarm,
  type WatchedBreach,
} from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { PAGE_SIZE, pageOf, table, withQuery } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState, panel, type Section, sections } from '../parts/summary.ts'
import { waysOn } from './ways.ts'
import { caseLink, modeWord, procedureTitle, ruleCell, stepTitle } from './words.ts'

/** More alarms than these are no list that anybody works through; the oldest come up as others are acknowledged. */
const MOST_ALARMS = 50
const LEVELS = ['L', 'R', 'W'] as const

export async function breachesPage(exchange: Exchange): Promise<Html> {
  const { texts, register } = exchange
  const who = exchange.officer()
  const level = LEVELS.find((one) => one === exchange.query('level')) ?? null
  const { offset } = pageOf(exchange)
  const alarms = await alarmsWatched(register, who, MOST_ALARMS)
  const found = await breachesWatched(register, who, { level, most: offset + PAGE_SIZE + 1 })
  return page(exchange, {
    title: texts.t('oversight.title'),
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${texts.t('oversight.lead')}</p>
${waysOn(exchange)}
${alarms.length === 0 ? '' : panel('late', texts.t('oversight.alarms'), alarmTable(exchange, alarms))}
${sections([breachSection(exchange, found.slice(offset, offset + PAGE_SIZE), { level, more: found.length > offset + PAGE_SIZE })])}`,
  })
}

function alarmTable(exchange: Exchange, alarms: readonly WatchedAlarm[]): Html {
  const { t, named, moment } = exchange.texts
  return html`<p class="govuk-body">${t('oversight.alarms-help')}</p>${table(
    t('oversight.alarms'),
    [
      { heading: t('oversight.what') },
      { heading: t('oversight.since') },
      { heading: t('oversight.case') },
      { heading: t('oversight.acknowledge') },
    ],
    alarms.map((alarm) => [
      html`${alarm.about === 'alarm' ? stepTitle(exchange, alarm) : ruleCell(exchange, alarm)}<span class="ob-code">${procedureTitle(exchange, alarm.procedure)}</span>`,
      html`${moment(alarm.at)}${alarm.times > 1 ? html`<br>${t('oversight.told-times', { n: alarm.times })}` : ''}${alarm.answered === null ? '' : html`<br>${t('oversight.answered', { role: named(`agency-role.${alarm.answered.role}`), at: moment(alarm.answered.at) })}`}`,
      caseLink(exchange, alarm),
      html`<form method="post" action="/oversight" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="procedure" value="${alarm.procedure}"><input type="hidden" name="notice" value="${alarm.notice_id}"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('oversight.acknowledge')}<span class="govuk-visually-hidden"> ${alarm.case?.number ?? ''} ${alarm.rule}</span></button></form>`,
    ]),
  )}`
}

function breachSection(
  exchange: Exchange,
  breaches: readonly WatchedBreach[],
  { level, more }: { readonly level: string | null; readonly more: boolean },
): Section {
  const { t } = exchange.texts
  const body = breaches.length === 0 ? emptyState(t('oversight.none')) : breachTable(exchange, breaches)
  return {
    id: 'breaches',
    heading: t('oversight.breaches'),
    body: [levelLinks(exchange, level), body, next(exchange, more)],
  }
}

function breachTable(exchange: Exchange, breaches: readonly WatchedBreach[]): Html {
  const { t, named, moment } = exchange.texts
  return table(
    t('oversight.breaches'),
    [
      { heading: t('oversight.rule') },
      { heading: t('oversight.ladder') },
      { heading: t('oversight.mode') },
      { heading: t('oversight.found') },
      { heading: t('oversight.state') },
      { heading: t('oversight.case') },
    ],
    breaches.map((breach) => [
      html`${ruleCell(exchange, breach)}<span class="ob-code">${procedureTitle(exchange, breach.procedure)}</span>`,
      named(`breach-level.${breach.level}`),
      modeWord(exchange, breach.mode),
      html`${moment(breach.found_at)}${breach.due_at === null ? '' : html`<br>${t('oversight.was-due', { at: moment(breach.due_at) })}`}`,
      named(`breach-state.${breach.state}`),
      caseLink(exchange, breach),
    ]),
  )
}

function levelLinks(exchange: Exchange, chosen: string | null): Html {
  const { named } = exchange.texts
  return html`<nav class="ob-contents" aria-label="${exchange.texts.t('oversight.ladder')}"><ul>${(
    ['all', ...LEVELS] as const
  ).map(
    (level) =>
      html`<li><a class="govuk-link" href="${withQuery(exchange, { level: level === 'all' ? '' : level, page: '', done: '' })}"${(chosen ?? 'all') === level ? html` aria-current="true"` : ''}>${named(`breach-level.${level}`)}</a></li>`,
  )}</ul></nav>`
}

function next(exchange: Exchange, more: boolean): Html | string {
  const { number } = pageOf(exchange)
  return more
    ? html`<p class="govuk-body"><a class="govuk-link" rel="next" href="${withQuery(exchange, { page: String(number + 1), done: '' })}">${exchange.texts.t('site.next')}</a></p>`
    : ''
}

const Acknowledged = z.object({ procedure: z.string(), notice: z.uuid() })

/** From the list: an alarm is seen. A colleague who was first is no error. */
export async function acknowledge(exchange: Exchange): Promise<Response> {
  const asked = Acknowledged.safeParse(await exchange.context.req.parseBody())
  if (!asked.success) throw new NotFound()
  const isFirst = await acknowledgeAlarm(exchange.register, exchange.officer(), asked.data)
  return exchange.context.redirect(
    `/oversight?done=${isFirst ? 'alarm.acknowledged' : 'alarm.acknowledged-before'}`,
    303,
  )
}
