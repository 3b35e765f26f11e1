/** What an error says of the database: by its code, or by the words of `pg` where that gives none. */
import { codeOf } from './code-of.ts'

/** Refused or broken off: the server stops, or is not there. */
export function isGone(error: Error): boolean {
  return (
    ['57P01', '57P02', '57P03', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(codeOf(error)) ||
    /Connection terminated|not queryable/.test(error.message)
  )
}

/** Gone, or there and without what one more question needs: connections, memory, its files. */
export function isUnavailable(error: Error): boolean {
  return (
    isGone(error) ||
    ['57P05', '53200', '53300', '58030', 'EACCES'].includes(codeOf(error)) ||
    /timeout exceeded/.test(error.message)
  )
}

/** No room on a disk, of the database or of ours. */
export function isFull(error: Error): boolean {
  return ['53100', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))
}
