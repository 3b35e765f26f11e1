/** The door for files that nobody trusts: what they are by their content, whether they may be read, and reading them in isolation. */
import type { Accepted } from './format.ts'
import { acceptedFrom } from './format.ts'
import { INTAKE_LIMITS } from './limits.ts'
import { Unreadable } from './unreadable.ts'

export type { Accepted } from './format.ts'
export { type FileSource, type Reading, readAnyIsolated, readIsolated } from './isolated.ts'
export { INTAKE_LIMITS, type ReadingLimits } from './limits.ts'
export {
  sentenceFor,
  UNREADABLE_REASONS,
  Unreadable,
  type UnreadableDetail,
  type UnreadableReason,
} from './unreadable.ts'
export { openZip, ZIP_LIMITS, type Zip } from './zip.ts'

/** Tells what a file is. Refuses (`Unreadable`) what is empty, too large, locked, dangerous or none of the formats that are read. */
export async function intake(bytes: Uint8Array, name: string): Promise<Accepted> {
  if (bytes.length === 0) throw new Unreadable('empty')
  if (bytes.length > INTAKE_LIMITS.fileBytes) {
    throw new Unreadable('too-large', { size: bytes.length, limit: INTAKE_LIMITS.fileBytes })
  }
  return acceptedFrom(bytes, name)
}
