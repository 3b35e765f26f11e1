/** The registers of the declared procedures for tests, on a store of theirs and a folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { CountryPack } from '../src/countries/index.ts'
import { PROCEDURES } from '../src/procedures/index.ts'
import { openRegister, type Register } from '../src/register/index.ts'
import type { Store } from '../src/store/index.ts'

/** As the application opens them; their keys in `folder`, where they lie already. Call it at the top of the file. */
export function testRegister(store: Store, pack: CountryPack, folder?: string): Promise<Register> {
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), 'register-'))
  after(() => rmSync(dataFolder, { recursive: true, force: true }))
  return openTestRegister(store, pack, dataFolder)
}

/** The same, for whoever keeps the folder. */
export function openTestRegister(store: Store, pack: CountryPack, dataFolder: string): Promise<Register> {
  const today = Temporal.Now.plainDateISO(pack.timeZone)
  return openRegister({ store, pack, procedures: PROCEDURES, dataFolder, today, software: 'test' })
}
