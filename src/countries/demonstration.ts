/**
 * Demonstration content of a pack: invented people and what they are said to have done, so that an empty system shows
 * how it looks in use. Everything in it is labelled as invented wherever it is shown. Loaded only on request.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkDemonstration } from './check-demonstration.ts'
import type { CountryPack } from './pack.ts'
import type { PackProblem } from './problem.ts'
import { PackInvalid } from './problem.ts'
import { readYamlFolder } from './read.ts'

const Key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const Day = z.iso.date()
const Words = z.string().min(1)

/** Who may read a thing: everybody, all officials, one institution, the Committee. */
export const Audience = z.string().regex(/^(public|officials|committee|nhri|(institution|organization):[A-Z0-9-]+)$/)

/** An organization of civil society. */
export const DemonstrationOrganization = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9-]*$/),
  name: Words,
  kind: z.enum([
    'ngo',
    'migrants-organization',
    'diaspora-organization',
    'trade-union',
    'academia',
    'nhri',
    'individual',
  ]),
})

/** An invented person. Officials, the secretariat and the NHRI act for an institution, civil society for an organization. */
export const DemonstrationAccount = z.strictObject({
  /** Other rows name the person by this. */
  key: Key,
  name: Words,
  /** Under `.example`, which nobody can own. */
  email: z.string().regex(/^[a-z.]+@[a-z-]+\.example$/),
  role: z.enum(['secretariat', 'official', 'nhri', 'civil-society', 'committee', 'officer']),
  /** Of an officer of the registers: the role in the agency, and the office. */
  agencyRole: Key.nullable().default(null),
  office: Key.nullable().default(null),
  /** The post held in the institution, null for none. One holder each. */
  post: z.enum(['focal-point', 'alternate', 'validator', 'head']).nullable().default(null),
  institution: z.string().nullable().default(null),
  organization: z.string().nullable().default(null),
  language: z.string().regex(/^[a-z]{2}$/),
})

/** Whether the State takes a recommendation up. One for each address of a document. */
export const DemonstrationDecision = z.strictObject({
  obligation: z.string(),
  decision: z.enum(['accepted', 'in-part', 'not-accepted']),
  decidedOn: Day,
  decidedBy: Key,
  reason: Words,
})

export const DemonstrationMeasure = z.strictObject({
  key: Key,
  title: Words,
  description: Words,
  institution: z.string(),
  responsible: Key.nullable().default(null),
  startsOn: Day,
  endsOn: Day,
  budgetLine: Words.nullable().default(null),
  state: z.enum(['planned', 'under-way', 'done', 'abandoned']),
  dependsOn: z.array(Key).default([]),
  /** One measure may answer many. */
  obligations: z.array(z.string()).min(1),
  audience: Audience.default('officials'),
})

/** A link, or a small text that becomes a file. */
export const DemonstrationEvidence = z.strictObject({
  key: Key,
  title: Words,
  url: z
    .url({ hostname: /(^|\.)example\.(org|com|net)$/ })
    .nullable()
    .default(null),
  text: Words.nullable().default(null),
  uploadedBy: Key,
  uploadedOn: Day,
  obligations: z.array(z.string()).min(1),
  audience: Audience.default('officials'),
})

export const DemonstrationValue = z.strictObject({
  indicator: z.string(),
  /** "2024" or "2024-Q3". */
  period: z.string().regex(/^\d{4}(-Q[1-4])?$/),
  /** Null where the denominator is empty. */
  value: z.number().nullable(),
  /** "sex=female": a part of it. */
  breakdown: z.record(z.string().regex(/^[a-z-]+=[^,=]+(,[a-z-]+=[^,=]+)*$/), z.number()).default({}),
  provenance: z.enum(['typed', 'computed']),
  /** Of a typed value. */
  evidence: Key.nullable().default(null),
  enteredBy: Key.nullable().default(null),
  /** Of a computed value: the table it comes from. */
  table: z.string().nullable().default(null),
  enteredOn: Day,
  note: Words.nullable().default(null),
  audience: Audience.default('officials'),
})

export const DemonstrationAssessment = z.strictObject({
  obligation: z.string(),
  assessor: z.enum(['state', 'nhri', 'civil-society', 'committee']),
  /** Of civil society: which organization. The others follow from who gives it. */
  organization: z.string().nullable().default(null),
  givenBy: Key,
  grade: z.enum(['A', 'B', 'C', 'D', 'E', 'none']),
  reasons: Words,
  givenOn: Day,
  source: Words.nullable().default(null),
  audience: Audience.default('public'),
})

/** A claim that an obligation is complete, and what the second person said. */
export const DemonstrationValidation = z.strictObject({
  obligation: z.string(),
  claimedBy: Key,
  claimedOn: Day,
  statement: Words,
  answer: z
    .strictObject({ by: Key, on: Day, answer: z.enum(['validated', 'returned']), reasons: Words.nullable() })
    .nullable()
    .default(null),
})

