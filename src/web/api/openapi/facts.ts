/** Facts as JSON Schema: from the schemas by which the engine reads them, with what each means. */
import { type Fact, isHiddenInNumber, type Procedure, wordsOf } from '../../../procedures/index.ts'
import { jsonSchemaOf, type Listing, listedValues, NAME_FACTS, REPRESENTATIVE_FACTS } from '../../../register/index.ts'
import { LONGEST_TEXT } from '../../complaint/index.ts'

type Schema = Readonly<Record<string, unknown>>
type ObjectSchema = Schema & { readonly properties: Readonly<Record<string, Schema>> }

/** "detention.facts": every fact, by name; those that follow from others are read and never given. */
export function factSchemas(procedure: Procedure, country: Listing): Readonly<Record<string, Schema>> {
  const { name, facts } = procedure
  const schema = objectOf(facts, (fact) => wordsOf(name).facts[fact]?.label ?? fact, country)
  return { [`${name}.facts`]: isHiddenInNumber(procedure) ? withSealedTexts(schema, facts) : schema }
}

/** What is sealed on its way in is measured as it comes: `sealed-texts.ts`. */
function withSealedTexts(schema: ObjectSchema, facts: Procedure['facts']): ObjectSchema {
  const isSealedText = (name: string) => facts[name]?.is.kind === 'long' && facts[name]?.sensitive === true
  const properties = Object.entries(schema.properties).map(([name, one]) => [
    name,
    isSealedText(name) ? { ...one, description: `${one.description} ${SEALED_TEXT}` } : one,
  ])
  return { ...schema, properties: Object.fromEntries(properties) }
}

const SEALED_TEXT = `Sealed to the keys of the Ombudsperson before it is kept: as it is written, at most ${LONGEST_TEXT} bytes of UTF-8; as an age file that you sealed, at most as many characters as are said here.`

/** Who somebody is lies on no list of the country. */
const NO_LISTS: Listing = { offices: [], regions: [] }

/** Who somebody is, and who speaks for them: facts that belong to no procedure. */
export const PEOPLE_SCHEMAS: Readonly<Record<string, Schema>> = {
  'person.facts': { ...objectOf(NAME_FACTS, (fact) => fact), required: ['names'] },
  'representative.facts': { ...objectOf(REPRESENTATIVE_FACTS, (fact) => fact), required: ['name'] },
}

function objectOf(
  facts: Readonly<Record<string, Fact>>,
  titleOf: (fact: string) => string,
  country: Listing = NO_LISTS,
): ObjectSchema {
  const properties = Object.fromEntries(
    Object.entries(facts).map(([fact, declared]) => [fact, described(declared, titleOf(fact), country)]),
  )
  return { type: 'object', properties, additionalProperties: false }
}

function described(fact: Fact, title: string, country: Listing): Schema {
  const { is, means, personal, sensitive } = fact
  return {
    title,
    description: [means, ...hints(fact)].join(' '),
    ...(closedBy(country, fact) ?? schemaOf(fact)),
    'x-personal': personal,
    'x-sensitive': sensitive,
    ...(is.kind === 'ref' ? { 'x-refers-to': is.to } : {}),
  }
}

/** Longer lists (every school of a State) are asked for by their address, and not read out here. */
const MOST_LISTED = 200

/** What the country's lists leave of it. */
function closedBy(country: Listing, fact: Fact): Schema | null {
  const values = listedValues(country, fact)
  if (values === null || values.length > MOST_LISTED || fact.is.kind === 'codes') return null
  return { type: 'string', enum: values }
}

/** As the engine reads it; of a line, what each of its columns means. */
function schemaOf(fact: Fact): Schema {
  const schema = jsonSchemaOf(fact)
  if (schema === null) return DERIVED
  if (fact.is.kind !== 'lines') return schema
  const { of } = fact.is
  const items = schema.items as { readonly properties: Readonly<Record<string, Schema>> } // lines are made so
  const properties = Object.entries(items.properties).map(([column, given]) => [
    column,
    { description: of[column]?.means ?? column, ...given },
  ])
  return { ...schema, items: { ...items, properties: Object.fromEntries(properties) } }
}

const DERIVED = { type: ['string', 'boolean'], readOnly: true }

/** Where an id comes from, and what a time may be. */
function hints({ is, ahead }: Fact): readonly string[] {
  switch (is.kind) {
    case 'ref':
      return [WHERE_FROM[is.to] ?? `Id of a case or a thing of the kind ${is.to}.`]
    case 'case-number':
      return ['Number of another case of this procedure, as its paper has it.']
    case 'file':
      return ['Id of a file that was attached to this case.']
    case 'instant':
    case 'date':
      return [ahead ? 'It may lie ahead.' : 'It has come: nothing later than now.']
    case 'lines':
      return ['One object a line.']
    case 'derived':
      return ['It follows from other facts and is never given.']
    default:
      return []
  }
}

const OFFICE = 'Id of an office: GET /api/offices.'
const WHERE_FROM: Readonly<Record<string, string>> = {
  officer:
    'Account of an officer who acts in this procedure, of whoever sends it if need be: `account` where officers are listed, `by.id` in a timeline.',
  'place-of-detention': OFFICE,
  court: OFFICE,
  school: OFFICE,
  person: 'A name of the sender’s own for somebody; who it is does not stand in a case.',
  expulsion: 'Id of a case of expulsion.',
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
