/**
 * Two people under one number, or one under two: what an officer reports, and what whoever signs sees and answers. Four eyes:
 * nobody signs what they reported.
 */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { openPointer, type Purpose, pseudonymOf } from '../../../firewall/index.ts'
import { canonicalJson } from '../../../ledger/index.ts'
import { NotFound, StepRefused, type Tx } from '../../../store/index.ts'
import { openCase } from '../../case-file.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../../register.ts'
import { seal, unseal } from '../../seal/seal.ts'
import type { KeyId } from '../../seal/vault.ts'
import { carryReports } from './carry.ts'
import { isSigned, reporters, reportName, SIGNER } from './functions.ts'

export type ReportKind = 'split' | 'merge'
export type Side = 'first' | 'second'

export interface Reporting {
  readonly procedure: string
  readonly caseId: string
  readonly purpose: Purpose
  /** The sender's own name for this submission: sent again, it is done once. */
  readonly key: string
  readonly kind: ReportKind
  /** Of one person under two numbers: the number of a case of the other. Whether there is one, nobody learns here. */
  readonly otherNumber: string | null
  readonly reasons: string
}

/** Whether officers of that role report from cases of the procedure. */
export function mayReportPerson(register: Register, who: Who, name: string): boolean {
  const procedure = procedureNamed(register, name)
  return who.as === 'officer' && isSigned(procedure) && reporters(procedure).some((role) => role === who.role)
}

/** Reports it from a case that the officer reads. StepRefused `reasons-needed`, `number-needed`; NotFound. */
export async function reportPerson(register: Register, who: Who, asked: Reporting): Promise<void> {
  if (!mayReportPerson(register, who, asked.procedure)) throw new NotFound()
  const procedure = procedureNamed(register, asked.procedure)
  const otherNumber = asked.kind === 'merge' ? (asked.otherNumber?.trim().toUpperCase() ?? '') : null
  if (asked.reasons.trim() === '') throw new StepRefused('reasons-needed')
  if (otherNumber === '') throw new StepRefused('number-needed')
  await actingAs(register, who, async (tx) => {
    const { keyId } = await openCase(register, tx, procedure, asked)
    const place = placeOfReasons(asked.caseId, asked.key, 'report')
    const sealed = seal(register.vault.read(keyId), place, { reasons: asked.reasons }).toString('base64')
    const command = { key: asked.key, kind: asked.kind, otherNumber, sealed }
    await sql`select ${sql.raw(reportName(procedure, 'report_person'))}(${asked.caseId}, ${JSON.stringify(command)})`.execute(
      tx,
    )
  })
}

export interface WaitingReport {
  readonly id: string
  readonly kind: ReportKind
  readonly at: Temporal.Instant
  /** Of whoever reported. */
  readonly role: string
}

/** Whether the reader is one of those who sign. */
export function signsReports(who: Who): boolean {
  return who.as === 'officer' && who.role === SIGNER
}

/** What waits for a signature, the oldest first. NotFound for whoever does not sign. */
export async function reportsWaiting(register: Register, who: Who): Promise<readonly WaitingReport[]> {
  return (await waiting(register, who)).map(({ procedure: _, ...report }) => report)
}

export interface ReportedCase {
  readonly caseId: string
  readonly caseNumber: string
  /** From which it was reported. */
  readonly isReported: boolean
  readonly events: readonly { readonly kind: string; readonly at: Temporal.Instant }[]
}

export interface ReportView extends WaitingReport {
  readonly reasons: string
  /** The reader reported it, and another signs. */
  readonly isOwn: boolean
  /** The person of the case; of one person under two numbers the other too, empty where the number leads to nobody else. */
  readonly persons: readonly (readonly ReportedCase[])[]
}

/** A report as whoever signs sees it; each look at a case is noted. NotFound for whoever does not sign, and once it is closed. */
export function reportShown(register: Register, who: Who, id: string): Promise<ReportView> {
  return onReport(register, who, id, async (tx, { found, reasons }) => {
    const { kind, at, role, isOwn } = found
    const persons = await personsOf(register, tx, found)
    return { id, kind, at, role, isOwn, reasons, persons: persons.map((cases) => cases.map(shownCase)) }
  })
}

