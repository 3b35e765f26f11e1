/**
 * Makes every case anew from its events and compares: rows, sealed facts, clocks, bits. Reads on the watchdog's login and
 * changes nothing; whatever is found, the events are the truth.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { openPointer, pseudonymOf } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Tx } from '../../store/index.ts'
import { eventFrom, StoredEvent } from '../case-file.ts'
import { holdTargets } from '../commit/placing.ts'
import type { Register } from '../register.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { plainColumns } from '../tables/columns.ts'
import { sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { discrepancies } from '../watchdog.ts'
import { type ExpectedCase, type ExpectedHold, expectedCase } from './expected.ts'

/** What is not as the events have it. */
export interface Difference {
  readonly procedure: string
  /** Null for a bit of a person that no case accounts for. */
  readonly caseNumber: string | null
  readonly caseId: string | null
  /** "state", "sealed facts", "clock D3.judge", "hold removalSuspended" */
  readonly column: string
  readonly what: string
}

/** Every difference in all procedures; nothing where the register is what its events say. */
export async function projectionDifferences(register: Register): Promise<readonly Difference[]> {
  const found: Difference[] = []
  const gates = new Map<string, number>()
  for (const procedure of register.procedures) {
    const cases = await register.firewall.asWatchdog((tx) => storedCases(tx, procedure))
    const numbers = new Map(cases.map((one) => [one.row.case_id, one.row.case_number]))
    found.push(...(await rowsGone(register, procedure)))
    for (const stored of cases) found.push(...compareCase(register, procedure, stored, gates))
    // That nobody has acted yet is the scheduler's fault, not the row's.
    for (const { caseId, rule, what } of await discrepancies(register, procedure))
      if (what !== 'not-fired')
        found.push({
          procedure: procedure.name,
          caseNumber: numbers.get(caseId) ?? null,
          caseId,
          column: `clock ${rule}`,
          what,
        })
  }
  return [...found, ...(await comparedGates(register, gates)).map(gateDiffers)]
}

