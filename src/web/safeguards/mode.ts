/** In which mode the rules of a safeguard run in this country, and which law lets them be passed. */
import { html } from 'hono/html'
import type { PlacedObligation } from '../../obligations/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { citationLinks } from './citation.ts'

/** A rule that the law in force lets an officer pass, as the country pack says why. */
export interface Recorded {
  readonly procedure: Procedure
  /** "D3.judge" */
  readonly rule: string
  readonly law: string
  /** As citations are: document and paragraph. */
  readonly obligation: string
  readonly reviewBy: string
  readonly note: string
  readonly verify: boolean
}

/** Rules of these procedures in mode `record`, in the order of the declarations. */
export function recordedRules({ register }: Exchange, procedures: readonly Procedure[]): readonly Recorded[] {
  return procedures.flatMap((procedure) =>
    ruleNames(procedure).flatMap((rule) => {
      const why = register.modesOf(procedure).recorded.has(rule) ? register.whyRecorded(procedure.name, rule) : null
      return why === null ? [] : [{ ...why, procedure, rule }]
    }),
  )
}

/** "D3.judge", for every rule of every safeguard. */
export function ruleNames({ safeguards }: Procedure): readonly string[] {
  return Object.entries(safeguards).flatMap(([name, { rules }]) => Object.keys(rules).map((rule) => `${name}.${rule}`))
}

export type Standing = 'enforce' | 'record' | 'part'

/** `part`: some of its rules are enforced, others the law lets be passed. */
export function standingOf({ register }: Exchange, procedure: Procedure, safeguard: string): Standing {
  const { recorded } = register.modesOf(procedure)
  const rules = Object.keys(procedure.safeguards[safeguard]?.rules ?? {})
  const passed = rules.filter((rule) => recorded.has(`${safeguard}.${rule}`)).length
  return passed === 0 ? 'enforce' : passed === rules.length ? 'record' : 'part'
}

/** Written out, so that the style sheet keeps them. */
const TAG = { enforce: 'govuk-tag--green', record: 'govuk-tag--red', part: 'govuk-tag--yellow' } as const

export function modeTag({ texts }: Exchange, standing: Standing): Html {
  return html`<strong class="govuk-tag ob-tag ${TAG[standing]}">${texts.named(`safeguards.mode.${standing}`)}</strong>`
}

/** "Migration Code, art. 79(8)": as an officer names it who goes on. */
export function provisionName({ country }: Exchange, law: string): string {
  const provision = country.pack.law.find(({ id }) => id === law)
  return [provision?.act ?? law, provision?.article ?? ''].filter((part) => part !== '').join(', ')
}

/** "Migration Code, art. 79(8), text as of 29 June 2018, still to be confirmed by a jurist". */
export function lawName(exchange: Exchange, { law, verify }: Pick<Recorded, 'law' | 'verify'>): Html {
  const { t, day } = exchange.texts
  const provision = exchange.country.pack.law.find(({ id }) => id === law)
  const from = provision?.versions.at(-1)?.from ?? null
  const parts = [
    provisionName(exchange, law),
    from === null ? t('safeguards.text-undated') : t('safeguards.text-as-of', { day: day(from) }),
    ...(verify || provision?.verify === true ? [t('safeguards.verify')] : []),
  ]
  return html`${parts.join('; ')}`
}

/** Until when somebody reads the law again, and whether nobody did. */
export function reviewDay({ texts, today }: Exchange, { reviewBy }: Recorded): Html {
  const isLate = reviewBy < today.toString()
  return html`${texts.day(reviewBy)}${isLate ? html` <strong class="ob-overdue">(${texts.t('safeguards.review-late')})</strong>` : ''}`
}

/** The obligation that asks for the law to be changed. */
export function askedBy(exchange: Exchange, one: Recorded, obligations: readonly PlacedObligation[]): Html {
  return citationLinks(exchange, [one.obligation], obligations)
}
