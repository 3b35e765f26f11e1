/**
 * The words a country pack may use where only certain words make sense: kinds, urgencies, units, themes, people. A
 * pack cannot add to them, so that two countries' packs can be read side by side; pages name them by key.
 */
import { z } from 'zod'

/** Languages in which the product speaks. A pack may know more; names are given in these. */
export const LANGUAGES = ['az', 'en', 'ru', 'ar', 'tr'] as const
export const Language = z.enum(LANGUAGES)
export type Language = z.infer<typeof Language>

/** What sort of act an obligation asks for. */
export const ObligationKind = z.enum([
  'legislate',
  'ratify',
  'institution',
  'policy',
  'practice',
  'data',
  'report',
  'awareness',
  'cooperation',
  'resource',
])
export type ObligationKind = z.infer<typeof ObligationKind>

/** How soon, by the document's own wording; `consider` asks only to think about it. */
export const Urgency = z.enum(['immediate', 'prompt', 'ordinary', 'consider'])
export type Urgency = z.infer<typeof Urgency>

/** Whether the document itself says so, or the pack's authors mapped it. */
export const Origin = z.enum(['document', 'own'])
export type Origin = z.infer<typeof Origin>

/** OHCHR, Human Rights Indicators (2012): commitment, effort, result. */
export const IndicatorClass = z.enum(['structure', 'process', 'outcome'])
export type IndicatorClass = z.infer<typeof IndicatorClass>

export const IndicatorPeriod = z.enum(['quarter', 'year', 'school-year', 'cycle'])
export type IndicatorPeriod = z.infer<typeof IndicatorPeriod>

export const IndicatorUnit = z.enum(['percent', 'ratio', 'count', 'days', 'hours', 'yes-no', 'stage', 'score'])
export type IndicatorUnit = z.infer<typeof IndicatorUnit>

/** Which way is better; `context` is read beside another figure and never scored alone. */
export const Direction = z.enum(['up', 'down', 'context'])
export type Direction = z.infer<typeof Direction>

/** Matters an obligation is about. Close to the themes of the Universal Human Rights Index, shortened. */
export const Theme = z.enum([
  'access-to-justice',
  'asylum',
  'awareness-raising',
  'birth-registration',
  'borders',
  'child-labour',
  'civil-society',
  'coordination',
  'data-and-statistics',
  'detention',
  'education',
  'expulsion',
  'freedom-of-movement',
  'health',
  'human-rights-institution',
  'internal-displacement',
  'international-cooperation',
  'legislation',
  'migration-policy',
  'non-discrimination',
  'privacy',
  'public-emergency',
  'ratification',
  'recruitment',
  'regularization',
  'remittances',
  'reporting',
  'residence',
  'return-and-reintegration',
  'social-security',
  'statelessness',
  'trade-unions',
  'trafficking',
  'violence-against-women',
  'working-conditions',
])
export type Theme = z.infer<typeof Theme>

/** Whom an obligation is about, where it singles somebody out; an empty list means all migrants and their families. */
export const PeopleConcerned = z.enum([
  'asylum-seekers-and-refugees',
  'children',
  'detained-people',
  'domestic-workers',
  'employed-migrants',
  'family-members',
  'internally-displaced-people',
  'irregular-situation',
  'migrants-in-transit',
  'nationals-abroad',
  'people-facing-expulsion',
  'returnees',
  'smuggled-migrants',
  'stateless-people',
  'victims-of-trafficking',
  'vulnerable-people',
  'women',
])
export type PeopleConcerned = z.infer<typeof PeopleConcerned>

/** Kinds of paper that a State owes a body. */
export const PaperKind = z.enum(['follow-up', 'initial', 'periodic', 'core', 'reply', 'committee'])
export type PaperKind = z.infer<typeof PaperKind>
