/**
 * Carries out what two people signed: the cases of the second person move to them, bits and all, and what was decided against
 * either is void. All of a report in one transaction; a crash leaves it to the next round.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { type BaseId, newBaseId, openPointer, pseudonymOf, sealPointer } from '../../../firewall/index.ts'
import type { Procedure } from '../../../procedures/index.ts'
import type { Tx } from '../../../store/index.ts'
import { openCase } from '../../case-file.ts'
import { commitName } from '../../commit/function.ts'
import { isAgainstNow, START_ANEW, stateAnew } from '../../judgement/index.ts'
import { pseudonymsOf } from '../../pseudonyms.ts'
import { procedureNamed, type Register } from '../../register.ts'
import { ownSubmission } from '../../scheduler.ts'
import { joinInStatistics, partInStatistics } from '../../statistics/same-person.ts'
import { submissionOf } from '../../submission.ts'
import { projectionName } from '../../tables/projection.ts'
import { isSigned, reportName } from './functions.ts'

const Signed = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['split', 'merge']),
    procedure: z.string(),
    caseId: z.string(),
    cases: z.array(z.object({ procedure: z.string(), caseId: z.string(), side: z.enum(['first', 'second']) })),
  }),
)
type Signed = z.infer<typeof Signed>[number]

/** Every report that is signed and not yet carried out, the oldest first; gives how many this call carried out. A part of each round. */
export async function carryReports(register: Register): Promise<number> {
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<{ signed: unknown }>`select identity.reports_to_carry() as signed`.execute(tx),
  )
  let carried = 0
  for (const report of Signed.parse(rows[0]?.signed))
    if (await register.firewall.asSystem((tx) => carry(register, tx, report))) carried++
  return carried
}

interface Owned {
  readonly procedure: Procedure
  readonly caseId: string
}

/** Of processes that carry out at once one after the other: each locks many cases. */
const CARRY_LOCK = 7_318_349_394_485

/** False where the cases are no longer those that were signed for: somebody has to look again. */
async function carry(register: Register, tx: Tx, report: Signed): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${CARRY_LOCK})`.execute(tx)
  const all = report.cases.map((one) => ({ ...one, procedure: procedureNamed(register, one.procedure) }))
  const second = all.filter(({ side }) => side === 'second')
  const signed = report.kind === 'split' ? all : second
  const home = { procedure: procedureNamed(register, report.procedure), caseId: report.caseId }
  const from = await personOf(register, tx, signed[0])
  const to = report.kind === 'split' ? newBaseId() : await personOf(register, tx, home)
  const known = from === null ? [] : await casesUnder(register, tx, from)
  if (from === null || to === null || !(await isAsSigned(register, tx, { from, known, signed }))) {
    await sql`select identity.reopen_report(${report.id})`.execute(tx)
    return false
  }
  // Of one person everything moves; of two what was assigned to the second.
  for (const one of report.kind === 'split' ? second : known) await move(register, tx, one, { id: report.id, from, to })
  if (report.kind === 'split') for (const one of known) await startAnew(register, tx, one)
  if (report.kind === 'split') await partInStatistics(register, tx, { id: report.id, from, to, second })
  else await joinInStatistics(register, tx, { id: report.id, from, to })
  await sql`select ${sql.raw(reportName(home.procedure, 'person_carried'))}(${report.id})`.execute(tx)
  return true
}

interface Seen {
  readonly from: BaseId
  readonly known: readonly Owned[]
  readonly signed: readonly Owned[]
}

/** Cases first and bits then, as every commit: whoever acts on one of them now was before this, or comes after it. */
async function isAsSigned(register: Register, tx: Tx, { from, known, signed }: Seen): Promise<boolean> {
  for (const one of known) {
    const person = await personOf(register, tx, one)
    if (person === null || !person.equals(from)) return false
  }
  const seen = known.filter(({ procedure }) => isSigned(procedure)).map(({ caseId }) => caseId)
  return seen.length === signed.length && signed.every(({ caseId }) => seen.includes(caseId))
}

/** Holds the case still, and opens whose it is; null for one that is erased. */
async function personOf(register: Register, tx: Tx, one: Owned | undefined): Promise<BaseId | null> {
  if (one === undefined) return null
  const { rows } = await sql<{ pointer: string | null }>`
    select ${sql.raw(reportName(one.procedure, 'lock_person'))}(${one.caseId}) as pointer`.execute(tx)
  const pointer = rows[0]?.pointer ?? null
  return pointer === null ? null : openPointer(register.keyOf, Buffer.from(pointer, 'hex'))
}

/** All cases of the person, behind every wall, in one order for everybody. */
async function casesUnder(register: Register, tx: Tx, base: BaseId): Promise<readonly Owned[]> {
  const all: Owned[] = []
  for (const procedure of register.procedures) {
    const pseudonym = pseudonymOf(register.keyOf, procedure.compartment, base)
    const { rows } = await sql<{ caseId: string }>`
      select case_id as "caseId" from ${sql.raw(projectionName(procedure))}
      where pseudonym = ${pseudonym} and not erased order by case_id`.execute(tx)
    all.push(...rows.map(({ caseId }) => ({ procedure, caseId })))
  }
  return all
}

interface Move {
  readonly id: string
  readonly from: BaseId
  readonly to: BaseId
}

async function move(register: Register, tx: Tx, { procedure, caseId }: Owned, { id, from, to }: Move): Promise<void> {
  const command = {
    from: pseudonymsOf(register, from),
    to: pseudonymsOf(register, to),
    pointer: sealPointer(register.keyOf, to).toString('hex'),
  }
  await sql`select ${sql.raw(reportName(procedure, 'move_person'))}(${id}, ${caseId}, ${JSON.stringify(command)})`.execute(
    tx,
  )
}

/** What runs against the person of the case begins again, whichever of the two they are; a case without such a time is left alone. */
async function startAnew(register: Register, tx: Tx, { procedure, caseId }: Owned): Promise<void> {
  const file = await openCase(register, tx, procedure, { caseId, purpose: 'translate-identity' })
  const { state, events, clocks, keyId, pointer } = file
  if (state.state === null || procedure.states[state.state] === 'final') return
  const to = stateAnew(procedure, events)
  const lasts = new Map(clocks.map((clock) => [clock.rule, clock]))
  if (![...lasts.values()].some(isAgainstNow) && to === state.state) return
  const submission = submissionOf(register, procedure, {
    ...{ who: { as: 'system' }, key: register.vault.read(keyId), caseId, no: state.eventNo + 1, step: START_ANEW },
    ...{
      content: { facts: {}, nationalLawBasis: null, reasonsLong: null },
      base: openPointer(register.keyOf, pointer),
    },
  })
  const command = { ...ownSubmission(), step: START_ANEW, caseId, expected: state.eventNo, to, ...submission }
  await sql`select ${sql.raw(commitName(procedure))}(${JSON.stringify(command)})`.execute(tx)
}
