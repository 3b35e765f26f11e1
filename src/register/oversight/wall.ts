/**
 * Alarms of the wall itself: somebody opened a record that no work leads to, or as many persons as nobody needs in an hour. And
 * of the watchdog: what it finds is nobody's case, and these roles belong to no agency that runs clocks.
 */
import { sql } from 'kysely'
import { NotFound } from '../../store/index.ts'
import { actingAs, type Register, type Who } from '../register.ts'

/** Who hears them: the firewall grants the same roles, and no other, a look at the table. */
export const HEAR_THE_WALL: readonly string[] = ['ombuds-officer', 'data-protection-auditor']

/**
 * `wall`: tried what their role is walled off from, and got the answer for what is not there. `clock`: the watchdog found a
 * clock that is not as the events of its case have it.
 */
export const WALL_ALARMS = ['canary', 'quota', 'wall', 'clock'] as const

export interface WallAlarm {
  readonly id: string
  readonly at: Temporal.Instant
  readonly kind: (typeof WALL_ALARMS)[number]
  readonly role: string
  /** The account; of what the watchdog found, nobody's. */
  readonly officer: string
  readonly compartment: string | null
}

/** The newest alarms, at most so many. NotFound for whoever does not hear them. */
export async function wallAlarms(register: Register, who: Who, most: number): Promise<readonly WallAlarm[]> {
  if (who.as !== 'officer' || !HEAR_THE_WALL.includes(who.role)) throw new NotFound()
  const { rows } = await actingAs(register, who, (tx) =>
    sql<WallAlarm>`select id, at, kind, role, officer, compartment from firewall.alarm order by at desc limit ${most}`.execute(
      tx,
    ),
  )
  return rows
}
