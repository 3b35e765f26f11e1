/**
 * What a file is, by its first bytes and never by its name. Papers, pictures, recordings, plain words, and what is sealed to
 * keys that are not here; nothing that runs.
 */

export interface FileKind {
  readonly name: 'pdf' | 'jpeg' | 'png' | 'mp3' | 'mp4' | 'ogg' | 'wav' | 'text' | 'age'
  readonly type: string
  /** The ending under which it is given out. */
  readonly ending: string
}

const KINDS = {
  pdf: { name: 'pdf', type: 'application/pdf', ending: 'pdf' },
  jpeg: { name: 'jpeg', type: 'image/jpeg', ending: 'jpg' },
  png: { name: 'png', type: 'image/png', ending: 'png' },
  mp3: { name: 'mp3', type: 'audio/mpeg', ending: 'mp3' },
  m4a: { name: 'mp4', type: 'audio/mp4', ending: 'm4a' },
  mp4: { name: 'mp4', type: 'video/mp4', ending: 'mp4' },
  ogg: { name: 'ogg', type: 'audio/ogg', ending: 'ogg' },
  wav: { name: 'wav', type: 'audio/wav', ending: 'wav' },
  age: { name: 'age', type: 'application/vnd.age', ending: 'age' },
  text: { name: 'text', type: 'text/plain; charset=utf-8', ending: 'txt' },
} as const satisfies Readonly<Record<string, FileKind>>

/** Media types under which one is given out. */
export const ACCEPTED_TYPES: readonly string[] = Object.values(KINDS).map(({ type }) => type.split(';')[0] ?? type)

/** For the form that asks for a file. */
export const ACCEPTED_ENDINGS = ['pdf', 'jpg', 'jpeg', 'png', 'mp3', 'm4a', 'mp4', 'ogg', 'wav', 'txt'] as const

/** The kind; null for what is none of these. */
export function kindOf(bytes: Buffer): FileKind | null {
  if (at(bytes, 0, '%PDF-')) return KINDS.pdf
  if (at(bytes, 0, '\xff\xd8\xff')) return KINDS.jpeg
  if (at(bytes, 0, '\x89PNG\r\n\x1a\n')) return KINDS.png
  if (at(bytes, 0, 'age-encryption.org/v1\n')) return KINDS.age
  if (at(bytes, 0, 'OggS')) return KINDS.ogg
  if (at(bytes, 0, 'RIFF') && at(bytes, 8, 'WAVE')) return KINDS.wav
  if (at(bytes, 4, 'ftyp')) return mp4Kind(bytes)
  if (at(bytes, 0, 'ID3') || isMpegAudio(bytes)) return KINDS.mp3
  return isWords(bytes) ? KINDS.text : null
}

/** Brands of ISO base media that recorders and telephones write; a picture in the same container (HEIC) is none of ours. */
function mp4Kind(bytes: Buffer): FileKind | null {
  const brand = bytes.toString('latin1', 8, 12)
  if (/^M4[AB] $/.test(brand)) return KINDS.m4a
  return /^(?:isom|iso[2-9]|mp4[12]|avc1|qt {2}|3gp.|M4V )$/.test(brand) ? KINDS.mp4 : null
}

/** A frame of MPEG audio layer III: eleven bits of sync, a version, a layer, a bit rate and a sampling rate that exist. */
function isMpegAudio(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (second & 0x06) === 0x02 &&
    (third & 0xf0) !== 0xf0 &&
    (third & 0x0c) !== 0x0c
  )
}

/** Beginnings of text that some program would run, or a browser would draw. */
const RUNS = /^\s*(?:#!|@echo|<\?|<!|<[a-z]+[\s/>])/i

/** Characters that no words have: a file of another kind that happens to read as text has them. */
const CONTROLS = /[^\P{Cc}\t\n\r\f]/u

function isWords(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() !== '' && !CONTROLS.test(text) && !RUNS.test(text)
  } catch {
    return false
  }
}

function at(bytes: Buffer, offset: number, signature: string): boolean {
  return bytes.toString('latin1', offset, offset + signature.length) === signature
}
