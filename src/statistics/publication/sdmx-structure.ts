/**
 * SDMX-JSON 2.0, structure message: concepts, code lists, one data structure a procedure and one dataflow a table, for
 * all tables of a release together (statistics.md 7.1, 7.3).
 */
import { CONCEPTS, type CodeList, codeListsOf, LIST_OF, type ListedCode } from './code-lists.ts'
import type { ReleasedTable, Texts } from './model.ts'
import { dataflowId, structureId } from './observation.ts'
import { inLanguages, localised, messageId, metaOf } from './sdmx-json.ts'
import { namesOf, wordingIn } from './wording/index.ts'

export const SDMX_STRUCTURE = 'application/vnd.sdmx.structure+json; version=2.0.0'
const SCHEMA =
  'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json'
const SCHEME = 'CS_OBSERVANCE'
const MODEL = 'urn:sdmx:org.sdmx.infomodel'

/** Attributes of an observation, of a measure and of a dataflow; mandatory ones first. */
const OF_OBSERVATION = ['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS']
const OF_MEASURE = ['UNIT_MEASURE', 'UNIT_MULT', 'DECIMALS', 'SDC_METHOD', 'SDC_PARAM']
const OF_DATAFLOW = ['RELEASE_ID', 'LAST_UPDATE', 'TITLE', 'SOURCE']
const MANDATORY = new Set(['OBS_STATUS', 'CONF_STATUS'])
const IN_LANGUAGES = new Set(['COMMENT_OBS', 'TITLE', 'SOURCE'])

/** Tables of one procedure that differ in their dimensions, or a list whose code has two names. */
export class NoOneStructure extends Error {
  override readonly name = 'NoOneStructure'
}

/** The structure message of all tables of one release, as JSON text. */
export function sdmxStructure(tables: readonly ReleasedTable[]): string {
  const [first] = tables
  if (first === undefined) throw new NoOneStructure('A release without tables has no structure.')
  const maintained = { version: first.version, agencyID: first.agency.id }
  const { languages } = first
  return `${JSON.stringify({
    meta: metaOf(first, `${messageId(first.release)}-STRUCTURE`, SCHEMA),
    data: {
      dataStructures: procedures(tables).map((table) => ({
        id: structureId(table),
        version: table.version,
        agencyID: table.agency.id,
        ...localised(namesOf('list.DSD', languages, { procedure: table.procedure }), languages),
        dataStructureComponents: componentsOf(table, first.version),
      })),
      conceptSchemes: [
        {
          id: SCHEME,
          ...maintained,
          ...localised(namesOf('list.CS_OBSERVANCE', languages), languages),
          concepts: concepts(tables).map(([id, names]) => ({ id, ...localised(names, languages) })),
        },
      ],
      codelists: merged(tables).map(({ id, names, codes }) => ({
        id,
        ...maintained,
        ...localised(names, languages),
        codes: codes.map((code) => codeOf(code, languages)),
      })),
      dataflows: tables.map((table) => ({
        id: dataflowId(table),
        version: table.version,
        agencyID: table.agency.id,
        ...localised(table.title, languages),
        structure: `${MODEL}.datastructure.DataStructure=${table.agency.id}:${structureId(table)}(${table.version})`,
      })),
    },
  })}\n`
}

function codeOf({ id, names, descriptions, parent }: ListedCode, languages: readonly string[]) {
  return {
    id,
    ...localised(names, languages),
    ...(descriptions && {
      description: wordingIn(languages[0] ?? 'en').of(descriptions),
      descriptions: inLanguages(descriptions, languages),
    }),
    // The schema takes only names as parents, and a code may begin with a figure; that of a total says nothing new.
    ...(parent && /^[A-Za-z]/.test(parent) && { parent }),
  }
}

