/**
 * Makes every case anew from its events and compares: rows, sealed facts, clocks, bits. Reads on the watchdog's login and
 * changes nothing; whatever is found, the events are the truth.
 */
import { sql } from 'kysely'
import { openPointer, pseudonymOf } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { eventFrom } from '../case-file.ts'
import { holdTargets } from '../commit/placing.ts'
import type { Register } from '../register.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { sqlName } from '../tables/names.ts'
import { discrepancies } from '../watchdog.ts'
import { anchoredColumns } from './anchored.ts'
import { type ExpectedCase, type ExpectedHold, expectedCase } from './expected.ts'
import { bytesOf, type GoneCase, goneCases, type StoredCase, storedCases } from './stored-case.ts'

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
    for (const gone of await goneCases(register, procedure)) {
      found.push(rowIsGone(gone))
      countGone(register, gone, gates)
    }
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

/** What stands at the gates stands by the events, whether the row is there or not. */
function countGone(register: Register, { procedure, stored }: GoneCase, gates: Map<string, number>): void {
  if (stored === null) return
  try {
    countGates(register, stored, madeAnew(register, procedure, stored).expected, gates)
  } catch {
    // No history: that the row is gone has been said.
  }
}

/** That the row of a case is gone. */
export function rowIsGone({ procedure, caseId, stored }: GoneCase): Difference {
  return {
    ...{ procedure: procedure.name, caseNumber: stored?.row.case_number ?? null, caseId, column: 'row' },
    what: `of case ${caseId} is gone, and its events are there`,
  }
}

type AnchoredCase = ReturnType<typeof madeAnew>['expected']

/** The case from its events, with the key under which it lies. Throws where they are no history. */
export function madeAnew(register: Register, procedure: Procedure, stored: StoredCase) {
  const { row, events, now } = stored
  const anchored = anchoredColumns(register, procedure, stored)
  const key = register.vault.read(anchored.key_id as KeyId) // as the vault gave it
  const history = events.map((event) => eventFrom(procedure, row.case_id, key, event))
  const { calendar } = register
  const expected = expectedCase(procedure, history, { modes: register.modesOf(procedure), calendar, now })
  return { key, history, expected: { ...expected, columns: { ...anchored, ...expected.columns } } }
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
  let expected: AnchoredCase
  let key: Buffer
  try {
    ;({ key, expected } = madeAnew(register, procedure, stored))
  } catch (error) {
    return [say('events', `no history: ${error instanceof Error ? error.message : String(error)}`)]
  }
  countGates(register, stored, expected, gates)
  return [
    ...Object.entries(expected.columns)
      .filter(([column, value]) => !isSame(row[column], value))
      .map(([column, value]) => say(column, `is ${shown(row[column])}, the events say ${shown(value)}`)),
    ...givenDiffers(stored).map((what) => say('given', what)),
    ...sealedDiffers(procedure, stored, key, expected).map((what) => say('sealed facts', what)),
    ...holdsDiffer(stored, expected.placed).map(({ hold, what }) => say(`hold ${hold}`, what)),
  ]
}

/** Of texts that stand there, one that a number of a case or a code never is. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:/

/** The database keeps microseconds; what was typed may be finer. */
function isSame(stored: unknown, expected: unknown): boolean {
  const value = expected ?? null
  if (value instanceof Temporal.Instant) return typeof stored === 'string' && isSameMoment(stored, value)
  if (typeof value === 'string' && typeof stored === 'string' && MOMENT.test(value) && MOMENT.test(stored))
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
  { placed }: StoredCase,
  expected: AnchoredCase,
  gates: Map<string, number>,
): void {
  const targets = holdTargets(register.procedures)
  for (const { rule, hold, mode, stands } of expected.placed) {
    if (mode === 'record' || !(stands || placed.some((one) => one.rule === rule))) continue
    const base = openPointer(register.keyOf, bytesOf(expected.columns.person_pointer))
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
      countGates(register, stored, madeAnew(register, procedure, stored).expected, gates)
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
