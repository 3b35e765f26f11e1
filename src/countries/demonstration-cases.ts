/**
 * Demonstration cases of the registers: invented people, and what is played as having happened to them, in YAML files under
 * `demonstration/cases`. A pack knows no procedure: whether a step exists and takes its facts, the play itself finds out.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkDemonstrationCases } from './check-demonstration-cases.ts'
import { DEMONSTRATION_FOLDER, loadDemonstration } from './demonstration.ts'
import type { CountryPack } from './pack.ts'
import { PackInvalid, type PackProblem } from './problem.ts'
import { readYamlFolder } from './read.ts'

const Key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const Name = z.string().regex(/^[a-z][A-Za-z0-9-]*$/)
const Hours = z.number().min(0).max(20_000)

const Plain = z.union([z.string(), z.boolean(), z.number()])
/** What cannot be written once for every day on which the cases may be played, or is known by a name alone. */
const Relative = z.union([
  /** A moment so many hours after the opening, before it where negative. */
  z.strictObject({ hours: z.number() }),
  /** A day so many days after that of the opening. */
  z.strictObject({ day: z.int() }),
  /** A year so many years after that of the opening. */
  z.strictObject({ year: z.int() }),
  z.strictObject({ office: Key }),
  z.strictObject({ officer: Key }),
  /** Another case, which stands before this one. */
  z.strictObject({ case: Key }),
  /** Its number, as the person has it on their slip. */
  z.strictObject({ caseNumber: Key }),
])
const Value = z.union([Plain, Relative, z.array(Plain), z.array(z.record(Name, Plain))])
/** As the register takes a fact, but for what depends on the day. */
export type DemonstrationFact = z.infer<typeof Value>

const Step = z.strictObject({
  /** An officer's key, or `person`: whoever holds the code of the case. */
  by: Key,
  step: Name,
  /** The second of two officers, where the step needs them: confirms what the first proposes. */
  with: Key.nullable().default(null),
  /** Hours after the opening; left out, it happens as it is recorded. */
  after: Hours.nullable().default(null),
  facts: z.record(Name, z.union([Value, z.strictObject({ shared: Key })])).default({}),
  /** By which law, and why, an officer goes on although a safeguard that is only recorded stops the step. */
  law: z.string().min(1).nullable().default(null),
  because: z.string().min(1).nullable().default(null),
})

/** Puts somebody on the case who speaks for the person. */
const PutOn = z.strictObject({ by: Key, putOn: Key })

const Steps = z.array(z.union([Step, PutOn]))

const CaseRow = z.strictObject({
  key: Key,
  procedure: Key,
  by: Key,
  /** Hours before the play in which it was opened. */
  ago: Hours,
  /** Whom it is about, where their name is known: cases of one person are about the same one. */
  person: Key.nullable().default(null),
  /** How the sign-in page offers to come as this person. */
  comesAs: Key.nullable().default(null),
  facts: Step.shape.facts,
  /** Steps that several cases begin with, by their name. */
  usual: Key.nullable().default(null),
  steps: Steps.default([]),
})

const Person = z.strictObject({
  key: Key,
  /** Surnames say "example" or "sample" in the person's language. */
  names: z
    .array(z.strictObject({ name: z.string().min(1), kind: Key.optional(), language: z.string().optional() }))
    .min(1),
  /** Years before the opening. */
  age: z.int().min(0).max(120),
})

const CaseFile = z.strictObject({
  /** Values that several cases share, by name. */
  shared: z.record(Key, Value).default({}),
  usual: z.record(Key, Steps).default({}),
  people: z.array(Person).default([]),
  cases: z.array(CaseRow).default([]),
})

type Given = Readonly<Record<string, DemonstrationFact>>
export type DemonstrationStep = Omit<z.infer<typeof Step>, 'facts'> & { readonly facts: Given }
export type DemonstrationPutOn = z.infer<typeof PutOn>
export type DemonstrationPerson = z.infer<typeof Person>
export interface DemonstrationCase extends Omit<z.infer<typeof CaseRow>, 'facts' | 'usual' | 'steps'> {
  readonly facts: Given
  readonly steps: readonly (DemonstrationStep | DemonstrationPutOn)[]
}

export interface DemonstrationCases {
  readonly people: readonly DemonstrationPerson[]
  /** In the order in which they are played. */
  readonly cases: readonly DemonstrationCase[]
  /** Officers' keys, each with the address under which their account is found. */
  readonly officers: ReadonlyMap<string, string>
}

const FOLDER = join(DEMONSTRATION_FOLDER, 'cases')

/** Loads and checks the cases; there may be none. Throws `PackInvalid` with every problem found. */
export async function loadDemonstrationCases(folder: string, pack: CountryPack): Promise<DemonstrationCases> {
  if (!existsSync(join(folder, FOLDER))) return { people: [], cases: [], officers: new Map() }
  const files = await readYamlFolder({ folder }, FOLDER, CaseFile)
  const unread = files.flatMap(({ problems }) => problems)
  if (unread.length > 0) throw new PackInvalid(folder, unread)
  const rows = files.flatMap(({ content }) => content ?? [])
  const common: Common = {
    shared: new Map(rows.flatMap(({ shared }) => Object.entries(shared))),
    usual: new Map(rows.flatMap(({ usual }) => Object.entries(usual))),
    missing: new Set(),
  }
  const { accounts } = await loadDemonstration(folder, pack)
  const officers = new Map(accounts.filter(({ role }) => role === 'officer').map(({ key, email }) => [key, email]))
  const content = {
    people: rows.flatMap(({ people }) => people),
    cases: rows.flatMap(({ cases }) => cases).map((row) => wholeCase(row, common)),
    officers,
  }
  const problems = [
    ...[...common.missing].map((row) => ({ row, sentence: 'No file has it for cases to share.' })),
    ...checkDemonstrationCases(content, pack),
  ]
  if (problems.length > 0)
    throw new PackInvalid(
      folder,
      problems.map((one) => ({ file: FOLDER, ...one })),
    )
  return content
}

/** What is wrong with the cases of a pack; nothing where it has none. */
export async function demonstrationCaseProblems(folder: string, pack: CountryPack): Promise<readonly PackProblem[]> {
  try {
    await loadDemonstrationCases(folder, pack)
    return []
  } catch (error) {
    if (error instanceof PackInvalid) return error.problems
    throw error
  }
}

/** What the files of a pack have for several cases. */
interface Common {
  readonly shared: ReadonlyMap<string, DemonstrationFact>
  readonly usual: ReadonlyMap<string, z.infer<typeof Steps>>
  /** Names that no file has. */
  readonly missing: Set<string>
}

function wholeCase({ usual, ...row }: z.infer<typeof CaseRow>, common: Common): DemonstrationCase {
  const first = usual === null ? [] : (common.usual.get(usual) ?? [])
  if (usual !== null && !common.usual.has(usual)) common.missing.add(usual)
  return {
    ...row,
    facts: wholeFacts(row.facts, common),
    steps: [...first, ...row.steps].map((step) =>
      'putOn' in step ? step : { ...step, facts: wholeFacts(step.facts, common) },
    ),
  }
}

function wholeFacts(facts: z.infer<typeof Step>['facts'], { shared, missing }: Common): Given {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]): [string, DemonstrationFact][] => {
      if (typeof value !== 'object' || !('shared' in value)) return [[fact, value as DemonstrationFact]] // names no shared one
      const found = shared.get(value.shared)
      if (found === undefined) missing.add(value.shared)
      return found === undefined ? [] : [[fact, found]]
    }),
  )
}
