/** Tables in SDMX-JSON 2.0: flat or in series, with the names that the message carries. */
import { z } from 'zod'
import { Texts } from '../../publication/model.ts'
import { FileRefused } from '../refused.ts'
import type { Component, Given, Unjudged } from './component.ts'
import { sdmxRole } from './from-csv.ts'

const Value = z.object({
  id: z.string().optional(),
  value: z.unknown().optional(),
  name: z.string().optional(),
  names: z.record(z.string(), z.string()).optional(),
})
const Part = z.object({
  id: z.string(),
  name: z.string().optional(),
  names: z.record(z.string(), z.string()).optional(),
  values: z.array(Value).default([]),
})
const Parts = z.object({
  dataSet: z.array(Part).default([]),
  series: z.array(Part).default([]),
  observation: z.array(Part).default([]),
})
const Observations = z.record(z.string(), z.array(z.union([z.number(), z.string(), z.null(), z.array(z.unknown())])))
const Indices = z.array(z.number().nullable()).default([])
const Message = z.object({
  meta: z.object({ contentLanguages: z.array(z.string()).optional() }).optional(),
  data: z.object({
    structures: z.array(z.object({ dimensions: Parts, attributes: Parts.optional() })).min(1),
    dataSets: z
      .array(
        z.object({
          structure: z.number().default(0),
          attributes: Indices,
          observations: Observations.optional(),
          series: z.record(z.string(), z.object({ attributes: Indices, observations: Observations })).optional(),
        }),
      )
      .min(1),
  }),
})
type Part = z.output<typeof Part>

/** The observations of the message, numbered in their order. Refuses (FileRefused) what is no such message. */
export function tableFromJson(text: string): Unjudged {
  const message = Message.safeParse(jsonOf(text))
  if (!message.success) throw new FileRefused('not-sdmx', { place: message.error.issues[0]?.path.join('.') ?? '' })
  const [dataSet] = message.data.data.dataSets
  const structure = message.data.data.structures[dataSet?.structure ?? 0]
  if (dataSet === undefined || structure === undefined) throw new FileRefused('not-sdmx', { place: 'data.structures' })
  if (message.data.data.dataSets.length > 1) throw new FileRefused('two-data-sets')
  const { dimensions, attributes = { dataSet: [], series: [], observation: [] } } = structure
  const [language = 'en'] = message.data.meta?.contentLanguages ?? []
  const keys = [...dimensions.dataSet, ...dimensions.series, ...dimensions.observation]
  const said = [...attributes.dataSet, ...attributes.series, ...attributes.observation]
  const known = said.filter(({ id }) => sdmxRole(id) !== undefined && id !== 'COMMENT_OBS')
  const series = dataSet.series ?? { '': { attributes: [], observations: dataSet.observations ?? {} } }
  const rows: Given[] = []
  for (const [seriesKey, { attributes: ofSeries, observations }] of Object.entries(series))
    for (const [key, [value, ...ofObservation]] of Object.entries(observations)) {
      const at = [...dimensions.dataSet.map(() => 0), ...positions(seriesKey), ...positions(key)]
      const taken = [...dataSet.attributes, ...padded(ofSeries, attributes.series), ...ofObservation]
      const attribute = (part: Part) => takenBy(part, taken[said.indexOf(part)])
      const comment = said.find(({ id }) => id === 'COMMENT_OBS')
      rows.push({
        line: rows.length + 1,
        texts: [
          ...keys.map((part, place) => part.values[at[place] ?? -1]?.id ?? ''),
          value === null || value === undefined ? '' : String(value),
          ...known.map((part) => textOf(attribute(part))),
        ],
        ...(comment === undefined ? {} : commentOf(attribute(comment)?.value, language)),
      })
    }
  return {
    components: [
      ...keys.map((part) => componentOf(part, language)),
      VALUE,
      ...known.map((part) => componentOf(part, language)),
    ],
    rows,
    refused: [],
    names: new Map(keys.map((part) => [idOf(part), namesOf(part, language)])),
    ignored: said.filter((part) => !known.includes(part) && part.id !== 'COMMENT_OBS').map(({ id }) => id),
  }
}

const VALUE: Component = { role: 'value', id: 'value', column: 'OBS_VALUE' }

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FileRefused('not-json')
  }
}

/** "0:3:1" */
function positions(key: string): readonly number[] {
  return key === '' ? [] : key.split(':').map(Number)
}

function padded(indices: readonly (number | null)[], parts: readonly Part[]): readonly (number | null)[] {
  return parts.map((_, at) => indices[at] ?? null)
}

function takenBy(part: Part, index: unknown) {
  return typeof index === 'number' ? part.values[index] : undefined
}

function textOf(value: z.output<typeof Value> | undefined): string {
  return value?.id ?? (value?.value === undefined ? '' : String(value.value))
}

function commentOf(value: unknown, language: string): { readonly comment?: Texts } {
  const texts = Texts.safeParse(typeof value === 'string' ? { [language]: value } : value)
  return texts.success ? { comment: texts.data } : {}
}

function idOf({ id }: Part): string {
  return sdmxRole(id) ?? id
}

function componentOf(part: Part, language: string): Component {
  const role = sdmxRole(part.id) ?? 'dimension'
  const name = textsOf(part, language)
  return { role, id: idOf(part), column: part.id, ...(name === null ? {} : { name }) }
}

function namesOf({ values }: Part, language: string): ReadonlyMap<string, Texts> {
  return new Map(
    values.flatMap((value) => {
      const texts = textsOf(value, language)
      return value.id === undefined || texts === null ? [] : [[value.id, texts] as const]
    }),
  )
}

function textsOf(
  {
    name,
    names,
  }: { readonly name?: string | undefined; readonly names?: Readonly<Record<string, string>> | undefined },
  language: string,
): Texts | null {
  const texts = Texts.safeParse(names ?? (name === undefined ? null : { [language]: name }))
  return texts.success ? texts.data : null
}
