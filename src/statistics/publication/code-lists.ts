/** Code lists and concepts of a released table, named in every language of the release (statistics.md 7.1). */
import type { ReleasedTable, Texts } from './model.ts'
import { CONFIDENTIALITIES, OBSERVATION_STATUSES } from './status.ts'
import { namesOf, type WordingKey, wordingIn } from './wording/index.ts'

export interface ListedCode {
  readonly id: string
  readonly names: Texts
  readonly descriptions?: Texts
  readonly parent?: string
}

export interface CodeList {
  readonly id: string
  readonly names: Texts
  readonly codes: readonly ListedCode[]
}

const FREQUENCIES = ['A', 'S', 'Q'] as const
const UNITS = ['PS', 'NUMBER', 'PT', 'H', 'D'] as const
const METHODS = ['CKM', 'CKM_D', 'EXACT', 'NONE', 'SOURCE'] as const

/** Concepts that every structure has besides its own dimensions. */
export const CONCEPTS = [
  'FREQ',
  'REF_AREA',
  'MEASURE',
  'TIME_PERIOD',
  'OBS_VALUE',
  'OBS_STATUS',
  'CONF_STATUS',
  'COMMENT_OBS',
  'UNIT_MEASURE',
  'UNIT_MULT',
  'DECIMALS',
  'SDC_METHOD',
  'SDC_PARAM',
  'RELEASE_ID',
  'LAST_UPDATE',
  'TITLE',
  'SOURCE',
] as const

/** The list from which a coded component takes its values. */
export const LIST_OF: Readonly<Record<string, string>> = {
  FREQ: 'CL_FREQ',
  REF_AREA: 'CL_AREA',
  MEASURE: 'CL_OBSERVANCE_MEASURE',
  OBS_STATUS: 'CL_OBS_STATUS',
  CONF_STATUS: 'CL_CONF_STATUS',
  UNIT_MEASURE: 'CL_UNIT_MEASURE',
  SDC_METHOD: 'CL_OBSERVANCE_SDC',
}

/** Every code list that a table uses: those of the product, of the area, of the measures and of its dimensions. */
export function codeListsOf(table: ReleasedTable): readonly CodeList[] {
  const { languages } = table
  const ofWords = (
    concept: 'FREQ' | 'OBS_STATUS' | 'CONF_STATUS' | 'UNIT_MEASURE' | 'SDC_METHOD',
    ids: readonly string[],
  ) => ({
    id: LIST_OF[concept] ?? concept,
    names: namesOf(`concept.${concept}`, languages),
    // The ids are those of the catalogue's keys.
    codes: ids.map((id) => ({ id, names: namesOf(`${concept}.${id}` as WordingKey, languages) })),
  })
  return [
    ofWords('FREQ', FREQUENCIES),
    areas(table),
    measures(table),
    ...table.dimensions.map(({ codeList, name, codes }) => ({
      id: codeList,
      names: name,
      codes: codes.map(({ code, name, parent }) => ({ id: code, names: name, ...(parent ? { parent } : {}) })),
    })),
    ofWords('OBS_STATUS', OBSERVATION_STATUSES),
    ofWords('CONF_STATUS', CONFIDENTIALITIES),
    ofWords('UNIT_MEASURE', UNITS),
    ofWords('SDC_METHOD', METHODS),
  ]
}

function areas({ area, regions, languages }: ReleasedTable): CodeList {
  return {
    id: 'CL_AREA',
    names: namesOf('concept.REF_AREA', languages),
    codes: [
      { id: area.code, names: area.name },
      ...regions.map(({ code, name, units = [] }) => ({
        ...{ id: code, names: name, parent: area.code },
        // Of what a code of the country's own is made, in codes that everybody knows.
        ...(units.length === 0 ? {} : { descriptions: inEach(languages, `ISO 3166-2: ${units.join(', ')}`) }),
      })),
    ],
  }
}

function inEach(languages: readonly string[], text: string): Texts {
  return Object.fromEntries(languages.map((language) => [language, text]))
}

/** A measure's description says its unit, and what is counted. */
function measures({ measures, unit, languages }: ReleasedTable): CodeList {
  return {
    id: 'CL_OBSERVANCE_MEASURE',
    names: namesOf('concept.MEASURE', languages),
    codes: measures.map((measure) => ({
      id: measure.id,
      names: measure.name,
      descriptions: Object.fromEntries(
        languages.map((language) => {
          const { say } = wordingIn(language)
          return [
            language,
            `${say(`UNIT_MEASURE.${measure.unit}`)}; ${say('fill.unit', { unit: say(`unit.${unit}`) })}`,
          ]
        }),
      ),
    })),
  }
}

/** Names of periods: "2025, quarter 3". */
export function periodNames(period: string, languages: readonly string[]): Texts {
  return Object.fromEntries(languages.map((language) => [language, wordingIn(language).period(period)]))
}
