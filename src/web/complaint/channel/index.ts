/** Codes, the keys that follow from them, and sealed texts and files: the same in a browser and on the server. */
export { bytesOf, type Code, codeFromText, codeOf, codeToText, firstFour, isFirstFour } from './code.ts'
export { fileHash, LARGEST_FILE, LARGEST_MEGABYTES, openFile, type PlainFile, sealFile } from './file.ts'
export { type CodeKeys, keysOf, proofHash } from './keys.ts'
export { pictureOf } from './picture.ts'
export { isSealed, LONGEST_TEXT, openText, sealText, TooLong } from './seal.ts'
export { doWork, HARDEST, isWorkDone } from './work.ts'
