/**
 * Takes in a form with a large file: what comes goes to a folder of the system as it arrives, so that no memory holds
 * the file. The folder lasts as long as the request, unless somebody takes it over.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'

export interface UploadedFile {
  /** As its owner named it. */
  readonly name: string
  /** Where it lies until the request is answered. */
  readonly path: string
  readonly size: number
  readonly sha256: string
}

const FILE = 'uploaded-file'
const FOLDER = 'upload-folder'
const FIELD_BYTES = 64 * 1024
const FIELDS = 50
/** What has been written is let go this often. Left to itself, the runtime keeps some 70 MB of a large file before it does. */
const COLLECT_BYTES = 4 * 1024 * 1024

/** The file that came with the form; null where none did. */
export function uploadedFile(context: Context): UploadedFile | null {
  return context.get(FILE) ?? null
}

/** Takes in the form and gives its fields; of one that breaks off, those that came before. `letGoOfUpload` must follow. */
export async function receiveUpload(context: Context): Promise<Readonly<Record<string, string>>> {
  const type = context.req.header('content-type') ?? ''
  const { body } = context.req.raw
  if (body === null || !/^multipart\/form-data\s*;.*boundary=/i.test(type)) return {}
  const folder = await mkdtemp(join(tmpdir(), 'observance-upload-'))
  context.set(FOLDER, folder)
  const fields = new Map<string, string>()
  const form = new Busboy({
    headers: { 'content-type': type },
    limits: { fieldSize: FIELD_BYTES, fields: FIELDS, files: 1 },
  })
  let stored: Promise<void> | undefined
  let fault: unknown
  form.on('field', (name, value) => fields.set(name, value))
  form.on('file', (_, content, name) => {
    stored = store(content, join(folder, 'file'), name).then(
      (file) => context.set(FILE, file),
      (error) => {
        fault = error
        form.destroy()
      },
    )
  })
  // A Web stream is typed twice over: once for browsers, once for Node.
  await pipeline(Readable.fromWeb(body as ReadableStream), form).catch(() => undefined)
  await stored
  // A disk without room is ours to tell; a form that breaks off is not.
  if (fault instanceof Error && 'syscall' in fault) throw fault
  return Object.fromEntries(fields)
}

async function store(content: Readable, path: string, name: string | undefined): Promise<UploadedFile | null> {
  const hash = createHash('sha256')
  let [size, kept] = [0, 0]
  const measured = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      kept += chunk.length
      if (kept > COLLECT_BYTES) {
        globalThis.gc?.({ type: 'minor' })
        kept = 0
      }
      yield chunk
    }
  }
  await pipeline(content, measured, createWriteStream(path, { mode: 0o600 }))
  return name ? { name, path, size, sha256: hash.digest('hex') } : null
}

/** A file that is no longer the request's: who took it lets it go. */
export interface TakenUpload extends UploadedFile {
  readonly letGo: () => Promise<void>
}

/** Takes the file over from the request, to be read after the answer; null where none came. */
export function takeUpload(context: Context): TakenUpload | null {
  const file = uploadedFile(context)
  const folder: unknown = context.get(FOLDER)
  if (file === null || typeof folder !== 'string') return null
  context.set(FOLDER, undefined)
  return { ...file, letGo: () => rm(folder, { recursive: true, force: true }) }
}

/** Deletes what was taken in, and was not taken over. */
export async function letGoOfUpload(context: Context): Promise<void> {
  const folder: unknown = context.get(FOLDER)
  if (typeof folder === 'string') await rm(folder, { recursive: true, force: true })
}
