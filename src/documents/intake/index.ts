/** The door for files that nobody trusts: what they are by their content, whether they may be read, and reading them in isolation. */

export {
  sentenceFor,
  UNREADABLE_REASONS,
  Unreadable,
  type UnreadableDetail,
  type UnreadableReason,
} from './unreadable.ts'
export { openZip, ZIP_LIMITS, type Zip } from './zip.ts'