/** Cases of which there are events and no row: nobody finds them, and their times would run out unseen. */
export async function rowsGone({ firewall }: Register, procedure: Procedure): Promise<readonly Difference[]> {
  const { rows } = await firewall.asWatchdog((tx) =>
    sql<{ caseId: string }>`
      select e.case_id as "caseId" from ${sql.id(sqlName(procedure.compartment), 'event')} e
      where e.procedure = ${procedure.name} and e.no = 1
        and not exists (select from ${sql.raw(projectionName(procedure))} p where p.case_id = e.case_id) order by 1`.execute(
      tx,
    ),
  )
  return rows.map(({ caseId }) => ({
    ...{ procedure: procedure.name, caseNumber: null, caseId, column: 'row' },
    what: `of case ${caseId} is gone, and its events are there`,
  }))
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const bytes = z.string().transform((text) => Buffer.from(text.slice(2), 'hex'))

const Row = z.looseObject({
  case_id: z.string(),
  case_number: z.string(),
  key_id: z.string(),
  person_pointer: bytes,
  sealed: bytes.nullable(),
  given: z.array(z.string()),
})

const StoredCase = z.object({
  row: Row,
  now: instant,
  events: z.array(StoredEvent),
  placed: z.array(z.object({ rule: z.string(), hold: z.string(), mode: z.string(), placed_at: instant })),
})
export type StoredCase = z.infer<typeof StoredCase>

/** The columns of the row that events give, and those by which it is opened. */
export function rebuiltColumns(procedure: Procedure): readonly string[] {
  return [
    ...[
      'case_id',
      'case_number',
      'key_id',
      'person_pointer',
      'state',
      'earlier_state',
      'event_no',
      'opened_at',
      'changed_at',
    ],
    ...['sealed', 'given', 'erased'],
    ...plainColumns(procedure).map(({ column }) => column),
  ]
}

/** A case as it is stored; null where it is not there, or erased. */
export async function storedCase(register: Register, procedure: Procedure, caseId: string): Promise<StoredCase | null> {
  const [found] = await register.firewall.asWatchdog((tx) => storedCases(tx, procedure, caseId))
  return found ?? null
}

async function storedCases(tx: Tx, procedure: Procedure, caseId?: string): Promise<readonly StoredCase[]> {
  const schema = sqlName(procedure.compartment)
  const columns = sql.join(rebuiltColumns(procedure).map((column) => sql`p.${sql.id(column)}`))
  const { rows } = await sql<{ stored: unknown }>`
    select jsonb_build_object('row', (select to_jsonb(r) from (select ${columns}) r), 'now', clock_timestamp(),
      'events', (select coalesce(jsonb_agg(to_jsonb(e) order by e.no), '[]') from ${sql.id(schema, 'event')} e where e.case_id = p.case_id),
      'placed', (select coalesce(jsonb_agg(jsonb_build_object('rule', h.rule, 'hold', h.hold, 'mode', h.mode, 'placed_at', h.placed_at)), '[]')
        from ${sql.id(schema, 'placed_hold')} h where h.case_id = p.case_id and h.lifted_at is null)) as stored
    from ${sql.raw(projectionName(procedure))} p where not p.erased and ${caseId === undefined ? sql`true` : sql`p.case_id = ${caseId}`}`.execute(
    tx,
  )
  return rows.map(({ stored }) => StoredCase.parse(stored))
}

/** The case from its events, with the key under which it lies. Throws where they are no history. */
export function madeAnew(register: Register, procedure: Procedure, { row, events, now }: StoredCase) {
  const key = register.vault.read(row.key_id as KeyId) // as the vault gave it
  const history = events.map((event) => eventFrom(procedure, row.case_id, key, event))
  const { calendar } = register
  const expected = expectedCase(procedure, history, { modes: register.modesOf(procedure), calendar, now })
  return { key, history, expected }
}

function compareCase(
  register: Register,
  procedure: Procedure,
  stored: StoredCase,
  gates: Map<string, number>,
): readonly Difference[] {
  const { row } = stored
  const say = (column: string, what: string): Difference => ({
    ...{ procedure: procedure.name, caseNumber: row.case_number, caseId: row.case_id, column, what },
  })
  let expected: ExpectedCase
  let key: Buffer
  try {
    ;({ key, expected } = madeAnew(register, procedure, stored))
  } catch (error) {
    return [say('events', `no history: ${error instanceof Error ? error.message : String(error)}`)]
  }
  countGates(register, stored, expected.placed, gates)
  return [
    ...Object.entries(expected.columns)
      .filter(([column, value]) => !isSame(row[column], value))
      .map(([column, value]) => say(column, `is ${shown(row[column])}, the events say ${shown(value)}`)),
    ...givenDiffers(stored).map((what) => say('given', what)),
    ...sealedDiffers(procedure, stored, key, expected).map((what) => say('sealed facts', what)),
    ...holdsDiffer(stored, expected.placed).map(({ hold, what }) => say(`hold ${hold}`, what)),
  ]
}

/** The database keeps microseconds; what was typed may be finer. */
function isSame(stored: unknown, expected: unknown): boolean {
  const value = expected ?? null
  if (value instanceof Temporal.Instant) return typeof stored === 'string' && isSameMoment(stored, value)
  if (typeof value === 'string' && typeof stored === 'string' && value.includes('T') && stored.includes('T'))
    return isSameMoment(stored, Temporal.Instant.from(value))
  return JSON.stringify(stored ?? null) === JSON.stringify(value)
}

function isSameMoment(stored: string, expected: Temporal.Instant): boolean {
  return Math.abs(Number(Temporal.Instant.from(stored).epochNanoseconds - expected.epochNanoseconds)) < 1000
}

function shown(value: unknown): string {
  return value === undefined || value === null ? 'empty' : String(value)
}

function givenDiffers({ row, events }: StoredCase): readonly string[] {
  const told = new Set(events.flatMap(({ given }) => given))
  const lost = [...told].filter((name) => !row.given.includes(name))
  const invented = row.given.filter((name) => !told.has(name))
  return [...lost.map((name) => `${name} is not there`), ...invented.map((name) => `${name} is in no event`)]
}

/** What was sealed is never printed: only the name of the fact that differs. */
function sealedDiffers(
  procedure: Procedure,
  { row }: StoredCase,
  key: Buffer,
  { sealedFacts }: ExpectedCase,
): readonly string[] {
  const names = Object.keys(sealedFacts)
  if (row.sealed === null) return names.map((name) => `${name} is not there`)
  try {
    const stored = unseal(key, [procedure.name, row.case_id, 'facts'], row.sealed) as Readonly<Record<string, unknown>>
    const both = new Set([...names, ...Object.keys(stored)])
    return [...both]
      .filter((name) => JSON.stringify(stored[name]) !== JSON.stringify(sealedFacts[name]))
      .map((name) => `${name} is not as the events have it`)
  } catch {
    return ['they do not open']
  }
}

function holdsDiffer({ placed }: StoredCase, expected: readonly ExpectedHold[]) {
  return [
    ...placed
      .filter(({ rule }) => !expected.some((one) => one.rule === rule))
      .map(({ hold, rule }) => ({ hold, what: `stands by ${rule}, and no event places it` })),
    ...expected.flatMap(({ rule, hold, mode, placedAt, stands }) => {
      const found = placed.find((one) => one.rule === rule)
      if (found === undefined) return stands ? [{ hold, what: `${rule} places it, and it does not stand` }] : []
      const same = found.hold === hold && found.mode === mode && isSameMoment(found.placed_at.toString(), placedAt)
      return same ? [] : [{ hold, what: `${rule} placed it otherwise` }]
    }),
  ]
}

const gateOf = (compartment: string, pseudonym: string, hold: string) => `${compartment} ${pseudonym} ${hold}`

/** Each bit that is placed stands at the gate of the person in every compartment that heeds it. */
function countGates(
  register: Register,
  { row, placed }: StoredCase,
  expected: readonly ExpectedHold[],
  gates: Map<string, number>,
): void {
  const targets = holdTargets(register.procedures)
  for (const { rule, hold, mode, stands } of expected) {
    if (mode === 'record' || !(stands || placed.some((one) => one.rule === rule))) continue
    const base = openPointer(register.keyOf, row.person_pointer)
    for (const target of targets[hold as keyof typeof targets] ?? []) {
      const compartment = register.procedures.find((one) => one.compartment === target)?.compartment
      if (compartment === undefined) continue
      const gate = gateOf(compartment, pseudonymOf(register.keyOf, compartment, base).toString('hex'), hold)
      gates.set(gate, (gates.get(gate) ?? 0) + 1)
    }
  }
}

/** A bit of a person in a compartment that heeds it, which stands otherwise than the cases that place it say. */
export interface WrongGate {
  readonly compartment: string
  /** Hexadecimal. */
  readonly pseudonym: string
  readonly hold: string
  /** Null where there is no row. */
  readonly standing: number | null
  readonly should: number
}

/** The gates that are not as the events have it. */
export async function wrongGates(register: Register): Promise<readonly WrongGate[]> {
  const gates = new Map<string, number>()
  for (const procedure of register.procedures)
    for (const stored of await register.firewall.asWatchdog((tx) => storedCases(tx, procedure)))
      countGates(register, stored, madeAnew(register, procedure, stored).expected.placed, gates)
  return comparedGates(register, gates)
}

async function comparedGates(register: Register, expected: ReadonlyMap<string, number>): Promise<readonly WrongGate[]> {
  const found: WrongGate[] = []
  const seen = new Set<string>()
  for (const compartment of new Set(register.procedures.map((one) => one.compartment))) {
    const { rows } = await register.firewall.asWatchdog((tx) =>
      sql<{ pseudonym: string; hold: string; standing: number }>`
        select encode(pseudonym, 'hex') as pseudonym, hold, standing from ${sql.id(sqlName(compartment), 'hold_gate')}`.execute(
        tx,
      ),
    )
    for (const row of rows) {
      const gate = gateOf(compartment, row.pseudonym, row.hold)
      seen.add(gate)
      const should = expected.get(gate) ?? 0
      if (row.standing !== should) found.push({ compartment, ...row, should })
    }
  }
  for (const [gate, should] of expected)
    if (!seen.has(gate)) {
      const [compartment = '', pseudonym = '', hold = ''] = gate.split(' ')
      found.push({ compartment, pseudonym, hold, standing: null, should })
    }
  return found
}

function gateDiffers({ compartment, hold, standing, should }: WrongGate): Difference {
  const stands = standing === null ? 'does not stand' : `stands ${standing} times`
  const what = `${stands}, the events say ${should} times`
  return { procedure: compartment, caseNumber: null, caseId: null, column: `gate ${hold}`, what }
}
