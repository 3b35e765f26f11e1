/** How often safeguards were not kept, as it is published: by rule and period, in steps of five. */
import { html } from 'hono/html'
import type { AnyTexts } from '../../procedures/index.ts'
import { type PublishedBreaches, publishedBreaches, type Register, STEP } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { declared } from './words.ts'

/** What was published this month: it changes when a month is over, and not before. */
const read = new WeakMap<Register, { readonly month: string; readonly found: readonly PublishedBreaches[] }>()

export async function breachesOf(
  { register, today }: Exchange,
  procedure: string,
): Promise<readonly PublishedBreaches[]> {
  const month = today.toPlainYearMonth().toString()
  const known = read.get(register)
  const found = known?.month === month ? known.found : await publishedBreaches(register)
  read.set(register, { month, found })
  return found.filter((one) => one.procedure === procedure)
}

/** The newest first; years before their months. */
export function breachTable(exchange: Exchange, words: AnyTexts, found: readonly PublishedBreaches[]): Html {
  const { t, named } = exchange.texts
  if (found.length === 0) return html`<p class="govuk-body">${t('safeguards.breaches-none')}</p>`
  const rows = found
    .toSorted((a, b) => b.period.localeCompare(a.period) || a.rule.localeCompare(b.rule))
    .map(({ rule, mode, period, atLeast }) => [
      html`<a class="govuk-link" href="#${safeguardOf(rule)}">${safeguardOf(rule)}</a> ${declared(exchange, words.safeguards[safeguardOf(rule)]?.title ?? '')}<span class="ob-code">${rule}</span>`,
      periodName(exchange, period),
      named(`safeguards.mode.${mode}`),
      t('safeguards.band', { least: atLeast, most: atLeast + STEP - 1 }),
    ])
  return html`${table(
    t('safeguards.breaches-table'),
    [
      { heading: t('safeguards.safeguard') },
      { heading: t('safeguards.period') },
      { heading: t('safeguards.mode') },
      { heading: t('safeguards.found'), numeric: true },
    ],
    rows,
  )}<p class="govuk-body">${t('safeguards.breaches-rest')}</p>`
}

/** How the figures are made so that they point at nobody. */
export function howCounted({ texts: { t } }: Exchange): Html {
  return html`<p class="govuk-body">${t('safeguards.counting-when')}</p><p class="govuk-body">${t('safeguards.counting-steps')}</p><p class="govuk-body">${t('safeguards.counting-differences')}</p><p class="govuk-body">${t('safeguards.counting-kept')}</p>`
}

function safeguardOf(rule: string): string {
  return rule.split('.')[0] ?? rule
}

function periodName({ texts }: Exchange, period: string): string {
  return period.length === 4 ? texts.t('safeguards.year', { year: period }) : texts.month(`${period}-01`)
}
