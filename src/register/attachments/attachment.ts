/**
 * Files of a case: taken by what they are, stripped of what was written beside their content, sealed chunk by chunk, and given
 * back whole or not at all. Nothing is shared between cases: the same photograph in two of them has nothing in common.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { type AtHand, needed } from '../at-hand.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { seal, unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { sqlName } from '../tables/names.ts'
import { fileFacts, isSealedFile } from './functions.ts'
import { type FileKind, kindOf } from './kind.ts'
import { NotStripped, stripApart } from './strip/index.ts'
import { MOST_BYTES } from './tables.ts'

/** A file of a case. */
export interface OfCase {
  readonly procedure: string
  readonly caseId: string
  readonly purpose: Purpose
}

const CHUNK_BYTES = 1024 * 1024
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What is known of a file; sealed like the file. */
const Sealed = z.object({
  kind: z.enum(['pdf', 'jpeg', 'png', 'mp3', 'mp4', 'ogg', 'wav', 'text', 'age']),
  type: z.string(),
  ending: z.string(),
  sha256: z.string(),
  bytes: z.number(),
})

export interface Kept {
  /** What the fact is given as. */
  readonly id: string
  readonly kind: FileKind['name']
  /** As it is kept, without what was stripped. */
  readonly bytes: number
}

/**
 * Keeps a file for a fact of a case, whose event is another step. Refuses (StepRefused) `file-empty`, `file-too-large`,
 * `file-kind-refused`, `file-not-sealed`, `file-damaged`, `file-locked`, `file-has-program`, `case-too-large`; NotFound. Twice the same is once.
 */
export async function attach(
  register: Register,
  who: Who,
  { fact, bytes, ...of }: OfCase & { readonly fact: string; readonly bytes: Buffer },
): Promise<Kept> {
  const procedure = procedureNamed(register, of.procedure)
  if (!fileFacts(procedure).includes(fact)) throw new NotFound()
  // Whoever may not is told so before anybody works for them.
  const keyId = await actingAs(register, who, (tx) => callAttach(tx, procedure, { ...of, fact }, null))
  const { kind, content } = isSealedFile(procedure, fact) ? sealedAsItCame(bytes) : await strippedFile(bytes)
  const sha256 = createHash('sha256').update(content).digest()
  const id = idOf(register.vault.read(keyId), fact, sha256)
  const fileKey = register.vault.create()
  const key = keyOfFile(register.vault.read(keyId), fileKey.key, id)
  const chunks = chunksOf(content)
  const sealed = seal(key, ['attachment', id], {
    ...{ kind: kind.name, type: kind.type, ending: kind.ending },
    ...{ sha256: sha256.toString('hex'), bytes: content.length },
  })
  const command = {
    id,
    sealed: sealed.toString('base64'),
    fileKeyId: fileKey.id,
    bytes: content.length,
    chunks: chunks.length,
  }
  await actingAs(register, who, async (tx) => {
    if ((await callAttach(tx, procedure, { ...of, fact }, command)) === null) return
    for (const [index, chunk] of chunks.entries())
      await sql`select ${named(procedure, 'attach_chunk')}(${of.caseId}, ${id}, ${index + 1}, ${sealChunk(key, place(id, index, chunks.length), chunk)})`.execute(
        tx,
      )
  })
  return { id, kind: kind.name, bytes: content.length }
}

export interface TakenFile {
  readonly kind: FileKind
  readonly content: Buffer
}

/** A file without what was written beside its content. Refuses (StepRefused) what `attach` refuses of a file by itself. */
export async function strippedFile(bytes: Buffer): Promise<TakenFile> {
  const kind = taken(bytes)
  if (kind === null || kind.name === 'age') throw new StepRefused('file-kind-refused')
  try {
    const content = await stripApart(kind.name, bytes)
    if (content.length === 0) throw new NotStripped('file-damaged')
    // A paper that grows when it is written anew still has to fit.
    if (content.length > MOST_BYTES.file) throw tooLarge()
    return { kind, content }
  } catch (error) {
    throw error instanceof NotStripped ? new StepRefused(error.rule) : error
  }
}

function sealedAsItCame(bytes: Buffer): TakenFile {
  const kind = taken(bytes)
  if (kind?.name !== 'age') throw new StepRefused('file-not-sealed')
  return { kind, content: bytes }
}

function taken(bytes: Buffer): FileKind | null {
  if (bytes.length === 0) throw new StepRefused('file-empty')
  if (bytes.length > MOST_BYTES.file) throw tooLarge()
  return kindOf(bytes)
}

const tooLarge = () => new StepRefused('file-too-large', { megabytes: MOST_BYTES.file / 1024 ** 2 })

async function callAttach(
  tx: Tx,
  procedure: Procedure,
  { caseId, fact, purpose }: Omit<OfCase, 'procedure'> & { readonly fact: string },
  command: object | null,
): Promise<KeyId> {
  const { rows } = await sql<{ key: KeyId }>`
    select ${named(procedure, 'attach')}(${caseId}, ${fact}, ${purpose}, ${command === null ? null : JSON.stringify(command)}) as key`.execute(
    tx,
  )
  if (rows[0] === undefined) throw new Error('internal error: a file was kept under no key')
  return rows[0].key
}

