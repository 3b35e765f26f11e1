/**
 * Recomputes every clock from the events alone and compares: another process, another login, other code than what wrote the
 * rows. Where the two differ, a time was lost, moved or invented, and people must know.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Procedure, statesOf } from '../procedures/index.ts'
import type { Tx } from '../store/index.ts'
import { eventFrom, StoredEvent } from './case-file.ts'
import { PATIENCE } from './commit/rule.ts'
import { clocksOf, type StandingClock } from './judgement/index.ts'
import type { Register } from './register.ts'
import type { KeyId } from './seal/vault.ts'
import { anchorOf } from './tables/anchor.ts'
import { sqlName } from './tables/names.ts'
import { projectionName } from './tables/projection.ts'

/** A clock that is not in the database as the events have it. */
export interface Discrepancy {
  readonly procedure: string
  readonly caseId: string
  readonly caseNumber: string
  readonly rule: string
  readonly run: number
  readonly what: 'missing' | 'not-in-the-events' | 'other-start' | 'other-end' | 'other-stop' | 'not-fired'
}

const StoredClock = z.object({
  rule: z.string(),
  run: z.number(),
  started_at: z.string().transform((text) => Temporal.Instant.from(text)),
  due_at: z.string().transform((text) => Temporal.Instant.from(text)),
  stopped_at: z.nullable(z.string().transform((text) => Temporal.Instant.from(text))),
  fired: z.boolean(),
})
type StoredClock = z.infer<typeof StoredClock>

/** Cases that are read in one statement, as of one moment. */
const BATCH = 500

/**
 * Every discrepancy of the procedure's cases; with `live` of those alone that go on or have moved within the hour. Cases
 * whose keys are destroyed have no clocks left to compare.
 */
export async function discrepancies(
  register: Register,
  procedure: Procedure,
  of: 'all' | 'live' = 'all',
): Promise<readonly Discrepancy[]> {
  const found: Discrepancy[] = []
  let after: string | null = null
  do {
    const from: string | null = after
    const cases: readonly StoredCase[] = await register.firewall.asWatchdog((tx) =>
      storedCases(tx, procedure, { of, after: from }),
    )
    for (const stored of cases) found.push(...discrepanciesOf(register, procedure, stored))
    after = cases.length < BATCH ? null : (cases.at(-1)?.caseId ?? null)
  } while (after !== null)
  return found
}

function discrepanciesOf(
  register: Register,
  procedure: Procedure,
  { caseId, caseNumber, keyId, now, events, clocks }: StoredCase,
): readonly Discrepancy[] {
  // A row that names another key stops nobody from watching the times of the case.
  const key = register.vault.read((anchorOf(events)?.key_id ?? keyId) as KeyId) // as the vault gave it
  const history = events.map((event) => eventFrom(procedure, caseId, key, event))
  const expected = clocksOf(procedure, register.modesOf(procedure), register.calendar, history, now)
  return compared(procedure, { caseId, caseNumber }, { expected, stored: clocks, now })
}

const StoredCase = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  keyId: z.string(),
  now: z.string().transform((text) => Temporal.Instant.from(text)),
  events: z.array(StoredEvent.extend({ anchor: z.string().nullable() })),
  clocks: z.array(StoredClock),
})

type StoredCase = z.infer<typeof StoredCase>

async function storedCases(
  tx: Tx,
  procedure: Procedure,
  { of, after }: { readonly of: 'all' | 'live'; readonly after: string | null },
): Promise<readonly StoredCase[]> {
  const schema = sqlName(procedure.compartment)
  const live = sql`(not p.state = any(${statesOf(procedure, ['final'])}::text[]) or p.changed_at > clock_timestamp() - interval '1 hour')`
  const { rows } = await sql<{ stored: unknown }>`
    select jsonb_build_object('caseId', p.case_id, 'caseNumber', p.case_number, 'keyId', p.key_id, 'now', clock_timestamp(),
      'events', (select jsonb_agg(to_jsonb(e) order by e.no) from ${sql.id(schema, 'event')} e where e.case_id = p.case_id),
      'clocks', (select coalesce(jsonb_agg(to_jsonb(k) || jsonb_build_object('fired', exists (
          select from ${sql.id(schema, 'clock_effect')} f where (f.case_id, f.rule, f.run, f.effect) = (k.case_id, k.rule, k.run, 'due')))), '[]')
        from ${sql.id(schema, 'clock')} k where k.case_id = p.case_id)) as stored
    from ${sql.raw(projectionName(procedure))} p
    where not p.erased and ${of === 'live' ? live : sql`true`} and (${after}::uuid is null or p.case_id > ${after}::uuid)
    order by p.case_id limit ${BATCH}`.execute(tx)
  return rows.map(({ stored }) => StoredCase.parse(stored))
}

interface Both {
  readonly expected: readonly StandingClock[]
  readonly stored: readonly StoredClock[]
  readonly now: Temporal.Instant
}

function compared(
  procedure: Procedure,
  of: Pick<StoredCase, 'caseId' | 'caseNumber'>,
  { expected, stored, now }: Both,
): readonly Discrepancy[] {
  const say = ({ rule, run }: { readonly rule: string; readonly run: number }, what: Discrepancy['what']) => ({
    ...{ procedure: procedure.name, ...of, rule, run, what },
  })
  const same = (a: { rule: string; run: number }) => (b: { rule: string; run: number }) =>
    a.rule === b.rule && a.run === b.run
  return [
    ...stored.filter((clock) => !expected.some(same(clock))).map((clock) => say(clock, 'not-in-the-events')),
    ...expected.flatMap((clock) => {
      const found = stored.find(same(clock))
      if (found === undefined) return [say(clock, 'missing')]
      return [
        ...(differ(found.started_at, clock.startedAt) ? [say(clock, 'other-start')] : []),
        ...(differ(found.due_at, clock.dueAt) ? [say(clock, 'other-end')] : []),
        ...(differ(found.stopped_at, clock.stoppedAt) ? [say(clock, 'other-stop')] : []),
        ...(isLeft(found, now) ? [say(clock, 'not-fired')] : []),
      ]
    }),
  ]
}

/** The database keeps microseconds. */
function differ(a: Temporal.Instant | null, b: Temporal.Instant | null): boolean {
  if (a === null || b === null) return a !== b
  return Math.abs(a.since(b).total('milliseconds')) >= 1
}

/** Over, and nobody has acted on it: the scheduler hangs, or one of its rules is off. */
function isLeft({ stopped_at, due_at, fired }: StoredClock, now: Temporal.Instant): boolean {
  return stopped_at === null && !fired && Temporal.Instant.compare(due_at.add(PATIENCE), now) < 0
}
