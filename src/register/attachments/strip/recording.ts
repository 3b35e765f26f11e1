/**
 * Recordings without what the recorder wrote beside the sound: names, places, times, device. Where offsets inside the file
 * matter, what is taken away becomes empty space of the same length.
 */
import { NotStripped } from './damaged.ts'

/** MPEG audio: without ID3v2 in front (id3.org, 2.4.0, 3.1), ID3v1 and APE tags behind. */
export function stripMp3(bytes: Buffer): Buffer {
  let start = 0
  while (bytes.toString('latin1', start, start + 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((bytes[start + at] ?? 0) & 0x7f), 0)
    const footer = ((bytes[start + 5] ?? 0) & 0x10) === 0 ? 0 : 10
    start += 10 + size + footer
  }
  let end = bytes.length
  for (;;) {
    const before = end
    if (bytes.toString('latin1', end - 128, end - 125) === 'TAG') end -= 128
    if (bytes.toString('latin1', end - 32, end - 24) === 'APETAGEX') end -= apeLength(bytes, end)
    if (end === before) break
    if (end <= start) throw new NotStripped('file-damaged')
  }
  if (start >= end || bytes[start] !== 0xff) throw new NotStripped('file-damaged')
  return Buffer.from(bytes.subarray(start, end))
}

/** From its footer: the items and the footer, and a header before them if its flag says so. */
function apeLength(bytes: Buffer, end: number): number {
  const size = bytes.readUInt32LE(end - 20)
  const header = (bytes.readUInt32LE(end - 12) & 0x80000000) === 0 ? 0 : 32
  if (size < 32 || size + header > end) throw new NotStripped('file-damaged')
  return size + header
}

/** RIFF WAVE: the format and the sound are copied, lists of texts and all else are left. */
export function stripWav(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4)
    const end = Math.min(at + 8 + size, bytes.length)
    if (['fmt ', 'data', 'fact'].includes(bytes.toString('latin1', at, at + 4))) {
      const chunk = Buffer.from(bytes.subarray(at, end))
      chunk.writeUInt32LE(chunk.length - 8, 4)
      parts.push(chunk, Buffer.alloc(chunk.length % 2))
    }
    at = end + (size % 2)
  }
  if (parts.length < 4) throw new NotStripped('file-damaged')
  const body = Buffer.concat([Buffer.from('WAVE'), ...parts])
  const head = Buffer.from('RIFF\0\0\0\0')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** Boxes of ISO base media (ISO/IEC 14496-12) that hold other boxes in which something may be written about the recording. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'moof', 'traf', 'edts', 'dinf'])
/** User data, metadata, boxes of a maker, notes of a telephone. */
const WRITTEN = new Set([
  'udta',
  'meta',
  'uuid',
  'free',
  'skip',
  'wide',
  'pnot',
  'loci',
  'Xtra',
  'mfra',
  'emsg',
  'prft',
])
/** Headers that begin with the times of making and changing. */
const TIMED = new Set(['mvhd', 'tkhd', 'mdhd'])

/** MPEG-4: what is written about the recording becomes empty space, times become zero; sound and picture keep their places. */
export function stripMp4(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const found = stripBoxes(copy, 0, copy.length)
  if (!found.has('moov') || !found.has('mdat')) throw new NotStripped('file-damaged')
  return copy
}

function stripBoxes(bytes: Buffer, from: number, until: number): Set<string> {
  const found = new Set<string>()
  for (let at = from; at < until; ) {
    const { name, content, end } = boxAt(bytes, at, until)
    found.add(name)
    if (WRITTEN.has(name)) {
      bytes.write('free', at + 4, 'latin1')
      bytes.fill(0, content, end)
    } else if (TIMED.has(name)) {
      bytes.fill(0, content + 4, Math.min(end, content + (bytes[content] === 1 ? 20 : 12)))
    } else if (HOLDERS.has(name)) {
      stripBoxes(bytes, content, end)
    }
    at = end
  }
  return found
}

function boxAt(bytes: Buffer, at: number, until: number): { name: string; content: number; end: number } {
  if (at + 8 > until) throw new NotStripped('file-damaged')
  const name = bytes.toString('latin1', at + 4, at + 8)
  const short = bytes.readUInt32BE(at)
  if (short === 1 && at + 16 > until) throw new NotStripped('file-damaged')
  const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? until - at : short
  const content = at + (short === 1 ? 16 : 8)
  if (size < content - at || at + size > until) throw new NotStripped('file-damaged')
  return { name, content, end: at + size }
}
