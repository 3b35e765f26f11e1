/** Ids as addresses and forms carry them. */
import { randomUUID } from 'node:crypto'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether the text is an id, as the database writes one. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** The form's own name for this sending; what is none is a sending of its own. */
export function submissionKey(sent: string): string {
  return isUuid(sent) ? sent : randomUUID()
}
