/** The dead man's switch: a log that has shown its witness nothing for ten minutes is an alarm, whatever the reason. */
import { asOrigin } from '../core/checkpoint.ts'
import { lastSeenAt } from './state.ts'

/** A log shows its head at least each minute, grown or not. */
export const MOST_SECONDS_OF_SILENCE = 600

export interface Silence {
  readonly origin: string
  /** Null where it has never shown anything. */
  readonly seconds: number | null
}

/** The logs that have been silent too long by `now`; `since` is when the witness began to watch. */
export function silences(
  folder: string,
  origins: readonly string[],
  { now, since }: { now: number; since: number },
): readonly Silence[] {
  return origins.flatMap((origin): Silence[] => {
    const seenAt = lastSeenAt(folder, asOrigin(origin))
    const silentFor = now - (seenAt ?? since)
    if (silentFor <= MOST_SECONDS_OF_SILENCE) return []
    return [{ origin, seconds: seenAt === null ? null : silentFor }]
  })
}

export function alarmOf({ origin, seconds }: Silence): string {
  return seconds === null
    ? `ALARM ${origin} has never shown a checkpoint to this witness.`
    : `ALARM ${origin} has shown no checkpoint for ${Math.floor(seconds / 60)} minutes.`
}
