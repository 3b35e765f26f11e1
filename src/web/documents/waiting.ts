/**
 * Uploads are read one after another, since each may take much memory. Whoever comes while another is read is answered at
 * once: their file is kept, its reading goes on without them, and it has a page that says where it stands.
 */
import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { readIncoming, Unreadable } from '../../documents/index.ts'
import { beginImport, beginIndexImport } from '../../obligations/import/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import { takeTurns } from '../turns.ts'
import type { TakenUpload } from '../upload.ts'

/** What has become of an upload. */
export type Progress =
  | { readonly is: 'waiting' | 'reading' | 'failed' }
  | { readonly is: 'read'; readonly draft: DraftAddress }
  | { readonly is: 'refused'; readonly because: Unreadable }

export interface DraftAddress {
  readonly is: 'document' | 'index'
  readonly id: string
}

export interface Reading {
  readonly id: string
  readonly account: string | null
  readonly fileName: string
  progress: Progress
}

/** Files of 50 MB that may lie on the disk at once. */
const MOST_WAITING = 20
/** How many that are read stay known, to lead who waits to them. */
const MOST_KNOWN = 200
const REFRESH_SECONDS = 4

/** Reading may take 240 MB: one file after another stays within the promised memory. */
const inTurn = takeTurns(1)
/** In the order in which they came. */
const readings = new Map<string, Reading>()

/** Begins to read, or lets it wait for its turn; null where too many wait already, and the file is let go. */
export async function beginReading(
  exchange: Exchange,
  file: TakenUpload,
): Promise<{ reading: Reading; isFirst: boolean; ended: Promise<Progress> } | null> {
  const before = underWay().length
  if (before >= MOST_WAITING) {
    await file.letGo()
    return null
  }
  for (const { id } of [...readings.values()].filter(isOver).slice(0, -MOST_KNOWN)) readings.delete(id)
  const { account } = exchange.viewer
  const reading: Reading = { id: randomUUID(), account, fileName: file.name, progress: { is: 'waiting' } }
  readings.set(reading.id, reading)
  const ended = inTurn(async () => {
    reading.progress = { is: 'reading' }
    reading.progress = await read(exchange, file)
    return reading.progress
  })
  return { reading, isFirst: before === 0, ended }
}

/** The viewer's own uploads that are not read yet. */
export function waitingOf({ viewer }: Exchange): readonly Reading[] {
  return underWay().filter(({ account }) => account === viewer.account)
}

/** The viewer's own upload; undefined for somebody else's and for none alike. */
export function readingOf({ viewer }: Exchange, id: string): Reading | undefined {
  const reading = readings.get(id)
  return reading?.account === viewer.account ? reading : undefined
}

/** Says that the file is kept and how many come first, and looks again by itself. */
export function waitingPage(exchange: Exchange, reading: Reading): Html {
  const { t } = exchange.texts
  const before = underWay().indexOf(reading)
  exchange.context.header('refresh', String(REFRESH_SECONDS))
  return page(exchange, {
    title: reading.progress.is === 'reading' ? t('upload.reading') : t('upload.waiting'),
    trail: [
      { href: '/documents', text: t('nav.documents') },
      { href: '/import', text: t('import.title') },
    ],
    body: html`<p class="govuk-body-l ob-wrap">${reading.progress.is === 'reading' ? t('upload.reading-now', { file: reading.fileName }) : t('upload.waiting-for', { file: reading.fileName, n: before })}</p><p class="govuk-body">${t('upload.nothing-lost')}</p><p class="govuk-body"><a class="govuk-link" href="/import/waiting/${reading.id}">${t('upload.look-again')}</a></p>`,
  })
}

function underWay(): readonly Reading[] {
  return [...readings.values()].filter((reading) => !isOver(reading))
}

function isOver({ progress }: Reading): boolean {
  return progress.is !== 'waiting' && progress.is !== 'reading'
}

async function read(exchange: Exchange, file: TakenUpload): Promise<Progress> {
  try {
    await refuseClosed(exchange)
    const incoming = await readIncoming(file, file.name)
    const { viewer } = exchange
    const known = { fileName: file.name.slice(0, 255), sha256: file.sha256 }
    const { id } = await exchange.act('import.begin', (tx) =>
      incoming.is === 'index'
        ? beginIndexImport(tx, viewer, { ...known, index: incoming.index })
        : beginImport(tx, viewer, { ...known, model: incoming.model }),
    )
    return { is: 'read', draft: { is: incoming.is, id } }
  } catch (error) {
    if (error instanceof Unreadable) return { is: 'refused', because: error }
    console.error(error)
    return { is: 'failed' }
  } finally {
    await file.letGo()
    // What a long document leaves behind would stay until much more has piled up, beside the next one.
    globalThis.gc?.()
  }
}

/** Whoever waited long may have left; and where the server stops, nothing more is begun. */
async function refuseClosed({ read, viewer }: Exchange): Promise<void> {
  const account = viewer.account ?? ''
  const open = await read((tx) =>
    tx.selectFrom('account').select('id').where('id', '=', account).where('closed_at', 'is', null).executeTakeFirst(),
  )
  if (open === undefined) throw new NotFound()
}
