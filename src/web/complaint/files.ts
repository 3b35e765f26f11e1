/**
 * Files of a complaint: sealed by the browser, or stripped and sealed here at once, in memory and nowhere else. They are
 * kept whole or refused, and given out sealed, or opened for whoever comes with a code and no script.
 */
import type { Context } from 'hono'
import { attach, downloadHeaders, type Register, readAttachment, strippedFile, type Who } from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { sentFiles } from '../form-files.ts'
import { isUuid } from '../uuid.ts'
import { fileHash, openFile, sealFile, TooLong } from './channel/index.ts'
import { NotFiled, type Posted } from './filing.ts'

/** A file as it is kept, and the hash by which its sender knows that it arrived. */
export interface SealedFile {
  readonly bytes: Buffer
  readonly hash: string
}

/** The file that came with a form, sealed; null where none did. Refuses (NotFiled) what its sender can put right. */
export async function sealedFileOf(
  context: Context,
  posted: Posted,
  recipients: readonly string[],
): Promise<SealedFile | null> {
  const sent = sentFiles(context).get('file')
  if (sent === undefined) return null
  if (sent.isTooLarge) throw new NotFiled('file-large')
  const told = posted['file-hash']
  if (typeof told !== 'string' || told === '') return sealedHere(sent.bytes, recipients)
  // Cut off or changed on its way: the browser has it still.
  if (fileHash(sent.bytes) !== told) throw new NotFiled('file-changed')
  return { bytes: sent.bytes, hash: told }
}

async function sealedHere(bytes: Buffer, recipients: readonly string[]): Promise<SealedFile> {
  try {
    const { kind, content } = await strippedFile(bytes)
    const sealed = await sealFile({ ending: kind.ending, bytes: content }, recipients)
    return { bytes: Buffer.from(sealed), hash: fileHash(sealed) }
  } catch (error) {
    if (error instanceof TooLong) throw new NotFiled('file-large')
    if (error instanceof StepRefused) throw new NotFiled('file-kind')
    throw error
  }
}

type OfComplaint = Pick<Parameters<typeof attach>[2], 'caseId' | 'purpose'>

/** Keeps it and gives the facts that name it, once what was kept has been read again and is what came. Refuses (NotFiled) `file-full`. */
export async function keepFile(
  register: Register,
  who: Who,
  of: OfComplaint,
  { bytes, hash }: SealedFile,
): Promise<Readonly<Record<'storyFile' | 'storyFileHash', string>>> {
  const where = { procedure: 'complaint', ...of }
  const { id } = await attach(register, who, { ...where, fact: 'storyFile', bytes }).catch((error: unknown) => {
    throw error instanceof StepRefused
      ? new NotFiled(error.rule === 'case-too-large' ? 'file-full' : 'file-kind')
      : error
  })
  const kept = await readAttachment(register, who, { ...where, id })
  if (fileHash(kept.content) !== hash) throw new Error(`a file of a complaint was not kept as it came: ${id}`)
  return { storyFile: id, storyFileHash: hash }
}

/** Gives it out: opened where the key is here for this request, else as it is kept. The look is noted first. */
export async function fileAnswer(
  { context, register }: { readonly context: Context; readonly register: Register },
  who: Who,
  { id, identity, ...of }: OfComplaint & { readonly id: unknown; readonly identity: string | null },
): Promise<Response> {
  if (typeof id !== 'string' || !isUuid(id)) throw new NotFound()
  const sealed = await readAttachment(register, who, { procedure: 'complaint', ...of, id })
  const plain = identity === null ? null : await openFile(sealed.content, identity)
  const given =
    plain === null
      ? sealed
      : { ...sealed, type: 'application/octet-stream', ending: plain.ending, content: Buffer.from(plain.bytes) }
  return context.body(new Uint8Array(given.content), 200, { ...downloadHeaders(given) })
}
