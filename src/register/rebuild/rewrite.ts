/**
 * Writes what is shown of a case anew from its events: row, sealed facts, clocks, bits. Each case is one transaction of the
 * owner of the tables, under the lock that every step takes, with an entry of its own in the log. Whatever no event accounts for is gone.
 */
import type pg from 'pg'
import { appendOwn, type Finding, LOGS, type LogSettings, selfCheck } from '../../ledger/index.ts'
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import { soonestTimes } from '../commit/soonest.ts'
import { clockEnds, clocksOf, type StandingClock } from '../judgement/index.ts'
import { registerRecords } from '../records/live-records.ts'
import { procedureNamed, type Register } from '../register.ts'
import { seal } from '../seal/seal.ts'
import { plainColumns } from '../tables/columns.ts'
import { sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { type Difference, madeAnew, projectionDifferences, rowIsGone, wrongGates } from './differences.ts'
import { type ExpectedHold, isToldByClocks } from './expected.ts'
import { type GoneCase, goneCases, storedCase } from './stored-case.ts'

/** The events are not what the logs say, so nothing is made of them. Nothing was written. */
export class EventsNotProved extends Error {
  override readonly name = 'EventsNotProved'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super(`${findings.length} differences between the registers and the logs`)
    this.findings = findings
  }
}

/** Cases have no row, and events that do not tell all of it: whose they are since a report moved them. They come back with a backup. Nothing was written. */
export class RowsGone extends Error {
  override readonly name = 'RowsGone'
  readonly cases: readonly Difference[]

  constructor(cases: readonly Difference[]) {
    super(`${cases.length} cases have no row, and events that do not tell all of it`)
    this.cases = cases
  }
}

/** What the rewriting needs beside the register: the owner of the tables, and how each log is kept. */
export interface Rewriting {
  readonly owner: pg.Client
  readonly settingsOf: (log: (typeof LOGS)[number]) => LogSettings
}

/**
 * Makes every case that differs from its events what they say, and its row anew where that is gone; gives what differed. Refuses
 * (RowsGone) where the events do not tell all of a row that is gone, and (EventsNotProved) where one event, or anything else that a log commits to, is not as it was entered.
 */
export async function rewriteCases(
  register: Register,
  { owner, settingsOf }: Rewriting,
): Promise<readonly Difference[]> {
  const gone: GoneCase[] = []
  for (const procedure of register.procedures) gone.push(...(await goneCases(register, procedure)))
  const lost = gone.filter(({ stored, erased }) => stored === null && !erased)
  if (lost.length > 0) throw new RowsGone(lost.map(rowIsGone))
  const findings: Finding[] = []
  for (const log of LOGS)
    findings.push(...(await selfCheck(owner, settingsOf(log), registerRecords(register, 'events'))))
  if (findings.length > 0) throw new EventsNotProved(findings)
  const differences = await projectionDifferences(register)
  if (differences.length === 0) return []
  const cases = Map.groupBy(differences, ({ caseId }) => caseId)
  for (const [caseId, found] of cases)
    if (caseId !== null) {
      const without = gone.find((one) => one.caseId === caseId) ?? null
      await inTransaction(owner, () => rewriteCase(register, owner, { caseId, found, gone: without }))
    }
  // Bits are counted over all cases of a person: after each of them is right.
  await inTransaction(owner, () => rewriteGates(register, owner))
  return differences
}

