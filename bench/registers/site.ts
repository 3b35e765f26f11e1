/** The registers of a country on a store of the bench's own, opened as the server opens them. */
import { loadPack, packFolder } from '../../src/countries/index.ts'
import { PROCEDURES } from '../../src/procedures/index.ts'
import { openRegister, type Register } from '../../src/register/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { inFolder } from '../site.ts'

export interface Site {
  readonly store: Store
  readonly register: Register
  readonly folder: string
}

/** Runs work on registers without a case in them. */
export function withRegisters<T>(work: (site: Site) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const store = await openStore({ port: 0, dataFolder: folder, databaseUrl: null })
    try {
      const pack = await loadPack(packFolder('AZE'))
      const today = Temporal.Now.plainDateISO(pack.timeZone)
      const options = { store, pack, procedures: PROCEDURES, dataFolder: folder, today, software: 'bench' }
      return await work({ store, folder, register: await openRegister(options) })
    } finally {
      await store.close()
    }
  })
}
