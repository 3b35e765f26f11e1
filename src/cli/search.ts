/** `observance search`: what the public sees, one line a find. */
import { Search, search } from '../obligations/index.ts'
import { asReader, PUBLIC_READER } from '../store/index.ts'
import { withStore } from './with-store.ts'

export async function searchCommand(words: readonly string[], options: { json?: boolean }): Promise<void> {
  const found = await withStore((store) =>
    asReader(store.web, PUBLIC_READER, (tx) => search(tx, Search.parse({ text: words.join(' '), limit: 100 }))),
  )
  if (options.json) {
    console.log(JSON.stringify(found.rows, null, 2))
    return
  }
  for (const row of found.rows) console.log(`${row.kind}\t${row.object}\t${row.title}`)
  console.error(`${found.total} found`)
}
