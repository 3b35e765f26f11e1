/** Files of a case. */
export { type Attachment, attach, type Kept as KeptFile, readAttachment, strippedFile } from './attachment.ts'
export { downloadHeaders } from './download.ts'
export { ACCEPTED_ENDINGS, ACCEPTED_TYPES } from './kind.ts'
export type { ListedFile } from './listed.ts'
export { MOST_BYTES } from './tables.ts'