export type FileDescription = Pick<z.infer<typeof Sealed>, 'kind' | 'bytes'>

/** What is known of a file beside its content. */
export function describeFile(
  caseKey: Buffer,
  fileKey: Buffer,
  { id, sealed }: { readonly id: string; readonly sealed: string },
): FileDescription {
  const { kind, bytes } = Sealed.parse(
    unseal(keyOfFile(caseKey, fileKey, id), ['attachment', id], Buffer.from(sealed, 'base64')),
  )
  return { kind, bytes }
}

export interface Attachment {
  readonly id: string
  readonly fact: string
  readonly kind: FileKind['name']
  /** Media type, of ours. */
  readonly type: string
  readonly ending: string
  readonly content: Buffer
}

const Found = z.object({
  keyId: z.string().transform((text) => text as KeyId), // as the vault gave it
  fileKeyId: z.string().transform((text) => text as KeyId), // the same
  fact: z.string(),
  sealed: z.string(),
  chunks: z.array(z.string()),
})

/**
 * The file, for whoever reads its fact; the look is noted. NotFound for all others. Throws where one bit of it is not as it
 * was kept, or a chunk is missing: then nothing of it is shown.
 */
export function readAttachment(
  register: Register,
  who: Who,
  { procedure, caseId, purpose, id }: OfCase & { readonly id: string },
): Promise<Attachment> {
  const declared = procedureNamed(register, procedure)
  if (fileFacts(declared).length === 0) throw new NotFound()
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ found: unknown }>`
      select ${named(declared, 'attachment')}(${caseId}, ${id}, ${purpose}) as found`.execute(tx)
    const { keyId, fileKeyId, fact, sealed, chunks } = Found.parse(rows[0]?.found)
    const caseKey = register.vault.read(keyId)
    const key = keyOfFile(caseKey, register.vault.read(fileKeyId), id)
    const { kind, type, ending, sha256, bytes } = Sealed.parse(
      unseal(key, ['attachment', id], Buffer.from(sealed, 'base64')),
    )
    const content = openChunks(
      key,
      id,
      chunks.map((chunk) => Buffer.from(chunk, 'base64')),
    )
    const found = createHash('sha256').update(content).digest()
    if (found.toString('hex') !== sha256 || content.length !== bytes || idOf(caseKey, fact, found) !== id)
      throw new Error(`the file ${id} is not as it was kept`)
    return { id, fact, kind, type, ending, content }
  })
}

/** The facts that name no file of this case: what a step that gives them is refused for. */
export async function notAttached(
  tx: AtHand,
  procedure: Procedure,
  { caseId, given }: { readonly caseId: string | null; readonly given: Readonly<Record<string, unknown>> },
): Promise<readonly string[]> {
  const files = Object.fromEntries(Object.entries(given).filter(([name]) => fileFacts(procedure).includes(name)))
  const names = Object.keys(files)
  if (names.length === 0 || caseId === null) return names
  const { rows } = await sql<{ missing: string[] }>`
    select ${named(procedure, 'attached')}(${caseId}, ${JSON.stringify(files)}) as missing`.execute(needed(tx))
  return rows[0]?.missing ?? names
}

/** Under the key of the case and of the file: either one destroyed, nothing opens. */
export function keyOfFile(caseKey: Buffer, fileKey: Buffer, id: string): Buffer {
  return Buffer.from(hkdfSync('sha256', caseKey, fileKey, `observance attachment v1 ${id}`, 32))
}

/** 122 bits of a code of the content under the key of the case, as a UUID of version 8 (RFC 9562, 5.8). */
function idOf(caseKey: Buffer, fact: string, sha256: Buffer): string {
  const idKey = Buffer.from(hkdfSync('sha256', caseKey, '', 'observance attachment id v1', 32))
  const code = createHmac('sha256', idKey).update(`${fact}\0`).update(sha256).digest().subarray(0, 16)
  code[6] = ((code[6] ?? 0) & 0x0f) | 0x80
  code[8] = ((code[8] ?? 0) & 0x3f) | 0x80
  const hex = code.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function chunksOf(content: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(content.length / CHUNK_BYTES) }, (_, index) =>
    content.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  )
}

/** Where a chunk belongs: neither order nor number can be changed. */
function place(id: string, index: number, chunks: number): Buffer {
  return Buffer.from(JSON.stringify(['attachment', id, index + 1, chunks]))
}

function sealChunk(key: Buffer, at: Buffer, chunk: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(at)
  return Buffer.concat([nonce, cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
}

/** The content of a file from its chunks, in their order. Throws where one is not as it was kept. */
export function openChunks(key: Buffer, id: string, chunks: readonly Buffer[]): Buffer {
  return Buffer.concat(chunks.map((chunk, index) => openChunk(key, place(id, index, chunks.length), chunk)))
}

function openChunk(key: Buffer, at: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(at)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

function named(procedure: Procedure, what: 'attach' | 'attach_chunk' | 'attachment' | 'attached') {
  return sql.raw(`${sqlName(procedure.compartment)}.${what}_${sqlName(procedure.name)}`)
}
