/** UN documents in: readers, and the one model. */
export { UnDocument } from './model.ts'
