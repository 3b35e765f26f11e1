/**
 * Ogg (RFC 3533) with Vorbis or Opus, without its comments: the second packet of the stream is written anew with none, at the
 * same length, and its pages get new checksums.
 */
import { NotStripped } from './damaged.ts'

/** How the comment packet of each codec begins. */
const COMMENTS = ['OpusTags', '\x03vorbis'] as const

/** The sound without comments. Refuses (`file-damaged`) other codecs, and pages that do not add up. */
export function stripOgg(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const pages = pagesOf(copy)
  const second = pages[1]
  const begin = COMMENTS.find(
    (one) => second !== undefined && copy.toString('latin1', second.body, second.body + one.length) === one,
  )
  if (second === undefined || begin === undefined) throw new NotStripped('file-damaged')
  emptyComments(copy, pages.slice(1), begin)
  for (const { at, end } of pages) writeChecksum(copy, at, end)
  return copy.subarray(0, pages.at(-1)?.end)
}

interface Page {
  readonly at: number
  readonly body: number
  readonly end: number
  /** Lengths of the segments; one under 255 ends a packet. */
  readonly lacing: Buffer
}

function pagesOf(bytes: Buffer): readonly Page[] {
  const pages: Page[] = []
  for (let at = 0; at < bytes.length; ) {
    if (at + 27 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS') throw new NotStripped('file-damaged')
    const body = at + 27 + (bytes[at + 26] ?? 0)
    const lacing = bytes.subarray(at + 27, body)
    const end = body + lacing.reduce((sum, one) => sum + one, 0)
    if (end > bytes.length) throw new NotStripped('file-damaged')
    pages.push({ at, body, end, lacing: Buffer.from(lacing) })
    at = end
  }
  return pages
}

/** Vendor and comments become none; what is left of the packet is zeros, and Vorbis keeps its framing bit right behind. */
function emptyComments(bytes: Buffer, pages: readonly Page[], begin: (typeof COMMENTS)[number]): void {
  let written = 0
  for (const { body, lacing } of pages) {
    const ends = lacing.findIndex((one) => one < 255)
    const size = lacing.subarray(0, ends < 0 ? undefined : ends + 1).reduce((sum, one) => sum + one, 0)
    for (let at = 0; at < size; at++, written++) {
      const none = written >= begin.length && written < begin.length + 8
      if (written >= begin.length)
        bytes[body + at] = !none && begin !== 'OpusTags' && written === begin.length + 8 ? 1 : 0
    }
    if (ends >= 0) return
  }
  throw new NotStripped('file-damaged')
}

/** RFC 3533, 6: CRC-32 with the polynomial 0x04c11db7, unreflected, over the page with its own field as zeros. */
function writeChecksum(bytes: Buffer, at: number, end: number): void {
  bytes.writeUInt32LE(0, at + 22)
  let sum = 0
  for (let index = at; index < end; index++)
    sum = ((sum << 8) ^ (TABLE[((sum >>> 24) & 0xff) ^ (bytes[index] ?? 0)] ?? 0)) >>> 0
  bytes.writeUInt32LE(sum, at + 22)
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = (sum & 0x80000000) === 0 ? sum << 1 : (sum << 1) ^ 0x04c11db7
  return sum >>> 0
})
