/**
 * Reads a ZIP archive that nobody trusts: the directory first, with limits on count, sizes and ratio, then single entries, inflated
 * up to the size they declare and checked against their checksum. Node's own archive classes are still experimental and warn on stderr.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { Unreadable } from './unreadable.ts'

export const ZIP_LIMITS = {
  entries: 5_000,
  /** One XML part of a 300-page document has 3 to 10 MB. */
  entryBytes: 64_000_000,
  totalBytes: 400_000_000,
  /** Repetitive XML reaches 60 to 1; deflate can go to 1,032 to 1. Small entries may be as repetitive as they like. */
  ratio: 200,
  ratioFromBytes: 4_000_000,
} as const

interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packedBytes: number
  readonly bytes: number
  readonly headerAt: number
}

/** An archive whose directory has been found harmless. */
export interface Zip {
  readonly names: readonly string[]
  /** The unpacked entry, or null where there is none of that name. Refuses what is longer than declared or does not match its checksum. */
  read(name: string): Uint8Array | null
}

/** Reads the directory of an archive; refuses damaged, encrypted and suspiciously large ones before anything is unpacked. */
export function openZip(bytes: Uint8Array): Zip {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map(directoryOf(data).map((entry) => [entry.name, entry]))
  refuseBomb([...entries.values()])
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name)
      return entry === undefined ? null : unpack(data, entry)
    },
  }
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22

// APPNOTE.TXT 4.3.12 and 4.3.16: the directory at the end of the file is the truth; the local headers before each entry are not.
function directoryOf(data: Buffer): ZipEntry[] {
  const end = endOfDirectory(data)
  const count = data.readUInt16LE(end + 10)
  if (count > ZIP_LIMITS.entries) throw new Unreadable('bomb', { size: count, limit: ZIP_LIMITS.entries })
  const entries: ZipEntry[] = []
  let at = data.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Unreadable('damaged')
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => data.readUInt16LE(at + offset))
    entries.push(entryAt(data, at, nameBytes ?? 0))
    at += 46 + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0)
  }
  return entries
}

function endOfDirectory(data: Buffer): number {
  // The archive's comment, at most 65,535 bytes, stands behind the end record.
  const earliest = Math.max(0, data.length - END_BYTES - 0xffff)
  for (let at = data.length - END_BYTES; at >= earliest; at--) {
    if (data.readUInt32LE(at) === END_SIGNATURE) return at
  }
  throw new Unreadable('damaged')
}

function entryAt(data: Buffer, at: number, nameBytes: number): ZipEntry {
  // 4.4.4: bit 0 says that the entry is encrypted.
  if ((data.readUInt16LE(at + 8) & 1) === 1) throw new Unreadable('encrypted')
  return {
    name: data.toString('utf8', at + 46, at + 46 + nameBytes),
    method: data.readUInt16LE(at + 10),
    checksum: data.readUInt32LE(at + 16),
    packedBytes: data.readUInt32LE(at + 20),
    bytes: data.readUInt32LE(at + 24),
    headerAt: data.readUInt32LE(at + 42),
  }
}

function refuseBomb(entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (total > ZIP_LIMITS.totalBytes) throw new Unreadable('bomb', { size: total, limit: ZIP_LIMITS.totalBytes })
  for (const { name, bytes, packedBytes } of entries) {
    if (bytes >= ZIP_LIMITS.ratioFromBytes && bytes > packedBytes * ZIP_LIMITS.ratio) {
      throw new Unreadable('bomb', { size: bytes, limit: packedBytes * ZIP_LIMITS.ratio, part: name })
    }
  }
}

function unpack(data: Buffer, entry: ZipEntry): Uint8Array {
  const part = entry.name
  if (entry.bytes > ZIP_LIMITS.entryBytes) {
    throw new Unreadable('bomb', { size: entry.bytes, limit: ZIP_LIMITS.entryBytes, part })
  }
  const content = inflate(packedContent(data, entry), entry)
  if (content.length !== entry.bytes || crc32(content) !== entry.checksum) throw new Unreadable('damaged', { part })
  return content
}

function packedContent(data: Buffer, entry: ZipEntry): Buffer {
  const at = entry.headerAt
  if (at + 30 > data.length || data.readUInt32LE(at) !== LOCAL_SIGNATURE) {
    throw new Unreadable('damaged', { part: entry.name })
  }
  const start = at + 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28)
  return data.subarray(start, start + entry.packedBytes)
}

function inflate(packed: Buffer, { method, bytes, name }: ZipEntry): Uint8Array {
  if (method === 0) return packed
  if (method !== 8) throw new Unreadable('damaged', { part: name })
  try {
    // One byte more than declared is already a lie; the output stops there, whatever the stream would go on to say.
    return inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) })
  } catch (cause) {
    const outgrown = cause instanceof RangeError
    throw new Unreadable(outgrown ? 'bomb' : 'damaged', { part: name }, { cause })
  }
}
