/** The declared words in other languages than English, by the code of the language. Machine-made and read by no sworn translator yet. */
import { ar } from './ar/index.ts'
import { az } from './az/index.ts'
import { ru } from './ru/index.ts'
import type { WordsIn } from './words-in.ts'

export const TRANSLATIONS: Readonly<Record<string, WordsIn>> = { az, ar, ru }
