/** What somebody is told: breaches, times that run out, alarms, what others said or ask; and that they have read it. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Procedure } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { acknowledgeName, hearers, noticesName } from './commit/hearing.ts'
import { EXPIRY } from './erasure/expiry.ts'
import { endOf, lengthAt } from './judgement/index.ts'
import { actingAs, procedureNamed, type Register, type Who } from './register.ts'
import { sqlName } from './tables/names.ts'

export interface Notice {
  readonly procedure: string
  readonly id: string
  /** "D3.judge"; of what a step tells by itself, the step. */
  readonly rule: string
  readonly about: 'half' | 'most' | 'breach' | 'alarm' | 'told'
  readonly level: 'R' | 'L' | 'W' | null
  readonly at: Temporal.Instant
  /** How often it has been raised. */
  readonly times: number
  /** Null where its hearer does not read the case. */
  readonly caseId: string | null
  readonly caseNumber: string | null
}

const Row = z.object({
  id: z.string(),
  rule: z.string(),
  about: z.enum(['half', 'most', 'breach', 'alarm', 'told']),
  level: z.enum(['R', 'L', 'W']).nullable(),
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  times: z.number(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
})

/** What `who` has not acknowledged yet, the newest first. */
export async function noticesFor(register: Register, who: Who): Promise<readonly Notice[]> {
  const heard = register.procedures.filter((procedure) => hears(procedure, who))
  if (heard.length === 0) return []
  return actingAs(register, who, async (tx) => {
    const notices: Notice[] = []
    for (const procedure of heard) {
      const { rows } = await sql<{ told: unknown }>`select ${sql.raw(noticesName(procedure))}() as told`.execute(tx)
      const told = z.array(Row).parse(rows[0]?.told)
      notices.push(...told.map((one) => ({ procedure: procedure.name, ...one })))
    }
    return notices.sort((one, other) => Temporal.Instant.compare(other.at, one.at))
  })
}

/** Notes that `who` has read it: an alarm is not raised for them again. NotFound for a notice that is not theirs. */
export async function acknowledge(
  register: Register,
  who: Who,
  { procedure, id }: Pick<Notice, 'procedure' | 'id'>,
): Promise<void> {
  const declared = procedureNamed(register, procedure)
  if (!hears(declared, who)) throw new NotFound()
  const { rows } = await actingAs(register, who, (tx) =>
    sql<{ theirs: boolean }>`select ${sql.raw(acknowledgeName(declared))}(${id}) as theirs`.execute(tx),
  )
  if (rows[0]?.theirs !== true) throw new NotFound()
}

/** The first day on which the own case of `who` may go, if they are warned of it; null while they are not. */
export async function expiresAt(
  register: Register,
  who: Who,
  of: { readonly procedure: string; readonly caseId: string },
): Promise<Temporal.PlainDate | null> {
  const { expiry } = procedureNamed(register, of.procedure)
  if (expiry === undefined) return null
  // The newest: what was written after an earlier one has made it void.
  const [warning] = (await noticesFor(register, who)).filter(
    ({ rule, caseId }) => rule === EXPIRY && caseId === of.caseId,
  )
  if (warning === undefined) return null
  const { calendar } = register
  const end = endOf(warning.at, lengthAt(expiry.warned, warning.at, calendar), 'adverse', calendar)
  return end.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

function hears(procedure: Procedure, who: Who): boolean {
  if (who.as !== 'officer') return who.as !== 'system'
  const roles: readonly string[] = hearers(procedure)
  return roles.includes(who.role)
}

/** Raises again what nobody has acknowledged for half an hour; gives how many alarms. A part of each round. */
export async function repeatAlarms(register: Register): Promise<number> {
  let raised = 0
  for (const compartment of new Set(register.procedures.map((one) => one.compartment))) {
    const repeat = sql.id(sqlName(compartment), 'repeat_alarms')
    const { rows } = await register.firewall.asSystem((tx) =>
      sql<{ raised: number }>`select ${repeat}() as raised`.execute(tx),
    )
    raised += rows[0]?.raised ?? 0
  }
  return raised
}
