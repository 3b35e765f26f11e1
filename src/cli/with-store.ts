/** Opens the store for one command and closes it whatever happens. Works beside a running server. */
import { openStore, readSettings, type Store } from '../store/index.ts'

export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(readSettings())
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
