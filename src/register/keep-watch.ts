/**
 * The watchdog's rounds, in a process of its own: where a clock is not as the events of its case have it, or has run out and
 * nobody acted, those who hear the wall's alarms are told, though the scheduler may be dead or a rule of it turned off.
 */
import { inRounds } from '../store/index.ts'
import type { Register } from './register.ts'
import { type Discrepancy, discrepancies } from './watchdog.ts'

/** With the minute that the scheduler is given, two rounds pass before a minute more is over. */
const BETWEEN_ROUNDS_MS = 20_000

/** One look at all cases that go on: raises the alarm of each case in which a clock differs, and gives what it found. */
export async function watchRound(register: Register): Promise<readonly Discrepancy[]> {
  const found: Discrepancy[] = []
  for (const procedure of register.procedures) {
    const here = await discrepancies(register, procedure, 'live')
    for (const caseId of new Set(here.map((one) => one.caseId)))
      await register.firewall.clockDiffers(procedure.compartment, caseId)
    found.push(...here)
  }
  return found
}

/** Rounds until told to stop; `tell` hears of each discrepancy once while it lasts. A round that fails is told and tried again. */
export async function keepWatch(
  register: Register,
  { until, tell }: { readonly until: AbortSignal; readonly tell: (line: string) => void },
): Promise<void> {
  let told = new Set<string>()
  const compare = async () => {
    const lines = (await watchRound(register)).map(sentenceOn)
    for (const line of lines) if (!told.has(line)) tell(line)
    told = new Set(lines)
  }
  const failed = (error: unknown) =>
    `The clocks could not be compared with their events, and it is tried again: ${String(error)}.`
  await inRounds(compare, { between: BETWEEN_ROUNDS_MS, tell, failed }, until)
}

/** What of the clock is not so: said of how often it ran, where it ran more than once. */
const SAID: Readonly<Record<Discrepancy['what'], string>> = {
  missing: 'should run by its events, and the register does not have it',
  'not-in-the-events': 'stands in the register, and no event began it',
  'other-start': 'begins in the register at another time than its events say',
  'other-end': 'ends in the register at another time than its events say',
  'other-stop': 'was stopped in the register otherwise than its events say',
  'not-fired': 'is over, and nobody has acted on it',
}

/** "In case 7K2M-…, detention, the clock D3.judge is over, and nobody has acted on it." */
export function sentenceOn({ procedure, caseNumber, rule, run, what }: Discrepancy): string {
  return `In case ${caseNumber}, ${procedure}, the clock ${rule}${run === 1 ? '' : ` (begun ${run} times)`} ${SAID[what]}.`
}
