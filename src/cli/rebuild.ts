/**
 * `observance rebuild`: every case made anew from its events, beside what the register shows. `--check` compares; `--write`
 * writes what the events say, once the logs have proved them.
 */
import { type LogName, logSettings } from '../ledger/index.ts'
import { type Difference, EventsNotProved, projectionDifferences, RowsGone, rewriteCases } from '../register/index.ts'
import { readSettings, type Store } from '../store/index.ts'
import { Refused, WrongUse } from './refused.ts'
import { registerIn } from './with-register.ts'
import { withStore } from './with-store.ts'

export interface RebuildOptions {
  readonly check?: boolean
  readonly write?: boolean
}

/** Prints each difference by case number and column. Refuses (exit code 1): with `--check` where there is one, with `--write` where the events are not proved. */
export async function rebuildCommand({ check = false, write = false }: RebuildOptions): Promise<void> {
  if (check === write)
    throw new WrongUse('Say --check, to compare the cases with their events, or --write, to write them anew.')
  await withStore(check ? checked : written)
}

async function checked(store: Store): Promise<void> {
  const found = await projectionDifferences(await registerIn(store))
  print(found)
  if (found.length > 0)
    throw new Refused(
      `${found.length} differences between the cases and their events. The events are the truth; nothing was changed.`,
    )
  console.log('Every case is as its events say: rows, sealed facts, clocks and holds.')
}

async function written(store: Store): Promise<void> {
  const { dataFolder } = readSettings()
  const settingsOf = (log: LogName) =>
    logSettings(log, { dataFolder, key: store.key, authority: process.env.OBSERVANCE_AUTHORITY })
  const register = await registerIn(store)
  const owner = await store.ownerClient()
  try {
    const found = await rewriteCases(register, { owner, settingsOf })
    print(found)
    console.log(
      found.length === 0
        ? 'Every case is as its events say. Nothing was written.'
        : `${found.length} differences are gone: the cases are as their events say, and the log has an entry of each that was written.`,
    )
  } catch (error) {
    if (error instanceof RowsGone) {
      print(error.cases)
      throw new Refused(
        `${error.message}: nothing was written. Put back a backup from before the rows were gone ("observance restore").`,
      )
    }
    if (!(error instanceof EventsNotProved)) throw error
    throw new Refused(
      `${error.message}: the events cannot be proved, so nothing is made of them and nothing was written. "observance ledger check" names what differs.`,
    )
  } finally {
    await owner.end()
  }
}

function print(found: readonly Difference[]): void {
  for (const { procedure, caseNumber, column, what } of found)
    console.log(`${procedure} ${caseNumber ?? '-'} ${column}: ${what}`)
}