export interface Signing {
  readonly id: string
  /** For a split: to whom each case belongs; the first keeps the number. */
  readonly sides: Readonly<Record<string, string>>
  readonly reasons: string
  /** Whoever signs has no passkey, since they are invented, and has not yet confirmed otherwise that they mean it. */
  readonly unconfirmed?: boolean
}

/**
 * Signs, and it is carried out at once. A serious act: StepRefused `signature-missing`, with what is to be signed, once all else
 * is in order. StepRefused: `assign-every-case` unless each case is one of two people's,
 * `second-is-the-first`, `reasons-needed`, `nobody-else` where there is nothing to join.
 */
export async function signReport(register: Register, who: Who, signing: Signing): Promise<void> {
  const { id, sides, reasons } = signing
  if (reasons.trim() === '') throw new StepRefused('reasons-needed')
  await onReport(register, who, id, async (tx, { found, keyId }) => {
    const persons = await personsOf(register, tx, found)
    const cases = found.kind === 'split' ? assigned(persons.flat(), sides) : joined(persons)
    const act = actOf(register, signing)
    await close(register, tx, { id, outcome: 'signed', act, cases, reasons, caseId: found.caseId, keyId })
    // Signatures are asked for by the database; this is for those who cannot sign.
    if (signing.unconfirmed === true) throw new StepRefused('signature-missing', { detail: act })
  })
  // What fails here is signed still, and the next round carries it out.
  await carryReports(register).catch(() => undefined)
}

/** Declines, with reasons: nothing changes. */
export async function declineReport(
  register: Register,
  who: Who,
  { id, reasons }: Pick<Signing, 'id' | 'reasons'>,
): Promise<void> {
  if (reasons.trim() === '') throw new StepRefused('reasons-needed')
  await onReport(register, who, id, (tx, { found, keyId }) =>
    close(register, tx, { id, outcome: 'declined', act: '', cases: [], reasons, caseId: found.caseId, keyId }),
  )
}

/** All that is to be done, under a key that lies apart from the data: what was signed cannot be guessed from it. */
function actOf({ keyOf }: Register, { id, sides, reasons }: Signing): string {
  return createHmac('sha256', keyOf('submissions'))
    .update(canonicalJson({ report: id, sides, reasons }))
    .digest('hex')
}

interface Assigned {
  readonly procedure: string
  readonly caseId: string
  readonly side: Side
}

function assigned(cases: readonly FoundCase[], sides: Signing['sides']): readonly Assigned[] {
  const all = cases.flatMap(({ procedure, caseId }) => {
    const side = sides[caseId]
    return side === 'first' || side === 'second' ? [{ procedure, caseId, side } as const] : []
  })
  const both = new Set(all.map(({ side }) => side)).size === 2
  if (all.length < cases.length || !both) throw new StepRefused('assign-every-case')
  return all
}

function joined([first = [], second = []]: readonly (readonly FoundCase[])[]): readonly Assigned[] {
  if (second.length === 0) throw new StepRefused('nobody-else')
  const of = (cases: readonly FoundCase[], side: Side) =>
    cases.map(({ procedure, caseId }) => ({ procedure, caseId, side }))
  return [...of(first, 'first'), ...of(second, 'second')]
}

interface Closing {
  readonly id: string
  readonly outcome: 'signed' | 'declined'
  /** What is signed, as hexadecimal; nothing where it is declined. */
  readonly act: string
  readonly cases: readonly Assigned[]
  readonly reasons: string
  readonly caseId: string
  readonly keyId: KeyId
}

async function close(
  register: Register,
  tx: Tx,
  { id, outcome, act, cases, reasons, caseId, keyId }: Closing,
): Promise<void> {
  const sealed = seal(register.vault.read(keyId), placeOfReasons(caseId, id, 'answer'), { reasons })
  const command = { outcome, act, cases, sealed: sealed.toString('base64') }
  await sql`select identity.close_report(${id}, ${JSON.stringify(command)})`.execute(tx)
}

