/**
 * Who somebody is: what the identity compartment holds of a case. Declared in the words of procedures, so that what is typed
 * is read, and refused, like any fact.
 */
import {
  COUNTRY,
  type CodeList,
  code,
  codeList,
  dateOrYear,
  type Fact,
  LANGUAGE,
  lines,
  short,
  yesNo,
} from '../../procedures/index.ts'
import { type Calendar, type Facts, type Refusal, readFacts } from '../judgement/index.ts'

/** `own`: as the person writes it. `latin`: the same in Latin letters. `document`: as a paper has it. */
export const NAME_KIND: CodeList = codeList('nameKind', ['own', 'latin', 'document', 'earlier', 'called'])

export const DOCUMENT_TYPE: CodeList = codeList('documentType', [
  'passport',
  'national-id',
  'refugee-travel-document',
  'stateless-travel-document',
  'emergency-travel-document',
  'seafarer-id',
  'residence-card',
  'work-permit-card',
  'asylum-seeker-paper',
  'interim-paper',
  'birth-certificate',
  'marriage-certificate',
  'consular-card',
  'health-card',
  'witness-statement',
  'own-statement',
  'other',
])

export const CONTACT_WAY: CodeList = codeList('identityContactWay', [
  'phone',
  'message',
  'letter',
  'through-somebody',
  'none',
])

/** The facts of the record. `names` is needed, and one of one letter is a name. */
export const NAME_FACTS: Readonly<Record<string, Fact>> = {
  names: lines(
    {
      name: short('The whole name, in the order in which the person says it.', { personal: true }),
      kind: code(NAME_KIND, 'Whose spelling it is.', { personal: true }),
      language: code(LANGUAGE, 'The language it is written in.', { personal: true }),
    },
    'How the person is called. The first is what others use.',
    { personal: true },
  ),
  born: dateOrYear('As the person says, or as a paper has it.', { personal: true }),
  documents: lines(
    {
      type: code(DOCUMENT_TYPE, 'Which paper.', { personal: true }),
      number: short('Its number.', { personal: true }),
      country: code(COUNTRY, 'Who gave it.', { personal: true }),
    },
    'Papers that were shown.',
    { personal: true },
  ),
  contactWay: code(CONTACT_WAY, 'How the person wishes to be reached.', { personal: true }),
  contactValue: short('The number, the address, or through whom.', { personal: true }),
  doNotWriteHere: yesNo('Nobody writes or calls here, whatever else is agreed: somebody may be listening.', {
    personal: true,
  }),
}

export interface Name {
  readonly name: string
  readonly kind?: string
  readonly language?: string
}

export interface IdentityDocument {
  readonly type: string
  readonly number: string
  readonly country?: string
}

/** As it was typed; nothing is mended. */
export interface NameRecord {
  readonly names: readonly Name[]
  readonly born?: string
  readonly documents?: readonly IdentityDocument[]
  readonly contactWay?: string
  readonly contactValue?: string
  readonly doNotWriteHere?: boolean
}

/** What of it is wrong, all at once; the record where nothing is. */
export function readNameRecord(
  given: Readonly<Record<string, unknown>>,
  { now, calendar }: { readonly now: Temporal.Instant; readonly calendar: Calendar },
): { readonly record: NameRecord; readonly refusals: readonly Refusal[] } {
  const { facts, refusals } = readFacts(given, {
    procedure: { facts: NAME_FACTS, safeguards: {} },
    may: Object.keys(NAME_FACTS),
    now,
    calendar,
  })
  const wrong = new Set(refusals.map(({ fact }) => fact))
  return {
    record: facts as unknown as NameRecord, // read by the schemas of the facts above
    refusals: [
      ...refusals,
      ...(wrong.has('names') ? [] : incomplete(facts, 'names', ['name'])),
      ...(wrong.has('documents') || facts.documents === undefined
        ? []
        : incomplete(facts, 'documents', ['type', 'number'])),
    ],
  }
}

/** Lines have no needed fields of their own: a name without a name, a paper without a number. */
function incomplete(facts: Facts, fact: string, columns: readonly string[]): readonly Refusal[] {
  const given = facts[fact]
  if (!Array.isArray(given)) return [missing(fact, {})]
  return given.flatMap((line, index) =>
    columns
      .filter((column) => typeof line !== 'object' || !(column in line))
      .map((column) => missing(fact, { line: index + 1, column })),
  )
}

function missing(fact: string, params: Refusal['params']): Refusal {
  return { rule: 'missing', fact, safeguard: null, cite: [], params }
}
