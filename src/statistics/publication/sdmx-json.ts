/**
 * SDMX-JSON 2.0, data message (statistics.md 7.3). Flat: all dimensions stand at the observation in the order of the
 * key, so that an index of the key is a position of the structure, and clients that know only this form read it too.
 */
import { type CodeList, codeListsOf, LIST_OF, periodNames } from './code-lists.ts'
import type { Cell, ReleasedTable, Texts } from './model.ts'
import {
  ATTRIBUTES,
  type Attribute,
  attributesOf,
  dataflowUrn,
  dimensionIds,
  identifier,
  keyOf,
} from './observation.ts'
import { namesOf, wordingIn } from './wording/index.ts'

export const SDMX_JSON = 'application/vnd.sdmx.data+json; version=2.0.0'
const SCHEMA =
  'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json'

/** A value of a component: coded and named, or a text as it is. */
type Value = { readonly id: string; readonly name: string; readonly names: Texts } | { readonly value: string | Texts }

/** An attribute and the values that it takes in this table. */
interface Taken {
  readonly id: string
  readonly values: readonly Value[]
  readonly indexOf: (cell: Cell) => number | null
}

/** The data message, as JSON text. */
export function sdmxJson(table: ReleasedTable): string {
  const { languages } = table
  const links = [{ rel: 'dataflow', urn: dataflowUrn(table) }]
  const axes = axesOf(table)
  const attributes = takenAttributes(table)
  const observations = Object.fromEntries(
    table.cells.map((cell) => [
      keyOf(table, cell)
        .map((code, position) => axes[position]?.values.findIndex((value) => value.id === code))
        .join(':'),
      [cell.value, ...attributes.map(({ indexOf }) => indexOf(cell))],
    ]),
  )
  return `${JSON.stringify({
    meta: metaOf(table, `${messageId(table.release)}-${identifier(table.table)}`, SCHEMA),
    data: {
      structures: [
        {
          ...localised(table.title, languages),
          description: wordingIn(languages[0] ?? 'en').of(table.population),
          descriptions: inLanguages(table.population, languages),
          dataSets: [0],
          links,
          dimensions: {
            dataSet: [],
            series: [],
            observation: axes,
          },
          measures: {
            observation: [{ id: 'OBS_VALUE', ...localised(namesOf('concept.OBS_VALUE', languages), languages) }],
          },
          attributes: {
            dataSet: [],
            series: [],
            observation: attributes.map(({ id, values }) => ({
              id,
              ...localised(namesOf(`concept.${id}` as 'concept.TITLE', languages), languages),
              relationship: { observation: {} },
              values,
            })),
          },
        },
      ],
      dataSets: [{ structure: 0, action: 'Replace', links, observations }],
    },
  })}\n`
}

/** Message heads are alike for data and structures. */
export function metaOf(table: ReleasedTable, id: string, schema: string) {
  return {
    schema,
    id,
    prepared: `${table.issued}T00:00:00Z`,
    test: false,
    contentLanguages: table.languages,
    sender: { id: table.agency.id, ...localised(table.agency.name, table.languages) },
  }
}

/** Ids of messages have no dots: "2026-05_2". */
export function messageId(release: string): string {
  return release.replaceAll('.', '_')
}

/** The name in the first language and in all. */
export function localised(texts: Texts, languages: readonly string[]) {
  return { name: wordingIn(languages[0] ?? 'en').of(texts), names: inLanguages(texts, languages) }
}

/** A text in the languages of the release, and no other. */
export function inLanguages(texts: Texts, languages: readonly string[]): Texts {
  return Object.fromEntries(languages.map((language) => [language, wordingIn(language).of(texts)]))
}

/** Dimensions with the values that occur, in the order of their lists; periods in the order of time. */
function axesOf(table: ReleasedTable) {
  const { languages } = table
  const lists = new Map(codeListsOf(table).map((list) => [list.id, list]))
  const keys = table.cells.map((cell) => keyOf(table, cell))
  return dimensionIds(table).map((id, keyPosition) => {
    const used = new Set(keys.map((key) => key[keyPosition] ?? ''))
    const dimension = table.dimensions.find((one) => one.id === id)
    const list = lists.get(dimension?.codeList ?? LIST_OF[id] ?? '')
    const name = dimension?.name ?? namesOf(`concept.${id}` as 'concept.TITLE', languages)
    return {
      id,
      ...localised(name, languages),
      keyPosition,
      ...(id === 'TIME_PERIOD' ? { roles: ['TIME_PERIOD'] } : {}),
      values: list ? listed(list, used, languages) : periods(used, languages),
    }
  })
}

function listed({ codes }: CodeList, used: ReadonlySet<string>, languages: readonly string[]) {
  return codes.filter(({ id }) => used.has(id)).map(({ id, names }) => ({ id, ...localised(names, languages) }))
}

function periods(used: ReadonlySet<string>, languages: readonly string[]) {
  return [...used].toSorted().map((id) => ({ id, ...localised(periodNames(id, languages), languages) }))
}

function takenAttributes(table: ReleasedTable): readonly Taken[] {
  const { languages } = table
  const lists = new Map(codeListsOf(table).map((list) => [list.id, list]))
  const ofOne = (id: string, value: string | Texts): Taken => ({ id, values: [{ value }], indexOf: () => 0 })
  const ofCells = (id: Attribute): Taken => {
    const taken = [...new Set(table.cells.map((cell) => attributesOf(table, cell)[id]))]
    const codes = lists.get(LIST_OF[id] ?? '')?.codes
    return {
      id,
      values: taken.map((code) => {
        const names = codes?.find((one) => one.id === code)?.names
        return names ? { id: code, ...localised(names, languages) } : { value: code }
      }),
      indexOf: (cell) => taken.indexOf(attributesOf(table, cell)[id]),
    }
  }
  return [
    ...ATTRIBUTES.map(ofCells),
    ofOne('LAST_UPDATE', table.issued),
    ofOne('TITLE', inLanguages(table.title, languages)),
    ofOne('SOURCE', inLanguages(table.source, languages)),
    ...comments(table),
  ]
}

function comments({ cells, languages }: ReleasedTable): readonly Taken[] {
  const texts = [...new Set(cells.flatMap(({ comment }) => (comment ? [JSON.stringify(comment)] : [])))]
  if (texts.length === 0) return []
  return [
    {
      id: 'COMMENT_OBS',
      values: texts.map((text) => ({ value: inLanguages(JSON.parse(text), languages) })),
      indexOf: ({ comment }) => (comment ? texts.indexOf(JSON.stringify(comment)) : null),
    },
  ]
}
