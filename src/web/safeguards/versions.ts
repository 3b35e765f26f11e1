/** A declaration as the law has it on a day, and how the law changes it: by which act, from when, what differs. */
import { html } from 'hono/html'
import { differences, type Procedure, versionOn, versionsOf } from '../../procedures/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Section } from '../parts/summary.ts'
import { inEnglish } from './words.ts'

/** The day of `?on=2027-01-01`; today where there is none, or what is no day. */
export function dayAsked({ context, today }: Exchange): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(context.req.query('on') ?? '')
  } catch {
    return today
  }
}

/** Of a declaration that the law has changed, on which day it is shown. */
export function asOf({ texts }: Exchange, whole: Procedure, day: Temporal.PlainDate): Html | string {
  return whole.versions === undefined
    ? ''
    : html`<p class="govuk-inset-text">${texts.t('safeguards.as-of', { day: texts.day(day.toString()) })}</p>`
}

/** Each amendment with what differs from its day on, and the way to the page as it was or will be. */
export function versionsSection(exchange: Exchange, whole: Procedure): readonly Section[] {
  const { t, day } = exchange.texts
  const versions = versionsOf(whole)
  const changes = versions.flatMap((version, at) => {
    const before = versions[at - 1]
    const { amendment } = version
    if (before === undefined || amendment === undefined) return []
    const eve = Temporal.PlainDate.from(amendment.from).subtract({ days: 1 }).toString()
    return [
      html`<h3 class="govuk-heading-s">${t('safeguards.version-from', { day: day(amendment.from), law: amendment.law })}</h3>
<ul class="govuk-list govuk-list--bullet">${differences(before, version).map((one) => html`<li>${inEnglish(exchange, one)}</li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="?on=${eve}">${t('safeguards.as-it-was', { day: day(eve) })}</a> · <a class="govuk-link" href="?on=${amendment.from}">${t('safeguards.as-it-is', { day: day(amendment.from) })}</a></p>`,
    ]
  })
  return changes.length === 0 ? [] : [{ id: 'versions', heading: t('safeguards.versions'), body: changes }]
}

/** The version that is in force today. */
export function inForceToday({ today }: Exchange, procedure: Procedure): Procedure {
  return versionOn(procedure, today.toString())
}
