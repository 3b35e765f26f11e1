/** The version of this program, as its package says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const file = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')
export const { version: VERSION } = z.object({ version: z.string() }).parse(JSON.parse(file))