export const DemonstrationContribution = z.strictObject({
  key: Key,
  organization: z.string(),
  author: Key,
  obligation: z.string().nullable().default(null),
  body: Words,
  audience: z.enum(['public', 'officials', 'committee']),
  givenOn: Day,
  answer: z
    .strictObject({ text: Words, takenUp: z.enum(['yes', 'in-part', 'no']), by: Key, on: Day })
    .nullable()
    .default(null),
})

/** A round of consultation on a draft report. */
export const DemonstrationConsultation = z.strictObject({
  title: Words,
  report: z.strictObject({
    kind: z.enum(['follow-up', 'periodic']),
    title: Words,
    /** Deadline the report is written for. */
    deadline: z.string(),
    sections: z.array(z.strictObject({ obligation: z.string(), text: Words })).min(1),
  }),
  opensOn: Day,
  closesOn: Day,
  answersDueOn: Day,
  contributions: z.array(DemonstrationContribution),
})

export const Demonstration = z.strictObject({
  organizations: z.array(DemonstrationOrganization),
  accounts: z.array(DemonstrationAccount),
  decisions: z.array(DemonstrationDecision),
  measures: z.array(DemonstrationMeasure),
  evidence: z.array(DemonstrationEvidence),
  values: z.array(DemonstrationValue),
  assessments: z.array(DemonstrationAssessment),
  validations: z.array(DemonstrationValidation),
  consultations: z.array(DemonstrationConsultation),
})
export type Demonstration = z.infer<typeof Demonstration>

/** One file of it: some of the lists. */
const DemonstrationFile = Demonstration.partial()

/** Folder of a pack that holds it, in as many files as its authors like. */
export const DEMONSTRATION_FOLDER = 'demonstration'

/**
 * Loads the demonstration content of a pack and checks it against the pack. References to obligations come back as keys.
 * Throws `PackInvalid` with every problem found.
 */
export async function loadDemonstration(folder: string, pack: CountryPack): Promise<Demonstration> {
  const files = await readYamlFolder({ folder }, DEMONSTRATION_FOLDER, DemonstrationFile)
  const unread = files.flatMap((one) => one.problems)
  if (unread.length > 0) throw new PackInvalid(folder, unread)
  const content = nameByKey(together(files.map((one) => one.content ?? {})), pack)
  const found = checkDemonstration(content, pack)
  if (found.length > 0) {
    throw new PackInvalid(
      folder,
      found.map((one) => ({ file: DEMONSTRATION_FOLDER, ...one })),
    )
  }
  return content
}

/** What is wrong with the demonstration content of a pack; nothing where it has none. */
export async function demonstrationProblems(folder: string, pack: CountryPack): Promise<readonly PackProblem[]> {
  if (!existsSync(join(folder, DEMONSTRATION_FOLDER))) return []
  try {
    await loadDemonstration(folder, pack)
    return []
  } catch (error) {
    if (error instanceof PackInvalid) return error.problems
    throw error
  }
}

function together(files: readonly z.infer<typeof DemonstrationFile>[]): Demonstration {
  return {
    organizations: files.flatMap((one) => one.organizations ?? []),
    accounts: files.flatMap((one) => one.accounts ?? []),
    decisions: files.flatMap((one) => one.decisions ?? []),
    measures: files.flatMap((one) => one.measures ?? []),
    evidence: files.flatMap((one) => one.evidence ?? []),
    values: files.flatMap((one) => one.values ?? []),
    assessments: files.flatMap((one) => one.assessments ?? []),
    validations: files.flatMap((one) => one.validations ?? []),
    consultations: files.flatMap((one) => one.consultations ?? []),
  }
}

/** Obligations by key. What names none stays as written, for the check to tell. */
function nameByKey(content: Demonstration, pack: CountryPack): Demonstration {
  const keys = new Map(pack.obligations.map((one) => [one.id, one.key]))
  const key = (reference: string) => keys.get(reference) ?? reference
  const one = <T extends { obligation: string }>(row: T): T => ({ ...row, obligation: key(row.obligation) })
  const many = <T extends { obligations: string[] }>(row: T): T => ({ ...row, obligations: row.obligations.map(key) })
  return {
    ...content,
    decisions: content.decisions.map(one),
    measures: content.measures.map(many),
    evidence: content.evidence.map(many),
    assessments: content.assessments.map(one),
    validations: content.validations.map(one),
    consultations: content.consultations.map((round) => ({
      ...round,
      report: { ...round.report, sections: round.report.sections.map(one) },
      contributions: round.contributions.map((row) => ({
        ...row,
        obligation: row.obligation === null ? null : key(row.obligation),
      })),
    })),
  }
}
