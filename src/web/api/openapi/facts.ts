/** Facts as JSON Schema: from the schemas by which the engine reads them, with what each means. */
import { type Fact, type Procedure, wordsOf } from '../../../procedures/index.ts'
import { jsonSchemaOf } from '../../../register/index.ts'

type Schema = Readonly<Record<string, unknown>>

/** "detention.facts": every fact that can be given, by name. */
export function factSchemas({ name, facts }: Procedure): Readonly<Record<string, Schema>> {
  const words = wordsOf(name)
  const properties = Object.fromEntries(
    Object.entries(facts).flatMap(([fact, declared]) => {
      const schema = jsonSchemaOf(declared)
      return schema === null ? [] : [[fact, described(declared, schema, words.facts[fact]?.label ?? fact)]]
    }),
  )
  return { [`${name}.facts`]: { type: 'object', properties, additionalProperties: false } }
}

function described({ means, personal, sensitive }: Fact, schema: Schema, title: string): Schema {
  return { title, description: means, ...schema, 'x-personal': personal, 'x-sensitive': sensitive }
}

/** Of the named facts; `required` are those without which nothing is done. */
export function factsOf({ name, facts }: Procedure, may: readonly string[], required: readonly string[]): Schema {
  const given = [...new Set(may)].filter((fact) => facts[fact]?.is.kind !== 'derived')
  return {
    type: 'object',
    properties: Object.fromEntries(
      given.map((fact) => [fact, { $ref: `#/components/schemas/${name}.facts/properties/${fact}` }]),
    ),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  }
}
