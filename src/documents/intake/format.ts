/** Tells what a file is by its first bytes and, for archives, by its table of contents; the name decides nothing that the content can. */
import { decodeText, looksLikeText } from './encoding.ts'
import { Unreadable } from './unreadable.ts'
import { openZip, type Zip } from './zip.ts'

/** A file that may be read, with its text where it is a text. */
export type Accepted =
  | { readonly format: 'docx' | 'pdf' | 'xlsx'; readonly bytes: Uint8Array }
  | { readonly format: 'html' | 'text' | 'json'; readonly text: string }

/** What the content is; refuses all that is not read here. */
export function acceptedFrom(bytes: Uint8Array, name: string): Accepted {
  const head = latin(bytes.subarray(0, 1024))
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw refusalOfCompound(bytes)
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return officeFile(bytes)
  // A PDF may start with a few bytes that are not its own.
  if (head.includes('%PDF-')) return { format: 'pdf', bytes }
  const isText = looksLikeText(bytes)
  const found = (isText ? TEXT_SIGNATURES : SIGNATURES).find(([start]) => head.startsWith(start))?.[1]
  if (found !== undefined || !isText) throw new Unreadable('wrong-type', { found: found ?? 'not a document' })
  return textFile(decodeText(bytes), name)
}

const ARCHIVE = 'a compressed archive; unpack it first'

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'a picture (PNG)'],
  ['\xff\xd8\xff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['II*\0', 'a picture (TIFF)'],
  ['MM\0*', 'a picture (TIFF)'],
  ['BM', 'a picture (BMP)'],
  ['RIFF', 'a picture, a sound or a film'],
  ['\x1f\x8b', ARCHIVE],
  ['7z\xbc\xaf', ARCHIVE],
  ['Rar!', ARCHIVE],
  ['BZh', ARCHIVE],
  ['\xfd7zXZ', ARCHIVE],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
]

const TEXT_SIGNATURES: readonly (readonly [string, string])[] = [
  ['{\\rtf', 'in rich text format (.rtf); save it as .docx'],
  ['MIME-Version:', 'a mail or web archive; save the document in it'],
  ['Received:', 'a mail or web archive; save the document in it'],
]

// MS-CFB: names in the directory are UTF-16. An encrypted .docx is such a container too.
function refusalOfCompound(bytes: Uint8Array): Unreadable {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (stream: string) => content.includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) return new Unreadable('encrypted')
  if (holds('WordDocument')) return new Unreadable('old-word')
  const found = holds('Workbook') ? 'in the old Excel format (.xls); save it as .xlsx' : 'an old Office file'
  return new Unreadable('wrong-type', { found })
}

const MAIN_TYPES: readonly (readonly [RegExp, 'docx' | 'xlsx'])[] = [
  [/wordprocessingml\.(?:document|template)\.main\+xml/, 'docx'],
  [/spreadsheetml\.(?:sheet|template)\.main\+xml/, 'xlsx'],
]

// ECMA-376 part 2: [Content_Types].xml names the type of each part, and so what the package is.
function officeFile(bytes: Uint8Array): Accepted {
  const zip = openZip(bytes)
  const types = zip.read('[Content_Types].xml')
  if (types === null) throw new Unreadable('wrong-type', { found: archiveKind(zip) })
  const text = decodeText(types)
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Unreadable('entities', { part: '[Content_Types].xml' })
  if (/macroEnabled/i.test(text) || zip.names.some((name) => /vbaProject\.bin$/i.test(name)))
    throw new Unreadable('macros')
  const format = MAIN_TYPES.find(([form]) => form.test(text))?.[1]
  if (format === undefined)
    throw new Unreadable('wrong-type', { found: 'an Office file that is neither text nor table' })
  if (format === 'xlsx') checkEveryPart(zip)
  return { format, bytes }
}

function archiveKind(zip: Zip): string {
  const type = zip.names.includes('mimetype') ? decodeText(zip.read('mimetype') ?? new Uint8Array()) : ''
  if (type.startsWith('application/vnd.oasis.opendocument.text')) return 'an OpenDocument text (.odt); save it as .docx'
  return 'a ZIP archive; unpack it and take the document in it'
}

// Tables are read by a library that trusts what the archive says of itself, so every part is tried here, one at a time.
function checkEveryPart(zip: Zip): void {
  for (const part of zip.names) {
    const content = zip.read(part)
    if (
      content !== null &&
      /\.(?:xml|rels)$/i.test(part) &&
      /<!DOCTYPE|<!ENTITY/i.test(latin(content.subarray(0, 2048)))
    ) {
      throw new Unreadable('entities', { part })
    }
  }
}

function textFile(text: string, name: string): Accepted {
  const start = text.slice(0, 4096).trimStart()
  if (start === '' && text.trim() === '') throw new Unreadable('empty')
  if (isHtml(start, name)) return { format: 'html', text }
  if (start.startsWith('<?xml')) throw new Unreadable('wrong-type', { found: 'an XML file' })
  return { format: isJson(start, text) ? 'json' : 'text', text }
}

function isHtml(start: string, name: string): boolean {
  const content = start.replace(/^(?:<\?xml[^>]*>|<!--.*?-->|\s)+/s, '')
  if (/^<(?:!doctype\s+html|html|head|body|meta|div|p|h[1-6]|table|article|main|section)\b/i.test(content)) return true
  return /\.x?html?$/i.test(name) && /<\/?[a-z][^>]*>/i.test(content)
}

function isJson(start: string, text: string): boolean {
  const opens = /^(?:\{\s*(?:"|\})|\[\s*(?:[[{"\]\d-]|true|false|null))/.test(start)
  return opens && /[\]}]\s*$/.test(text.slice(-1024))
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
