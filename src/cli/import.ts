/** `observance import FILE`: a document that holds no doubt beyond its symbol, in one transaction, in a named person's name. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readerOf, type Viewer } from '../firewall/index.ts'
import { acceptImport, beginImport, correctImport, diffImport } from '../obligations/import/index.ts'
import { asActor, asReader, type Store, systemReader } from '../store/index.ts'
import { readModel } from './parse.ts'
import { Refused } from './refused.ts'
import { withStore } from './with-store.ts'

export interface ImportOptions {
  /** E-mail address of the open secretariat account in whose name it is done. */
  readonly as: string
  readonly symbol?: string
  /** Take over every line of a corrected document. */
  readonly acceptChanges?: boolean
  readonly despiteDoubts?: boolean
}

export async function importCommand(path: string, options: ImportOptions): Promise<void> {
  const model = await readModel(path)
  const open = model.doubts.filter((doubt) => doubt.at !== 'title')
  if (open.length > 0 && !options.despiteDoubts) {
    for (const doubt of open) console.error(`doubt at ${doubt.at}: ${doubt.what}`)
    throw new Refused(
      `${open.length} doubts: import it on the page, where each can be corrected, or add --despite-doubts. Nothing was saved.`,
    )
  }
  await withStore(async (store) => {
    const viewer = await secretary(store, options.as)
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
    const accepted = await asActor(store.web, readerOf(viewer), 'import.accept', async (tx) => {
      const begun = await beginImport(tx, viewer, { fileName: basename(path), sha256, model })
      const draft =
        options.symbol === undefined
          ? begun
          : await correctImport(tx, viewer, begun, { is: 'document', symbol: options.symbol })
      const { against, lines } = await diffImport(tx, draft.id)
      if (against === 'changed' && !options.acceptChanges)
        throw new Refused(
          `${lines.length} lines differ from the saved document: look at them on the page, or add --accept-changes. Nothing was saved.`,
        )
      return acceptImport(tx, viewer, draft)
    })
    console.log(
      accepted.outcome === 'unchanged'
        ? `${accepted.symbol} was here already; nothing has changed.`
        : `${accepted.symbol} is saved.`,
    )
  })
}

async function secretary(store: Store, email: string): Promise<Viewer> {
  const row = await asReader(store.web, systemReader('import'), (tx) =>
    tx
      .selectFrom('account')
      .selectAll()
      .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  )
  if (row === undefined || row.role !== 'secretariat')
    throw new Refused(`No open secretariat account has the address ${email}.`)
  return {
    account: row.id,
    name: row.name,
    role: 'secretariat',
    institution: row.institution,
    organization: null,
    language: row.language,
  }
}
