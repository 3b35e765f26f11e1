/**
 * Takes in a form with files of a case. They are held in memory, since nothing of them may lie in the clear; what is larger than
 * a file of a case may be is let go as it comes, so that everything typed beside it is kept.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import { MOST_BYTES } from '../register/index.ts'

export interface SentFile {
  /** As much of it as is held. */
  readonly bytes: Buffer
  /** Whether it is larger than a file of a case may be. */
  readonly isTooLarge: boolean
}

export type FormTexts = Readonly<Record<string, string | string[]>>

/** So much is listened to at all; of a larger body not even the texts are read. */
export const LARGEST_FORM_WITH_FILES = 256 * 1024 * 1024
const FILES = 2
const TEXT_BYTES = 256 * 1024
const [TEXTS, SENT] = ['form-texts', 'sent-files']

export function isMultipart({ req }: Context): boolean {
  return /^multipart\/form-data\s*;.*boundary=/i.test(req.header('content-type') ?? '')
}

/** The texts of a form that came with files; null for any other form. */
export function receivedTexts(context: Context): FormTexts | null {
  return context.get(TEXTS) ?? null
}

/** The files of the form by the name of their field; a field left empty sends none. */
export function sentFiles(context: Context): ReadonlyMap<string, SentFile> {
  return context.get(SENT) ?? new Map()
}

/** Reads the form; null where its texts alone are too large. `whose` says whether files are held, or all let go. */
export async function receiveFormWithFiles(context: Context, whose: 'held' | 'let-go'): Promise<FormTexts | null> {
  const texts = new Map<string, string[]>()
  const files = new Map<string, SentFile>()
  let size = 0
  const form = new Busboy({
    headers: { 'content-type': context.req.header('content-type') ?? '' },
    limits: { fieldSize: TEXT_BYTES, files: FILES, fileSize: MOST_BYTES.file },
  })
  form.on('field', (name, value) => {
    size += name.length + Buffer.byteLength(value)
    if (size <= TEXT_BYTES) texts.set(name, [...(texts.get(name) ?? []), value])
  })
  form.on('file', (field, content, name) => {
    const chunks: Buffer[] = []
    let isTooLarge = false
    content.on('limit', () => {
      isTooLarge = true
      chunks.length = 0
    })
    content.on('data', (chunk: Buffer) => {
      if (whose === 'held' && !isTooLarge) chunks.push(chunk)
    })
    content.on('end', () => {
      if (name) files.set(field, { bytes: Buffer.concat(chunks), isTooLarge })
      chunks.length = 0
    })
  })
  // A form that breaks off gives what came before.
  const { body } = context.req.raw
  if (body !== null) await pipeline(Readable.fromWeb(body as ReadableStream), form).catch(() => undefined) // typed twice over
  if (size > TEXT_BYTES) return null
  const received = Object.fromEntries([...texts].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]))
  context.set(TEXTS, received)
  context.set(SENT, whose === 'held' ? files : new Map())
  return received
}
