/**
 * Gives indicators the figures that follow from the releases themselves: in the transaction of a release or a withdrawal, and when a
 * day of the calendar has passed without one. The same again writes nothing.
 */
import type { CountryPack } from '../../countries/index.ts'
import { acceptComputedValue, lockIndicator, RELEASE_CALENDAR } from '../../obligations/index.ts'
import {
  type OutRelease,
  periodsOf,
  type ReleasedTable,
  type Releases,
  readReleasedTable,
  releaseFigure,
  STATISTICS_READER,
} from '../../statistics/index.ts'
import { asActor, Invalid, NotFound, StepRefused, type Store, type Tx } from '../../store/index.ts'

interface Telling {
  readonly pack: CountryPack
  readonly now: Temporal.Instant
  readonly tell: (line: string) => void
}

/** Whatever follows from the days that have passed. */
export async function feedFromCalendar(store: Store, telling: Telling): Promise<void> {
  if (formulasOf(telling).length === 0) return
  await asActor(store.web, STATISTICS_READER, 'figures.of-releases', (tx) => feedOfReleases(tx, telling))
}

/** The same where one of those tables counts for anything required. */
export async function feedAfterRelease(tx: Tx, released: readonly ReleasedTable[], telling: Telling): Promise<void> {
  const counted = new Set(telling.pack.tables.flatMap(({ computedBy }) => computedBy))
  const counting = released.filter((one) => one.outside !== undefined || counted.has(one.table))
  if (counting.length === 0) return
  await feedOfReleases(tx, telling, new Set(counting.flatMap(periodsOf).map((period) => Number(period.slice(0, 4)))))
}

/** Figures of the running year and of the last, and of others that are told already where something of them changed. */
export async function feedOfReleases(
  tx: Tx,
  telling: Telling,
  changed: ReadonlySet<number> = new Set(),
): Promise<void> {
  const formulas = formulasOf(telling)
  if (formulas.length === 0) return
  const { pack, now, tell } = telling
  const today = now.toZonedDateTimeISO(pack.timeZone).toPlainDate()
  // Of two at a time the second counts what the first released.
  for (const [name] of formulas) await lockIndicator(tx, name)
  const known = await releasesNow(tx, pack)
  const told = await toldOf(
    tx,
    formulas.map(([name]) => name),
  )
  for (const [indicator, formula] of formulas)
    for (const year of yearsOf(today, changed, told.get(indicator) ?? [])) {
      const figure = releaseFigure(formula, year, known, today)
      // Where nothing is left, what was told is withdrawn with its release.
      if (figure === null || figure.value === null) continue
      const { cells, ...rest } = figure
      const computedFrom = { table: RELEASE_CALENDAR, release: `${year}`, formula: formula.version, cells }
      const value = { indicator, period: `${year}`, ...rest, computedFrom, isExact: true, audience: 'public' } as const
      try {
        await acceptComputedValue(tx, value)
      } catch (error) {
        if (!(error instanceof StepRefused || error instanceof Invalid || error instanceof NotFound)) throw error
        tell(`the indicator ${indicator} takes no figure of the releases of ${year}: ${error.message}`)
      }
    }
}

/** By name: whoever locks several locks them in one order. */
function formulasOf({ pack }: Telling) {
  return Object.entries(pack.publishing?.ofReleases ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1))
}

function yearsOf(
  { year }: Temporal.PlainDate,
  changed: ReadonlySet<number>,
  told: readonly number[],
): readonly number[] {
  // What is due thirty days after its period may be due in the year after.
  const others = told.filter((one) => changed.has(one) || changed.has(one - 1))
  return [...new Set([...others, year - 1, year])].toSorted((one, other) => one - other)
}

async function toldOf(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await tx
    .selectFrom('indicator_value')
    .select(['indicator', 'period'])
    .where('indicator', 'in', [...names])
    .where('provenance', '=', 'computed')
    .where('demonstration', '=', false)
    .where('superseded_by', 'is', null)
    .execute()
  const byName = Map.groupBy(rows, ({ indicator }) => indicator)
  return new Map([...byName].map(([name, own]) => [name, own.map(({ period }) => Number(period))]))
}

/** Every release that stands, and the days that were announced. */
async function releasesNow(tx: Tx, pack: CountryPack): Promise<Releases> {
  const rows = await tx
    .selectFrom('table_release')
    .select(['table_name', 'release', 'period', 'issued_at', 'outside'])
    .select((eb) => eb.case().when('import', 'is', null).then(null).else(eb.ref('document')).end().as('document'))
    .where('withdrawn_at', 'is', null)
    .orderBy('issued_at')
    .execute()
  const plans = await tx.selectFrom('release_plan').select(['table_name', 'period', 'first_planned_on']).execute()
  return {
    required: pack.tables,
    authority: pack.parts.statistics,
    firstPlanned: new Map(
      plans.map((plan) => [`${plan.table_name} ${plan.period}`, Temporal.PlainDate.from(plan.first_planned_on)]),
    ),
    out: rows.map(
      (row): OutRelease => ({
        ...{ table: row.table_name, release: row.release },
        periods: row.document === null ? [row.period] : periodsOf(readReleasedTable(row.document)),
        releasedOn: row.issued_at.toZonedDateTimeISO(pack.timeZone).toPlainDate(),
        answers: (row.outside as unknown as { readonly answers: readonly string[] } | null)?.answers ?? null, // as takeTable wrote it
      }),
    ),
  }
}
