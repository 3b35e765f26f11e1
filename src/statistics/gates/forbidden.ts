/**
 * What must never be tabulable (section 5). A fact becomes a dimension only if its declaration says of what nature it
 * is, and the nature is on the short list of what may be one. The words of its name are looked at too: a net under the
 * list for whoever declares a judge's name to be an outcome.
 */
import { type At, type Counter, cellAt, interiorOf, nameOf, places, type TableDefinition, TOTAL } from './definition.ts'
import { type Finding, refusal } from './finding.ts'

/** Natures that may be tabulated, within the other gates. */
const MAY_BE = [
  'sex',
  'age-band',
  'citizenship-group',
  'area',
  'time',
  'legal-status',
  'procedure-step',
  'outcome',
  'ground-of-decision',
  'kind-of-work',
  'sector',
  'family-situation',
  'vulnerability',
  'conduct-of-the-state',
  'not-personal',
] as const

/** Natures that may not, each with its place in the list. */
const NEVER = {
  identifier: '1',
  'exact-date': '1',
  place: '1',
  'free-text': '1',
  'official-or-helper': '1',
  employer: '1',
  'hidden-group': '2',
  belief: '3',
  'ethnic-origin': '3',
  'political-opinion': '3',
  union: '3',
  'sexual-orientation': '3',
  'gender-identity': '3',
  health: '3',
  'disability-kind': '3',
  'criminal-suspicion': '3',
  parentage: '3',
  'ground-of-asylum': '3',
  whereabouts: '4',
  'reason-of-hold': '6',
} as const

export type Nature = (typeof MAY_BE)[number] | keyof typeof NEVER

export interface DeclaredDimension {
  readonly id: string
  readonly nature: Nature
}

/** Words that name somebody, some place or some day, as they stand in names of facts. */
const WORDS = new Set(
  `name surname forename birthday birthdate number document passport pseudonym address street coordinates latitude longitude telephone phone
  email photograph photo fingerprint biometric biometrics iris text note notes comment file filename officer judge employer school clinic
  shelter vehicle lawyer interpreter doctor teacher religion religious faith ethnic ethnicity race political party union orientation gay
  lesbian transgender hiv aids health illness disease diagnosis pregnancy pregnant suspect suspicion parentage mother father asylum route
  occupancy signature account iban`.split(/\s+/),
)

/** Why a fact cannot be a dimension: its number in the list, or the word of its name. Null where it can. */
export function neverTabulable({
  id,
  nature,
}: DeclaredDimension): { readonly item?: string; readonly word?: string } | null {
  if (nature in NEVER) return { item: NEVER[nature as keyof typeof NEVER] } // `in` says so
  if (!MAY_BE.some((allowed) => allowed === nature)) return { item: '1' } // what is unknown is refused
  if (nature === 'conduct-of-the-state') return null // "interpreter present" is about the State
  const word = wordsOf(id).find((one) => WORDS.has(one))
  return word === undefined ? null : { word }
}