/** Where reasons belong: they open nowhere else. */
function placeOfReasons(caseId: string, id: string, what: 'report' | 'answer'): readonly string[] {
  return ['identity', caseId, `${what} ${id}`]
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const KIND = z.enum(['split', 'merge'])
const Waiting = z.array(z.object({ id: z.string(), kind: KIND, at: instant, role: z.string(), procedure: z.string() }))
const Found = z.object({
  ...{ id: z.string(), kind: KIND, at: instant, role: z.string(), isOwn: z.boolean(), caseId: z.string() },
  ...{ otherNumber: z.string().nullable(), sealed: z.string(), keyId: z.string(), pointer: z.string() },
})
type Found = z.infer<typeof Found>
const Reasons = z.object({ reasons: z.string() })

async function waiting(register: Register, who: Who) {
  if (!signsReports(who)) throw new NotFound()
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ told: unknown }>`select identity.reports_waiting() as told`.execute(tx)
    return Waiting.parse(rows[0]?.told)
  })
}

interface Opened {
  readonly found: Found
  readonly keyId: KeyId
  readonly reasons: string
}

async function onReport<T>(
  register: Register,
  who: Who,
  id: string,
  work: (tx: Tx, opened: Opened) => Promise<T>,
): Promise<T> {
  const report = (await waiting(register, who)).find((one) => one.id === id)
  if (report === undefined) throw new NotFound()
  const procedure = procedureNamed(register, report.procedure)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ found: unknown }>`
      select ${sql.raw(reportName(procedure, 'reported'))}(${id}) as found`.execute(tx)
    const found = Found.parse(rows[0]?.found)
    const keyId = found.keyId as KeyId // as the vault gave it
    const place = placeOfReasons(found.caseId, id, 'report')
    const { reasons } = Reasons.parse(unseal(register.vault.read(keyId), place, Buffer.from(found.sealed, 'base64')))
    return work(tx, { found, keyId, reasons })
  })
}

const Cases = z.array(
  z.object({
    caseId: z.string(),
    caseNumber: z.string(),
    events: z.array(z.object({ kind: z.string(), at: instant })),
  }),
)

interface FoundCase extends ReportedCase {
  readonly procedure: string
}

function shownCase({ procedure: _, ...one }: FoundCase): ReportedCase {
  return one
}

/** The cases of each person of the report, in every compartment that whoever signs may see. */
async function personsOf(register: Register, tx: Tx, found: Found): Promise<readonly (readonly FoundCase[])[]> {
  const base = openPointer(register.keyOf, Buffer.from(found.pointer, 'hex'))
  const first = await casesOf(register, tx, found, base)
  if (found.kind === 'split') return [first]
  const other = await otherPerson(register, tx, found)
  const isAnother = other !== null && !other.equals(base)
  return [first, isAnother ? await casesOf(register, tx, found, other) : []]
}

async function otherPerson(register: Register, tx: Tx, { id }: Found) {
  for (const procedure of register.procedures.filter(isSigned)) {
    const { rows } = await sql<{ pointer: string | null }>`
      select ${sql.raw(reportName(procedure, 'by_number'))}(${id}) as pointer`.execute(tx)
    const pointer = rows[0]?.pointer ?? null
    if (pointer !== null) return openPointer(register.keyOf, Buffer.from(pointer, 'hex'))
  }
  return null
}

async function casesOf(
  register: Register,
  tx: Tx,
  { id, caseId }: Found,
  base: ReturnType<typeof openPointer>,
): Promise<readonly FoundCase[]> {
  const all: FoundCase[] = []
  for (const procedure of register.procedures.filter(isSigned)) {
    const pseudonym = pseudonymOf(register.keyOf, procedure.compartment, base)
    const { rows } = await sql<{ cases: unknown }>`
      select ${sql.raw(reportName(procedure, 'person_cases'))}(${id}, ${pseudonym}) as cases`.execute(tx)
    const cases = Cases.parse(rows[0]?.cases)
    all.push(...cases.map((one) => ({ ...one, procedure: procedure.name, isReported: one.caseId === caseId })))
  }
  return all
}
