/**
 * Brings the declared procedures into the database: tables where there are none yet, functions anew where they are not those
 * of the declarations, modes and limits. A procedure whose tables would have to change is refused:
 * that is a migration, made, shown and reviewed by people.
 */
import type pg from 'pg'
import { type CountryPack, isWorkingDay, officeId } from '../countries/index.ts'
import type { Compartment, Procedure } from '../procedures/index.ts'
import { CannotStart } from '../store/index.ts'
import { functionsIn, unlessAsLeft } from './as-left.ts'
import { wordFunction } from './breaches/functions.ts'
import { breachLeaf } from './breaches/leaf.ts'
import { aroundFunction } from './commit/elsewhere.ts'
import { fireFunction } from './commit/fire.ts'
import { commitFunction, type Surroundings } from './commit/function.ts'
import { hearingFunctions, repeatFunction } from './commit/hearing.ts'
import { hiddenCompartments } from './commit/log-of.ts'
import { breachNotices } from './commit/notices.ts'
import { issueCodeFunction, openFunctions } from './commit/open.ts'
import { passedFunction } from './commit/passage.ts'
import { holdTargets, placingFunction, tickFunction } from './commit/placing.ts'
import { arrivedFunction } from './commit/reach.ts'
import type { Modes } from './commit/rule.ts'
import { secondsFunctions } from './commit/seconds.ts'
import { settledFunction, wakeFunction } from './commit/settling.ts'
import { noteUnmovedFunction } from './commit/unmoved.ts'
import { erasureFunctions } from './erasure/functions.ts'
import {
  declarationName,
  hashOf,
  type Installed,
  installedIn,
  noteDeclarations,
  refuseUnmigrated,
} from './installed.ts'
import { oversightFunctions } from './oversight/functions.ts'
import { reportFunctions } from './people/reports/functions.ts'
import { lookupFunctions, peopleFunctions } from './people/statements.ts'
import { installPlaces } from './place-list.ts'
import { mixGatesFunction, mixRecordsFunction } from './statistics/mixing.ts'
import { breachesTable, clocksTable } from './statistics/period.ts'
import { STATISTICS_SCHEMA, statisticsFunctions, statisticsTable } from './statistics/record.ts'
import { samePersonFunctions } from './statistics/same-person.ts'
import { compartmentTables } from './tables/compartment.ts'
import { sqlName } from './tables/names.ts'
import { projectionTables } from './tables/projection.ts'

export interface Installation {
  readonly procedures: readonly Procedure[]
  /** Rules about a place ask the list of the pack, where it has one. Figures know of a place or a school the region of its office alone. */
  readonly pack: Pick<CountryPack, 'timeZone' | 'workingCalendar'> & Partial<Pick<CountryPack, 'offices' | 'places'>>
  readonly modes: (procedure: Procedure) => Modes
  /** The day for which limits are in force. */
  readonly today: Temporal.PlainDate
}

/** Of processes that start at once one installs. */
const INSTALL_LOCK = 7_318_349_394_480

/** Every function of the registers, as one text that makes them: needs no database, and takes a tenth of a second. */
export function functionsText(what: Installation): string {
  return allFunctions(what).join('\n;\n')
}