function wordsOf(id: string): readonly string[] {
  return id
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

/** Whence the records of a table come, as far as the walls between compartments care. */
export type Source = 'enforcement' | 'protected' | 'other'

export interface Declared {
  /** Nature of each dimension of the table. */
  readonly natures: Readonly<Record<string, Nature>>
  /** Victims, complainants, people in shelters, witnesses…: whose existence is the secret. */
  readonly hiddenGroup: boolean
  /** Compartments whose records are joined. */
  readonly sources: readonly Source[]
  /** A procedure that says of itself that its figures are of the whole country alone. */
  readonly nationwide: boolean
  /** On the approved list of indicators that may cross the wall. */
  readonly approvedCrossing: boolean
}

/** Least persons in each figure of a hidden group that is split in two, and in a table that crosses the wall. */
const LEAST_HIDDEN = 30
const LEAST_CROSSING = 100

/** Refuses dimensions of the list, hidden groups beyond a national yearly total, and joins across the firewall. */
export async function forbiddenGate(
  definition: TableDefinition,
  declared: Declared,
  counter: Counter,
  smallest: number,
): Promise<readonly Finding[]> {
  return [
    ...dimensionFindings(definition, declared),
    ...geographyFindings(definition, declared),
    ...(declared.hiddenGroup ? await hiddenFindings(definition, declared, counter) : []),
    ...placeFindings(definition, declared),
    ...(await firewallFindings(definition, declared, counter)),
    ...(await notStatedFindings(definition, counter, smallest)),
  ]
}

function dimensionFindings(definition: TableDefinition, { natures }: Declared): readonly Finding[] {
  const used = [...definition.dimensions.map(({ id }) => id), ...narrowedBy(definition, natures)]
  return [...new Set(used)]
    .filter((id) => {
      const nature = natures[id]
      return nature === undefined || neverTabulable({ id, nature }) !== null
    })
    .map((id) => refusal(definition, 'forbidden', { dimension: id }))
}

/** Facts by which the population is a part of all: where records of several tables are held against one another, by their columns. */
function narrowedBy({ population, of = {} }: TableDefinition, natures: Declared['natures']): readonly string[] {
  return [...Object.keys(population), ...Object.keys(of).filter((id) => natures[id] !== undefined)]
}

/** A table has one geography, and what is a place is looked at as one. */
function geographyFindings(definition: TableDefinition, { natures }: Declared): readonly Finding[] {
  const areas = definition.dimensions.filter(({ id, role }) => role === 'area' || natures[id] === 'area')
  return [
    ...areas.filter(({ role }) => role !== 'area').map(({ id }) => refusal(definition, 'area', { dimension: id })),
    ...areas.slice(1).map(({ id }) => refusal(definition, 'secondSet', { dimension: id })),
  ]
}

/** A national yearly total, by sex or child and adult at most, each figure of 30 or more, and nothing else. */
async function hiddenFindings(
  definition: TableDefinition,
  declared: Declared,
  counter: Counter,
): Promise<readonly Finding[]> {
  const found = definition.dimensions
    .filter(({ role, categories }) => {
      if (role === 'time') return !categories.every(({ code }) => /^\d{4}$/.test(code))
      return role !== 'sex' && !(role === 'age' && categories.length === 2)
    })
    .map(({ id }) => refusal(definition, 'hiddenGroup', { dimension: id }))
  found.push(
    ...partsOfTheCountry(definition, declared).map((dimension) => refusal(definition, 'hiddenGroup', { dimension })),
  )
  const splits = definition.dimensions.filter(({ role }) => role !== 'time')
  if (splits.length > 1) found.push(refusal(definition, 'hiddenGroup'))
  if (found.length > 0) return found
  const cells = places(definition.dimensions)
    .filter((at) => splits.some(({ id }) => at[id] !== TOTAL))
    .map((at) => cellAt(definition, at))
  // Where nothing is left unstated, the rest is nobody.
  const rests = splits.flatMap(({ id, categories }) =>
    categories.filter(({ rest }) => rest !== undefined).map(({ code }) => nameOf({ [id]: code })),
  )
  const isRest = (at: At) => rests.includes(nameOf(Object.fromEntries(splits.map(({ id }) => [id, at[id] ?? TOTAL]))))
  const counted = await counter.count(cells)
  return tooSmall(
    definition,
    cells.filter(({ at }, place) => !(isRest(at) && counted[place]?.persons === 0)),
    counter,
    LEAST_HIDDEN,
    'hiddenGroup',
  )
}

/** A population of one region, or of one nationality, is no national total. */
function partsOfTheCountry(definition: TableDefinition, { natures }: Declared): readonly string[] {
  return narrowedBy(definition, natures).filter((id) => natures[id] === 'area' || natures[id] === 'citizenship-group')
}

/**
 * Where people can be found: "irregular" by area, and anything by area that enforcement recorded, since whoever is in its
 * registers is taken to be irregular, or is held in a place of which a region may have one. And what a procedure keeps to the whole country.
 */
function placeFindings(definition: TableDefinition, { natures, sources, nationwide }: Declared): readonly Finding[] {
  const narrowing = narrowedBy(definition, natures)
  const used = [...definition.dimensions.map(({ id }) => id), ...narrowing]
  const tells = nationwide || sources.includes('enforcement') || used.some((id) => natures[id] === 'legal-status')
  if (!tells) return []
  const areas = definition.dimensions.filter(({ role, level }) => role === 'area' && level !== 'country')
  const narrowed = narrowing.filter((id) => natures[id] === 'area')
  return [...new Set([...areas.map(({ id }) => id), ...narrowed])].map((dimension) =>
    refusal(definition, 'place', { dimension }),
  )
}

/** Enforcement's records are joined with those of a school, a clinic or the Ombudsperson for approved national totals alone. */
async function firewallFindings(
  definition: TableDefinition,
  declared: Declared,
  counter: Counter,
): Promise<readonly Finding[]> {
  const { sources, approvedCrossing } = declared
  if (!sources.includes('enforcement') || !sources.includes('protected')) return []
  const others = definition.dimensions.filter(({ role }) => role !== 'time')
  if (!approvedCrossing || others.length > 0 || partsOfTheCountry(definition, declared).length > 0)
    return [refusal(definition, 'firewall')]
  return tooSmall(definition, interiorOf(definition), counter, LEAST_CROSSING, 'firewall')
}

/** "Not stated" of so few that it is no category: it goes into "other or not stated". */
async function notStatedFindings(
  definition: TableDefinition,
  counter: Counter,
  smallest: number,
): Promise<readonly Finding[]> {
  const cells = definition.dimensions.flatMap(({ id, categories }) =>
    categories
      .filter(({ rest }) => rest === 'notStated')
      .map(({ code }) => ({ id, code, cell: cellAt(definition, { [id]: code }) })),
  )
  const counted = await counter.count(cells.map(({ cell }) => cell))
  return cells
    .filter((_, at) => {
      const units = counted[at]?.units ?? 0
      return units > 0 && units <= smallest
    })
    .map(({ id, code }) =>
      refusal(definition, 'notStated', {
        dimension: id,
        at: { [id]: code },
        cure: { kind: 'merge', dimension: id, category: code },
      }),
    )
}

async function tooSmall(
  definition: TableDefinition,
  cells: readonly ReturnType<typeof cellAt>[],
  counter: Counter,
  least: number,
  rule: Finding['rule'],
): Promise<Finding[]> {
  const counted = await counter.count(cells)
  return cells.filter((_, at) => (counted[at]?.persons ?? 0) < least).map(({ at }) => refusal(definition, rule, { at }))
}
