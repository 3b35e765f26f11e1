/** A store of the bench's own, on a cluster in a directory of its own: tables, and nothing in them. */
import { openStore, type Store } from '../src/store/index.ts'
import { inFolder } from './site.ts'

export function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const store = await openStore({ port: 0, dataFolder: folder, databaseUrl: null })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  })
}
