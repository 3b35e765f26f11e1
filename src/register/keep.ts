/**
 * What happens in the registers by itself: ends of time, bits that came or went, bits that have had their time. It may run in
 * many processes, and every page shows what is due without it; it tells people and takes the steps that the law makes happen.
 */
import { inRounds, MORE } from '../store/index.ts'
import { moveWithHolds } from './arrivals.ts'
import { carryAll, settleAll } from './command.ts'
import { databaseDay } from './database-time.ts'
import { closeForDeath } from './death.ts'
import { eraseDue } from './erasure/erase.ts'
import { endHolds } from './hold-ends.ts'
import { repeatAlarms } from './notices.ts'
import { carryReports } from './people/reports/carry.ts'
import type { Register } from './register.ts'
import { fireDue } from './scheduler.ts'
import { wakeForTheDay } from './settle.ts'
import { countPeriod } from './statistics/count-period.ts'
import { mixRows } from './statistics/mixing.ts'
import { pseudonymsForTicks, systemCommands } from './system-command.ts'

const ROUND_MS = 1000
/** A round that brought about so much is followed by the next at once. */
const MUCH = 500
const ROUNDS_OF_AN_ERASURE = 60

/** Rounds until told to stop. A round that fails is told once and tried again. */
export async function keepRegister(
  register: Register,
  { until, tell }: { readonly until: AbortSignal; readonly tell: (line: string) => void },
): Promise<void> {
  let wokenOn = ''
  let rounds = 0
  const due = async () => {
    const isOfErasure = rounds++ % ROUNDS_OF_AN_ERASURE === 0
    const today = (await register.firewall.asSystem((tx) => databaseDay(register, tx))).toString()
    if (today !== wokenOn) await wake(register)
    if (isOfErasure) await eraseAll(register)
    const isMuch = (await round(register)) >= MUCH
    wokenOn = today
    return isMuch ? MORE : null
  }
  const failed = (error: unknown) => `a round of the registers failed: ${String(error)}`
  await inRounds(due, { between: ROUND_MS, tell, failed }, until)
}

/** Moratoria begin and end with a day, and so do the periods whose stock is taken; then rows are laid in another order. */
async function wake(register: Register): Promise<void> {
  for (const procedure of register.procedures) {
    await wakeForTheDay(register, procedure)
    await countPeriod(register, procedure)
  }
  await mixRows(register)
}

/** Erasure may come late, never early: a look each minute. */
async function eraseAll(register: Register): Promise<void> {
  for (const procedure of register.procedures) await eraseDue(register, procedure)
}

/** One look at everything that is due now; gives how many things it brought about. */
export async function round(register: Register): Promise<number> {
  const { asSystem } = register.firewall
  const commands = systemCommands(register)
  let made = 0
  for (const procedure of register.procedures) made += await closeForDeath(asSystem, procedure, commands)
  for (const compartment of new Set(register.procedures.map(({ compartment }) => compartment)))
    made += await fireDue(asSystem, compartment, commands)
  for (const procedure of register.procedures) {
    made += await moveWithHolds(asSystem, procedure, commands)
    made += await endHolds(asSystem, procedure, pseudonymsForTicks(register, procedure))
  }
  made += await settleAll(register)
  made += await carryAll(register)
  made += await carryReports(register)
  made += await repeatAlarms(register)
  return made
}