/** Components refer to concepts and lists, which have one version in the message. */
function componentsOf(table: ReleasedTable, version: string) {
  const concept = (id: string) => ({
    id,
    conceptIdentity: `${MODEL}.conceptscheme.Concept=${table.agency.id}:${SCHEME}(${version}).${id}`,
  })
  const listed = (list: string) => ({
    enumeration: `${MODEL}.codelist.Codelist=${table.agency.id}:${list}(${version})`,
  })
  const attribute = (attributeRelationship: object) => (id: string) => ({
    ...concept(id),
    usage: MANDATORY.has(id) ? 'mandatory' : 'optional',
    attributeRelationship,
    localRepresentation: LIST_OF[id]
      ? listed(LIST_OF[id])
      : { format: { dataType: 'String', ...(IN_LANGUAGES.has(id) ? { isMultiLingual: true } : {}) } },
  })
  const lists = [
    ...['FREQ', 'REF_AREA', 'MEASURE'].map((id) => ({ id, list: LIST_OF[id] ?? id })),
    ...table.dimensions.map(({ id, codeList }) => ({ id, list: codeList })),
  ]
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions: lists.map(({ id, list }, position) => ({
        ...concept(id),
        position,
        localRepresentation: listed(list),
      })),
      timeDimension: {
        ...concept('TIME_PERIOD'),
        localRepresentation: { format: { dataType: 'ObservationalTimePeriod' } },
      },
    },
    measureList: {
      id: 'MeasureDescriptor',
      // SDMX says `usage`; the schema of 2.0.0 asks for `isMandatory` too.
      measures: [
        {
          ...concept('OBS_VALUE'),
          usage: 'optional',
          isMandatory: false,
          localRepresentation: { format: { dataType: 'Decimal' } },
        },
      ],
    },
    attributeList: {
      id: 'AttributeDescriptor',
      attributes: [
        ...OF_OBSERVATION.map(attribute({ observation: {} })),
        ...OF_MEASURE.map(attribute({ dimensions: ['MEASURE'] })),
        ...OF_DATAFLOW.map(attribute({ dataflow: {} })),
      ],
    },
  }
}

/** One table for each procedure. Refuses tables of one procedure that do not share their dimensions. */
function procedures(tables: readonly ReleasedTable[]): readonly ReleasedTable[] {
  const first = new Map<string, ReleasedTable>()
  for (const table of tables) {
    const known = first.get(table.procedure)
    if (known === undefined) first.set(table.procedure, table)
    else if (idsOf(known) !== idsOf(table))
      throw new NoOneStructure(
        `Tables “${known.table}” and “${table.table}” of “${table.procedure}” differ in their dimensions: ${idsOf(known)}; ${idsOf(table)}.`,
      )
  }
  return [...first.values()]
}

function idsOf({ version, dimensions }: ReleasedTable): string {
  return `${dimensions.map(({ id, codeList }) => `${id} (${codeList})`).join(', ')}, version ${version}`
}

function concepts(tables: readonly ReleasedTable[]): readonly (readonly [string, Texts])[] {
  const { languages } = tables[0] ?? { languages: [] }
  return [
    ...new Map<string, Texts>([
      ...CONCEPTS.map((id) => [id, namesOf(`concept.${id}`, languages)] as const),
      ...tables.flatMap(({ dimensions }) => dimensions.map(({ id, name }) => [id, name] as const)),
    ]),
  ]
}

/** Lists of the same id become one, with every code once. Refuses a code with two names. */
function merged(tables: readonly ReleasedTable[]): readonly CodeList[] {
  const lists = new Map<string, CodeList>()
  for (const list of tables.flatMap(codeListsOf)) {
    const known = lists.get(list.id)
    const fresh = list.codes.filter((code) => !known?.codes.some((one) => one.id === code.id))
    const twice = list.codes.find((code) =>
      known?.codes.some((one) => one.id === code.id && JSON.stringify(one.names) !== JSON.stringify(code.names)),
    )
    if (twice) throw new NoOneStructure(`Code “${twice.id}” of ${list.id} has two names.`)
    lists.set(list.id, known ? { ...known, codes: [...known.codes, ...fresh] } : list)
  }
  return [...lists.values()]
}
