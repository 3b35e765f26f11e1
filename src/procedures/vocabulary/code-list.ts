/**
 * Closed lists of codes. Stable and English; words stand in the texts. `unknown` (not asked or not known) and `not-said`
 * (asked, did not wish) are never merged.
 */
import { AGENCIES } from './role.ts'

/** A closed list. */
export interface CodeList<N extends string = string, C extends string = string> {
  readonly name: N
  readonly codes: readonly C[]
}

/** A list of one procedure's own, or one that many share. */
export function codeList<const N extends string, const C extends string>(name: N, codes: readonly C[]): CodeList<N, C> {
  return { name, codes }
}

/** A part of a list that many share, under the same name, so that its words are written once. */
export function only<const N extends string, const C extends string>(
  list: CodeList<N, string>,
  codes: readonly C[],
): CodeList<N, C> {
  for (const one of codes) if (!list.codes.includes(one)) throw new RangeError(`${one} is not in ${list.name}`)
  return { name: list.name, codes }
}

export const SEX = codeList('sex', ['female', 'male', 'other-or-x', 'not-said', 'unknown'])

/** For statistics. No band may be merged over the edges 15 and 18. */
export const AGE_BAND = codeList('ageBand', [
  '0-4',
  '5-9',
  '10-14',
  '15-17',
  '18-24',
  '25-34',
  '35-44',
  '45-54',
  '55-59',
  '60-64',
  '65+',
  'unknown',
])

export const AGE_BASIS = codeList('ageBasis', ['documented', 'stated', 'estimated', 'disputed'])

/** Only where status may be known (role.ts, `KNOWS_STATUS`). Nobody is "illegal". */
export const MIGRATION_STATUS = codeList('migrationStatus', [
  'regular-short-stay',
  'regular-temporary',
  'regular-permanent',
  'regular-seasonal',
  'regular-frontier',
  'regular-project-tied',
  'regular-specified-employment',
  'regular-self-employed',
  'regular-student',
  'job-search',
  'asylum-seeker',
  'refugee',
  'humanitarian-or-tolerated',
  'stateless-recognized',
  'stateless-in-determination',
  'victim-permit',
  'regularization-pending',
  'in-transit',
  'irregular-situation',
  'national-abroad',
  'national-returned',
  'unknown',
])

/** A wish: asked of the person, never assumed. */
export const WISH = codeList('wish', ['yes', 'no', 'notYetAsked'])

/** Trained staff who talk with a person before detention or removal; never of the body that detains. */
export const SCREENER = codeList('screener', ['clinician', 'victim-worker', 'child-protection-officer'])

export const TOLD_HOW = codeList('toldHow', [
  'written-own-language',
  'interpreter-in-person',
  'interpreter-remote',
  'sign-language',
])

/** Who can be asked, or complained about, beside those who are no agency. */
export const AGENCY = codeList('agency', [...AGENCIES])

/** ISO 3166-1 alpha-2, and the codes of ICAO 9303: XXA stateless, XXB and XXC refugees, XXX unspecified. */
export const COUNTRY = codeList('country', [
  ...'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY'.split(
    ' ',
  ),
  ...'BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK'.split(
    ' ',
  ),
  ...'FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR'.split(
    ' ',
  ),
  ...'IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK'.split(
    ' ',
  ),
  ...'ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM'.split(
    ' ',
  ),
  ...'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF'.split(
    ' ',
  ),
  ...'TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(' '),
  ...['XXA', 'XXB', 'XXC', 'XXX'],
])

/** ISO 3166-2 subdivisions of the State, and these; a country pack gives the codes. */
export const REGION = codeList('region', ['abroad', 'border-zone', 'unknown'])

/** ISIC Rev. 4 sections. */
export const SECTOR = codeList('sector', [...'ABCDEFGHIJKLMNOPQRSTU', 'unknown'])

/** BCP 47; a country pack may add. Sign languages by ISO 639-3. */
export const LANGUAGE = codeList('language', [
  ...['az', 'ru', 'en', 'tr', 'fa', 'ka', 'ar', 'ur', 'prs', 'ps', 'uz', 'zh', 'hi', 'vi', 'fr', 'tl'],
  ...['ils', 'rsl', 'other', 'unknown'],
])

/** To detention, from the least to the most restrictive. Electronic tagging and home curfew come too near to detention to be here. */
export const ALTERNATIVE = codeList('alternative', [
  'release-own-promise',
  'case-worker-support',
  'registration-with-address-of-choice',
  'stay-with-family-or-guarantor',
  'community-accommodation',
  'state-shelter-open',
  'regular-reporting',
  'document-deposit-with-receipt',
  'surety-without-payment-in-advance',
  'financial-surety-affordable',
  'residence-in-district',
])

export const CHANNEL = codeList('channel', [
  'web-code',
  'web-account',
  'phone',
  'paper',
  'counter',
  'place-of-detention',
  'shelter',
  'workplace',
  'clinic',
  'school',
  'consulate',
  'border',
  'lawyer',
  'npo',
  'ombudsperson',
  'own-motion',
  'system',
])
