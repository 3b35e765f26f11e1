/** What a published cell may say of itself: statistics.md 7.1, after the SDMX code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.2. */

/** Codes of CL_OBS_STATUS that a release uses. */
export const OBSERVATION_STATUSES = ['A', 'B', 'K', 'L', 'M', 'P', 'Q', 'U', 'W'] as const
export type ObservationStatus = (typeof OBSERVATION_STATUSES)[number]

/** Codes of CL_CONF_STATUS that a release uses. Not for publication (N) and under embargo (E) never leave. */
export const CONFIDENTIALITIES = ['F', 'A', 'C'] as const
export type Confidentiality = (typeof CONFIDENTIALITIES)[number]

/** What stands beside or instead of a number where people read: `[c]`, `[p]`. */
export const SIGNS = ['c', 'low', 'z', 'x', 'p', 'r', 'b', 'u', 'k'] as const
export type Sign = (typeof SIGNS)[number]

interface Case {
  readonly valued: boolean
  readonly status: ObservationStatus
  readonly confidentiality: Confidentiality
  readonly sign: Sign | null
}

const CASES: readonly Case[] = [
  { valued: true, status: 'A', confidentiality: 'F', sign: null },
  { valued: true, status: 'A', confidentiality: 'F', sign: 'r' },
  { valued: true, status: 'P', confidentiality: 'F', sign: 'p' },
  { valued: true, status: 'B', confidentiality: 'F', sign: 'b' },
  { valued: true, status: 'U', confidentiality: 'F', sign: 'u' },
  { valued: true, status: 'W', confidentiality: 'F', sign: null },
  { valued: false, status: 'Q', confidentiality: 'A', sign: 'c' },
  { valued: false, status: 'Q', confidentiality: 'A', sign: 'low' },
  { valued: false, status: 'Q', confidentiality: 'C', sign: 'c' },
  { valued: false, status: 'M', confidentiality: 'F', sign: 'z' },
  { valued: false, status: 'L', confidentiality: 'F', sign: 'x' },
  { valued: false, status: 'K', confidentiality: 'F', sign: 'k' },
]

export interface Said {
  readonly value: number | null
  readonly status: ObservationStatus
  readonly confidentiality: Confidentiality
  readonly sign: Sign | null
}

/** The sign of a cell that came without one, the first that goes together with the rest; undefined where none does. */
export function signOf({ value, status, confidentiality }: Omit<Said, 'sign'>): Sign | null | undefined {
  return CASES.find(
    (one) => one.valued === (value !== null) && one.status === status && one.confidentiality === confidentiality,
  )?.sign
}

/** Whether value, status, confidentiality and sign go together as 7.1 has them. */
export function isConsistent(said: Said): boolean {
  return CASES.some(
    ({ valued, status, confidentiality, sign }) =>
      valued === (said.value !== null) &&
      status === said.status &&
      confidentiality === said.confidentiality &&
      sign === said.sign,
  )
}