async function inTransaction(owner: pg.Client, work: () => Promise<void>): Promise<void> {
  await owner.query('begin')
  try {
    await work()
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

interface Rewritten {
  readonly caseId: string
  readonly found: readonly Difference[]
  /** Where its row is gone. */
  readonly gone: GoneCase | null
}

async function rewriteCase(register: Register, owner: pg.Client, { caseId, found, gone }: Rewritten): Promise<void> {
  const procedure = procedureNamed(register, found[0]?.procedure ?? '')
  // Whoever takes a step waits here; what is read from now on stays as it is.
  await owner.query(`select from ${projectionName(procedure)} where case_id = $1 for update`, [caseId])
  if (gone?.erased) await makeErasedRow(owner, procedure, caseId)
  const stored = gone === null ? await storedCase(register, procedure, caseId) : gone.stored
  const log = (number: string | null) => noteRebuilt(owner, procedure, { number, found })
  if (stored === null) return gone === null ? undefined : log(null)
  const { key, history, expected } = madeAnew(register, procedure, stored)
  const clocks = clocksOf(procedure, register.modesOf(procedure), register.calendar, history, stored.now)
  if (gone !== null) await makeRow(owner, procedure, { caseId, columns: expected.columns })
  await rewriteClocks(owner, procedure, { caseId, clocks })
  await rewriteHolds(owner, procedure, { caseId, placed: expected.placed })
  const ends = clockEnds(clocks)
  const fromClocks = plainColumns(procedure).flatMap(({ fact, column }) => {
    const is = procedure.facts[fact]?.is
    return isToldByClocks(procedure, fact) && is?.kind === 'derived' && is.rule === 'end-of-clock'
      ? [[column, ends[is.safeguard] ?? null] as const]
      : []
  })
  await rewriteRow(owner, procedure, {
    caseId,
    // As a step leaves it where nothing was ever sealed.
    sealed:
      Object.keys(expected.sealedFacts).length === 0
        ? null
        : seal(key, [procedure.name, caseId, 'facts'], expected.sealedFacts),
    columns: {
      ...expected.columns,
      ...Object.fromEntries(fromClocks),
      given: [...new Set(stored.events.flatMap(({ given }) => given))],
    },
  })
  await log(String(expected.columns.case_number))
}

async function noteRebuilt(
  owner: pg.Client,
  procedure: Procedure,
  { number, found }: { readonly number: string | null; readonly found: readonly Difference[] },
): Promise<void> {
  await appendOwn(owner, 'register', 'register.rebuilt', {
    procedure: procedure.name,
    case: isHiddenInNumber(procedure) ? null : number,
    differed: found.map(({ column }) => column).toSorted(),
  })
}

/** The row of a case that has none, with what is then written over it. */
async function makeRow(
  owner: pg.Client,
  procedure: Procedure,
  { caseId, columns }: Omit<Row, 'sealed'>,
): Promise<void> {
  const table = projectionName(procedure)
  const names = Object.keys(columns)
  const [set, made] = [names.join(', '), names.map((name) => `r.${name}`).join(', ')]
  await owner.query(
    `insert into ${table} (case_id, ${set}) select $1, ${made} from jsonb_populate_record(null::${table}, $2::jsonb) r`,
    [caseId, JSON.stringify(columns)],
  )
}

/** Of an erased case: where it stood, and nothing that leads to anybody, as its erasure left it. */
async function makeErasedRow(owner: pg.Client, procedure: Procedure, caseId: string): Promise<void> {
  const event = `${sqlName(procedure.compartment)}.event`
  await owner.query(
    `insert into ${projectionName(procedure)} (case_id, case_number, pseudonym, person_pointer, key_id, state, earlier_state, event_no, opened_at, changed_at, erased)
     select e.case_id, gen_random_uuid()::text, substring(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) for 20), '', gen_random_uuid(), e.to_state,
       (select m.from_state from ${event} m where m.case_id = e.case_id and m.from_state is distinct from m.to_state order by m.no desc limit 1),
       e.no, (select o.recorded_at from ${event} o where o.case_id = e.case_id and o.no = 1), e.recorded_at, true
     from ${event} e where e.case_id = $1 order by e.no desc limit 1`,
    [caseId],
  )
}

interface Row {
  readonly caseId: string
  readonly sealed: Buffer | null
  readonly columns: Readonly<Record<string, unknown>>
}

async function rewriteRow(owner: pg.Client, procedure: Procedure, { caseId, sealed, columns }: Row): Promise<void> {
  const table = projectionName(procedure)
  const names = Object.keys(columns)
  const [set, made] = [names.join(', '), names.map((name) => `r.${name}`).join(', ')]
  await owner.query(
    `update ${table} p set sealed = $3, (${set}) = (select ${made} from jsonb_populate_record(null::${table}, $2::jsonb) r)
     where p.case_id = $1`,
    [caseId, JSON.stringify(columns), sealed],
  )
  const soonest = soonestTimes(procedure)
  await owner.query(
    `update ${table} p set (${soonest.columns.join(', ')}) = (${soonest.select} from ${sqlName(procedure.compartment)}.clock k
       where k.case_id = $1 and k.stopped_at is null and k.kind = 'protective') where p.case_id = $1`,
    [caseId],
  )
}

async function rewriteClocks(
  owner: pg.Client,
  procedure: Procedure,
  { caseId, clocks }: { readonly caseId: string; readonly clocks: readonly StandingClock[] },
): Promise<void> {
  const table = `${sqlName(procedure.compartment)}.clock`
  await owner.query(
    `delete from ${table} k where k.case_id = $1 and (k.rule, k.run) not in (select x.rule, x.run from jsonb_to_recordset($2) x (rule text, run integer))`,
    [caseId, JSON.stringify(clocks.map(({ rule, run }) => ({ rule, run })))],
  )
  for (const { rule, run, kind, mode, thereupon, startedAt, dueAt, stoppedAt, standing } of clocks)
    await owner.query(
      `insert into ${table} as k (procedure, case_id, rule, run, kind, mode, thereupon, started_at, due_at, stopped_at, breached_at)
         values ($1, $2::uuid, $3::text, $4::integer, $5, $6, $7, $8, $9, $10::timestamptz, case when $10::timestamptz is not null
         or exists (select from ${table}_effect f where (f.case_id, f.rule, f.run, f.effect) = ($2::uuid, $3::text, $4::integer, 'due')) then $11::timestamptz end)
       on conflict (case_id, rule, run) do update set (kind, mode, thereupon, started_at, due_at, stopped_at, breached_at)
         = (excluded.kind, excluded.mode, excluded.thereupon, excluded.started_at, excluded.due_at, excluded.stopped_at, coalesce(k.breached_at, excluded.breached_at))`,
      [
        ...[procedure.name, caseId, rule, run, kind, mode, thereupon, startedAt.toString(), dueAt.toString()],
        stoppedAt?.toString() ?? null,
        // One that is over and not acted on is left to the scheduler.
        standing === 'breached' || standing === 'recordedLate' ? dueAt.toString() : null,
      ],
    )
}

async function rewriteHolds(
  owner: pg.Client,
  procedure: Procedure,
  { caseId, placed }: { readonly caseId: string; readonly placed: readonly ExpectedHold[] },
): Promise<void> {
  const table = `${sqlName(procedure.compartment)}.placed_hold`
  const standing = placed.filter(({ stands }) => stands)
  await owner.query(
    `update ${table} set lifted_at = clock_timestamp() where case_id = $1 and lifted_at is null and rule <> all($2)`,
    [caseId, placed.map(({ rule }) => rule)],
  )
  for (const { rule, hold, mode, placedAt, least, most } of standing)
    await owner.query(
      `insert into ${table} (procedure, case_id, rule, hold, mode, placed_at, least_until, most_until) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (case_id, rule) where lifted_at is null do update set (hold, mode, placed_at) = (excluded.hold, excluded.mode, excluded.placed_at)`,
      [
        procedure.name,
        caseId,
        rule,
        hold,
        mode,
        placedAt.toString(),
        least?.toString() ?? null,
        most?.toString() ?? null,
      ],
    )
}

async function rewriteGates(register: Register, owner: pg.Client): Promise<void> {
  for (const { compartment, pseudonym, hold, should } of await wrongGates(register)) {
    await owner.query(
      `insert into ${sqlName(compartment)}.hold_gate (pseudonym, hold, standing, since) values (decode($1, 'hex'), $2, $3, clock_timestamp())
       on conflict (pseudonym, hold) do update set (standing, since, steps_when_held)
         = (excluded.standing, coalesce(hold_gate.since, excluded.since), hold_gate.steps)`,
      [pseudonym, hold, should],
    )
    await appendOwn(owner, 'register', 'register.rebuilt', { compartment, hold, differed: ['gate'] })
  }
}
