/**
 * A JPEG without what the camera wrote beside the picture (ITU-T T.81, annex B): place, time, device, thumbnail, comments. The
 * picture itself is not touched. By hand, since the kept libraries decode the picture again or need a binary; segments are
 * copied only if they are known to be needed, so that what nobody has heard of is left behind.
 */
import { NotStripped } from './damaged.ts'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP1 = 0xe1
const APP14 = 0xee

/** Adobe's segment says how colours are coded; without it they come out wrong. It is kept at its twelve bytes. */
const ADOBE = Buffer.from('Adobe')
const ADOBE_BYTES = 12

/** The picture, with its orientation if it had one. Refuses (`file-damaged`) what does not read as segments. */
export function stripJpeg(bytes: Buffer): Buffer {
  const parts: Buffer[] = [bytes.subarray(0, 2)]
  let orientation: number | null = null
  let at = 2
  for (;;) {
    const { marker, start, end } = segmentAt(bytes, at)
    if (marker === EOI) return Buffer.concat([...withOrientation(parts, orientation), marked(EOI)])
    if (marker === APP1) orientation ??= orientationIn(bytes.subarray(start, end))
    if (isNeeded(marker)) parts.push(bytes.subarray(start - 4, end))
    if (marker === APP14 && bytes.subarray(start, start + 5).equals(ADOBE))
      parts.push(marked(APP14), length(ADOBE_BYTES), bytes.subarray(start, start + ADOBE_BYTES))
    at = end
    if (marker === SOS) {
      const scanEnd = endOfScan(bytes, end)
      parts.push(bytes.subarray(end, scanEnd))
      at = scanEnd
    }
  }
}

interface Segment {
  readonly marker: number
  /** Of the content, after the length. */
  readonly start: number
  readonly end: number
}

function segmentAt(bytes: Buffer, offset: number): Segment {
  let at = offset
  if (bytes[at] !== 0xff) throw new NotStripped('file-damaged')
  while (bytes[at] === 0xff) at++ // fill bytes before a marker
  const marker = bytes[at] ?? 0
  if (marker === EOI) return { marker, start: at + 1, end: at + 1 }
  if (marker === SOI || marker === 0 || (marker >= 0xd0 && marker <= 0xd7) || at + 3 > bytes.length)
    throw new NotStripped('file-damaged')
  const size = bytes.readUInt16BE(at + 1)
  const [start, end] = [at + 3, at + 1 + size]
  if (size < 2 || end > bytes.length) throw new NotStripped('file-damaged')
  return { marker, start, end }
}

/** Frames, tables, restart intervals, scans. No comment, and of the applications' segments none. */
function isNeeded(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= SOS && marker <= 0xdf)
}

/** In a scan every 0xff is followed by zero or a restart; the first that is not begins the next segment. */
function endOfScan(bytes: Buffer, offset: number): number {
  let at = offset
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) throw new NotStripped('file-damaged')
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at
    at += next === 0xff ? 1 : 2
  }
}

/** Exif 2.3, 4.6.4: tag 0x0112 of the first directory. A picture taken sideways must not come out sideways. */
function orientationIn(content: Buffer): number | null {
  if (content.toString('latin1', 0, 6) !== 'Exif\0\0') return null
  const tiff = content.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  try {
    const directory = u32(4)
    for (let entry = 0; entry < u16(directory); entry++) {
      const at = directory + 2 + entry * 12
      if (u16(at) === 0x0112) return u16(at + 8) >= 1 && u16(at + 8) <= 8 ? u16(at + 8) : null
    }
  } catch {
    return null // cut short: there is nothing in it to keep
  }
  return null
}

/** An Exif segment of our own that says the orientation and nothing else. */
function withOrientation([start, ...rest]: readonly Buffer[], orientation: number | null): readonly Buffer[] {
  if (start === undefined) return []
  if (orientation === null || orientation === 1) return [start, ...rest]
  const content = Buffer.from(
    '457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '00000000' + '00000000',
    'hex',
  )
  content.writeUInt16BE(orientation, 24)
  return [start, marked(APP1), length(content.length), content, ...rest]
}

function marked(marker: number): Buffer {
  return Buffer.from([0xff, marker])
}

function length(content: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(content + 2)
  return bytes
}
