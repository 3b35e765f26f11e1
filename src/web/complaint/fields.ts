/** What somebody may add to their words, all of it to be left out, and the sentences of a form that was sent. */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Exchange, Html } from '../exchange.ts'
import { codeFromText, isSealed } from './channel/index.ts'

const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true')

/** Of the procedure's facts those that help at once: to be safe, to be answered, not to be handed on. */
const DETAILS = {
  language: z.enum([
    'az',
    'ru',
    'en',
    'tr',
    'fa',
    'ka',
    'ar',
    'ur',
    'prs',
    'ps',
    'uz',
    'zh',
    'hi',
    'vi',
    'fr',
    'tl',
    'other',
  ]),
  stillAtRisk: z.enum(['yes-now', 'possible', 'no']),
  inDetention: yesNo,
  dependsOnEmployer: yesNo,
  needsToStay: yesNo,
  reprisalFeared: yesNo,
  identity: z.enum(['anonymous', 'named-to-ombudsperson-only', 'named']),
  consentToContactAgency: z.enum(['no', 'without-name', 'with-name']),
} as const
type Detail = keyof typeof DETAILS

const CHOICES: Readonly<Record<Exclude<Detail, 'language'>, readonly string[]>> = {
  stillAtRisk: DETAILS.stillAtRisk.options,
  inDetention: ['true', 'false'],
  dependsOnEmployer: ['true', 'false'],
  needsToStay: ['true', 'false'],
  reprisalFeared: ['true', 'false'],
  identity: DETAILS.identity.options,
  consentToContactAgency: DETAILS.consentToContactAgency.options,
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const code = z.string().transform((text, context) => {
  const read = codeFromText(text)
  if (read === null) context.addIssue({ code: 'custom', message: 'code' })
  return read ?? z.NEVER
})

/** What a browser with script sends: it has the code, the server does not. */
export const SealedComplaint = z.object({
  story: z.union([z.literal(''), z.string().max(50_000).refine(isSealed)]),
  lookup: code,
  'proof-hash': hash,
  recipient: z.string().regex(/^age1[a-z0-9]{50,80}$/),
  submission: z.uuid(),
  // Of the file that follows, where one does.
  'file-hash': hash.optional(),
})

/** The details that were chosen; what is none of the choices was not chosen. */
export function detailsOf(posted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(DETAILS).flatMap(([name, schema]) => {
      const read = schema.safeParse(posted[name])
      return read.success ? [[name, read.data]] : []
    }),
  )
}

/** The fields, folded away: nobody has to open them. */
export function detailFields(exchange: Exchange, posted: Readonly<Record<string, unknown>>): Html {
  const { t, named, language } = exchange.texts
  const names = new Intl.DisplayNames([language.code], { type: 'language' })
  const shown = (name: Detail, value: string) =>
    name === 'language' && value !== 'other'
      ? (names.of(value === 'prs' ? 'fa-AF' : value) ?? value)
      : named(value === 'true' ? 'complaint.yes' : value === 'false' ? 'complaint.no' : `complaint.${name}.${value}`)
  const field = (name: Detail, values: readonly string[]) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="field-${name}">${t(`complaint.${name}`)}</label><select class="govuk-select" id="field-${name}" name="${name}"><option value="">${t('complaint.not-said')}</option>${values.map(
      (value) =>
        html`<option value="${value}"${posted[name] === value ? html` selected` : ''}>${shown(name, value)}</option>`,
    )}</select></div>`
  return html`<details class="govuk-details"${Object.keys(detailsOf(posted)).length > 0 ? html` open` : ''}><summary class="govuk-details__summary">${t('complaint.details')}</summary><div class="govuk-details__text"><p class="govuk-body">${t('complaint.details-help')}</p>${field('language', DETAILS.language.options)}${Object.entries(CHOICES).map(([name, values]) => field(name as Detail, values))}</div></details>`
}
