/** A PNG without texts, times and Exif: chunks that a picture needs are copied, all others are left (PNG, third edition, 11). */
import { crc32 } from 'node:zlib'
import { NotStripped } from './damaged.ts'

const NEEDED = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs', 'hIST'])
const SIGNATURE = 8

/** The picture alone; what stands behind its end is cut off. Refuses (`file-damaged`) chunks that do not add up. */
export function stripPng(bytes: Buffer): Buffer {
  const parts: Buffer[] = [bytes.subarray(0, SIGNATURE)]
  let at = SIGNATURE
  for (;;) {
    if (at + 12 > bytes.length) throw new NotStripped('file-damaged')
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      throw new NotStripped('file-damaged')
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (NEEDED.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(parts)
    at = end
  }
}
