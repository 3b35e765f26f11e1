/** `observance rebuild --check`: every case made anew from its events, beside what the register shows. */
import { projectionDifferences } from '../register/index.ts'
import { Refused, WrongUse } from './refused.ts'
import { registerIn } from './with-register.ts'
import { withStore } from './with-store.ts'

/** Prints each difference by case number and column; refuses (exit code 1) where there is one. Changes nothing. */
export async function rebuildCommand({ check }: { readonly check?: boolean }): Promise<void> {
  if (check !== true)
    throw new WrongUse('Say --check: the cases are compared with their events, and nothing is written.')
  await withStore(async (store) => {
    const found = await projectionDifferences(await registerIn(store))
    for (const { procedure, caseNumber, column, what } of found)
      console.log(`${procedure} ${caseNumber ?? '-'} ${column}: ${what}`)
    if (found.length > 0)
      throw new Refused(
        `${found.length} differences between the cases and their events. The events are the truth; nothing was changed.`,
      )
    console.log('Every case is as its events say: rows, sealed facts, clocks and holds.')
  })
}
