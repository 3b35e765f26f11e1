/** What to say when an update by version met no row: somebody saved first, or there is nothing that the reader may see. */
import { Conflict, NotFound } from '../store/index.ts'

/** The error to throw; `current` is the row under the names of the form's fields, as it is now. */
export function stale(current: Readonly<Record<string, unknown>> | undefined): Conflict | NotFound {
  return current === undefined ? new NotFound() : new Conflict(current)
}
