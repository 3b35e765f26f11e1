/**
 * `observance import FILE`: a UN document or an export of the Human Rights Index, brought in as a member of the
 * secretariat would on the page, through the same functions: begin, look, accept, all in one transaction.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { defaultCountry } from '../countries/index.ts'
import type { Incoming, UnDocument } from '../documents/index.ts'
import { readerOf, type Viewer } from '../firewall/index.ts'
import {
  acceptImport,
  acceptIndexImport,
  beginImport,
  beginIndexImport,
  correctImport,
  diffImport,
  importDraft,
} from '../obligations/import/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { asActor, type Store } from '../store/index.ts'
import { inTheNameOf, SECRETARIAT } from './in-the-name-of.ts'
import { readAny } from './parse.ts'
import { progressBar } from './progress.ts'
import { Refused } from './refused.ts'
import { indexRefusal } from './refused-rows.ts'
import { withStore } from './with-store.ts'

export interface ImportOptions {
  /** E-mail address of the open secretariat account in whose name it is done. */
  readonly as?: string
  readonly symbol?: string
  /** Take over every line of a corrected document. */
  readonly acceptChanges?: boolean
  readonly despiteDoubts?: boolean
}

interface Work {
  readonly store: Store
  readonly viewer: Viewer
  readonly file: { readonly fileName: string; readonly sha256: string }
}

export async function importCommand(path: string, options: ImportOptions): Promise<void> {
  const incoming = await readAny(path)
  if (incoming.is === 'document') refuseDoubts(incoming.model, options)
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  await withStore(async (store) => {
    // As the first start of the pages does: what is imported meets the country's obligations.
    await installCountry(store, await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry))
    const viewer = await inTheNameOf(store, SECRETARIAT, options.as)
    const work = { store, viewer, file: { fileName: basename(path), sha256 } }
    await (incoming.is === 'index' ? importIndex(work, incoming.index) : importDocument(work, incoming.model, options))
  })
}

function refuseDoubts(model: UnDocument, { despiteDoubts, symbol }: ImportOptions): void {
  // A symbol that was given settles what was doubtful about it.
  const open = model.doubts.filter((doubt) => doubt.at !== 'title' && !(symbol !== undefined && doubt.at === 'symbol'))
  if (open.length === 0 || despiteDoubts) return
  for (const doubt of open) console.error(`doubt at ${doubt.at}: ${doubt.what}`)
  throw new Refused(
    `${open.length} doubts: import it on the page, where each can be corrected, or add --despite-doubts. Nothing was saved.`,
  )
}

async function importDocument({ store, viewer, file }: Work, model: UnDocument, options: ImportOptions): Promise<void> {
  const accepted = await asActor(store.web, readerOf(viewer), 'import.accept', async (tx) => {
    const begun = await beginImport(tx, viewer, { ...file, model })
    const draft =
      options.symbol === undefined
        ? begun
        : await correctImport(tx, viewer, begun, { is: 'document', symbol: options.symbol })
    const { against, lines } = await diffImport(tx, await importDraft(tx, draft.id))
    if (against === 'changed' && !options.acceptChanges)
      throw new Refused(
        `${lines.length} lines differ from the saved document: look at them on the page, or add --accept-changes. Nothing was saved.`,
      )
    return acceptImport(tx, viewer, draft)
  })
  console.log(
    accepted.outcome === 'unchanged'
      ? `${accepted.symbol} was here already; nothing has changed.`
      : `${accepted.symbol} is saved: ${model.recommendations.length} recommendations.`,
  )
}

async function importIndex(
  { store, viewer, file }: Work,
  index: Extract<Incoming, { is: 'index' }>['index'],
): Promise<void> {
  const state = process.env.OBSERVANCE_COUNTRY ?? defaultCountry
  const bar = progressBar('Saving')
  const done = await asActor(store.web, readerOf(viewer), 'import.accept', async (tx) => {
    const draft = await beginIndexImport(tx, viewer, { ...file, index })
    return acceptIndexImport(tx, viewer, draft, { state, progress: bar.progress })
  }).finally(bar.end)
  for (const refused of done.refused) console.error(indexRefusal(refused, state))
  console.log(
    `${done.added} new, ${done.met} met what was here, ${done.changed} changed, ${done.unchanged} unchanged, ${done.refused.length} refused.`,
  )
}