/** Installs in one transaction of the owner; the same declarations again change nothing. */
export async function installRegisters(
  owner: pg.Client,
  what: Installation,
  functions = functionsText(what),
): Promise<void> {
  await owner.query('begin')
  try {
    await lockInstallation(owner)
    await installCalendar(owner, what.pack, what.today)
    if (what.pack.places !== undefined) await installPlaces(owner, what.pack.places)
    const there = await installedIn(owner)
    refuseUnmigrated(what.procedures, there)
    for (const compartment of compartmentsOf(what.procedures))
      await installOnce(owner, there, compartmentShape(compartment))
    for (const procedure of what.procedures) await installOnce(owner, there, procedureShape(procedure))
    await installHidden(owner, what.procedures)
    await installOnce(owner, there, { name: 'statistics', statements: STATISTICS_SCHEMA })
    for (const procedure of what.procedures) await installOnce(owner, there, statisticsShape(procedure))
    await noteDeclarations(
      owner,
      what.procedures.filter((one) => !there.has(declarationName(one))),
    )
    await installFunctions(owner, what, functions)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

/** Of processes that start at once one installs; until the end of the transaction. */
export async function lockInstallation(owner: pg.Client): Promise<void> {
  await owner.query('select pg_advisory_xact_lock($1)', [INSTALL_LOCK])
}

/** Makes every function anew, unless they are those of the declarations. Inside the caller's transaction. */
export async function installFunctions(
  owner: pg.Client,
  what: Installation,
  functions = functionsText(what),
): Promise<void> {
  const schemas = [...compartmentsOf(what.procedures).map(sqlName), 'statistics']
  const made = { on: 'schema register', from: functions, live: functionsIn(schemas) } as const
  await unlessAsLeft(owner, made, async () => void (await owner.query(functions)))
}

/** The compartments in which the procedures and their sub-records lie. */
export function compartmentsOf(procedures: readonly Procedure[]): readonly Compartment[] {
  return [...new Set(procedures.flatMap((one) => [one.compartment, ...Object.values(one.parts)]))]
}

function allFunctions(what: Installation): readonly string[] {
  return [
    ...what.procedures.flatMap((procedure) => functionsOf(what, procedure)),
    ...samePersonFunctions(what.procedures),
    mixRecordsFunction(what.procedures),
    ...compartmentsOf(what.procedures).flatMap((compartment) =>
      sharedFunctions(
        compartment,
        what.procedures.filter((one) => one.compartment === compartment),
      ),
    ),
  ]
}

/** Those of a compartment, for all procedures in it. */
function sharedFunctions(compartment: Compartment, inIt: readonly Procedure[]): readonly string[] {
  const always = [...breachLeaf(compartment, inIt), ...breachNotices(compartment, inIt)]
  if (inIt.length === 0) return always
  return [
    ...always,
    ...[fireFunction(compartment, inIt), settledFunction(compartment), repeatFunction(compartment)],
    ...[
      passedFunction(compartment),
      arrivedFunction(compartment),
      mixGatesFunction(compartment),
      ...lookupFunctions(compartment, inIt),
    ],
    ...oversightFunctions(compartment, inIt),
  ]
}

/** In the order in which one calls another. */
function functionsOf(what: Installation, procedure: Procedure): readonly string[] {
  const around = surroundings(what, procedure)
  return [
    placingFunction(procedure, around.modes, around.targets),
    tickFunction(procedure),
    ...statisticsFunctions(procedure, regionsOf(what.pack)),
    commitFunction(procedure, around),
    ...openFunctions(procedure),
    ...erasureFunctions(procedure),
    ...peopleFunctions(procedure),
    ...reportFunctions(procedure, around.targets),
    aroundFunction(procedure),
    ...secondsFunctions(procedure),
    ...hearingFunctions(procedure),
    wakeFunction(procedure, around.modes),
    issueCodeFunction(procedure),
    wordFunction(procedure),
    noteUnmovedFunction(procedure),
  ]
}

function surroundings(what: Installation, procedure: Procedure): Surroundings {
  const { procedures } = what
  return { modes: what.modes(procedure), targets: holdTargets(procedures), procedures }
}

/** What makes the tables of a compartment or a procedure. */
export interface Shape {
  readonly name: string
  readonly statements: readonly string[]
}

/** The firewall enters looks there so that nobody can count them. */
async function installHidden(owner: pg.Client, procedures: readonly Procedure[]): Promise<void> {
  const hidden = hiddenCompartments(procedures)
  await owner.query('delete from firewall.hidden_in_number where compartment <> all ($1)', [hidden])
  await owner.query('insert into firewall.hidden_in_number select unnest($1::text[]) on conflict do nothing', [hidden])
}

const compartmentShape = (compartment: Compartment): Shape => ({
  name: `compartment ${compartment}`,
  statements: compartmentTables(compartment),
})

export const procedureShape = (procedure: Procedure): Shape => ({
  name: `procedure ${procedure.name}`,
  statements: projectionTables(procedure),
})

export const statisticsShape = (procedure: Procedure): Shape => ({
  name: `statistics of ${procedure.name}`,
  statements: [...statisticsTable(procedure), ...clocksTable(procedure), ...breachesTable(procedure)],
})

function regionsOf({ offices }: Installation['pack']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (offices ?? []).flatMap(({ code, region }) => (region === null ? [] : [[officeId(code), region]])),
  )
}

async function installOnce(owner: pg.Client, installed: Installed, { name, statements }: Shape): Promise<void> {
  const sha256 = shapeHash({ name, statements })
  const there = installed.get(name)
  if (there !== undefined && there !== sha256)
    throw new CannotStart(
      `The tables of the ${name} in the database are those of another version of this program. Nothing was changed. Start the version that made them.`,
    )
  if (there !== undefined) return
  await owner.query(statements.join('\n;\n'))
  await owner.query('insert into register.installed (name, sha256) values ($1, $2)', [name, sha256])
}

export function shapeHash({ statements }: Shape): string {
  return hashOf(statements.join(';\n'))
}

/** How far around this year the calendar is laid out, whole years: clocks of past cases are recomputed, those of today reach ahead. */
const YEARS_BACK = 10
const YEARS_AHEAD = 12

async function installCalendar(owner: pg.Client, pack: Installation['pack'], today: Temporal.PlainDate): Promise<void> {
  await owner.query(
    'insert into register.home (time_zone) values ($1) on conflict (single) do update set time_zone = excluded.time_zone',
    [pack.timeZone],
  )
  const { year } = today
  const from = JSON.stringify({ calendar: pack.workingCalendar, year, YEARS_BACK, YEARS_AHEAD })
  const live = {
    text: "select md5(string_agg(concat_ws(' ', day, working, ordinal), ',' order by day)) as digest from register.calendar_day",
  }
  await unlessAsLeft(owner, { on: 'table register.calendar_day', from, live }, async () => {
    const days = calendarDays(pack, year)
    await owner.query('delete from register.calendar_day')
    await owner.query(
      'insert into register.calendar_day (day, working, ordinal) select * from unnest($1::date[], $2::boolean[], $3::int[])',
      [days.map(({ on }) => on.toString()), days.map(({ working }) => working), days.map(({ ordinal }) => ordinal)],
    )
  })
}

interface CalendarDay {
  readonly on: Temporal.PlainDate
  readonly working: boolean
  readonly ordinal: number
}

function calendarDays(pack: Installation['pack'], year: number): readonly CalendarDay[] {
  const days: CalendarDay[] = []
  const last = Temporal.PlainDate.from({ year: year + YEARS_AHEAD, month: 12, day: 31 })
  let ordinal = 0
  for (
    let on = Temporal.PlainDate.from({ year: year - YEARS_BACK, month: 1, day: 1 });
    Temporal.PlainDate.compare(on, last) <= 0;
    on = on.add({ days: 1 })
  ) {
    const working = isWorkingDay(pack.workingCalendar, on)
    if (working) ordinal++
    days.push({ on, working, ordinal })
  }
  return days
}
