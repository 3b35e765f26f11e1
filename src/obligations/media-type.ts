/**
 * What a file is, by its content and never by what it is called. Only documents, pictures and plain data pass;
 * whatever can carry a program (macros, scripts, embedded objects, archives, web pages) is refused.
 */
import { StepRefused } from '../store/index.ts'
import { readContainer } from './media-container.ts'

export interface MediaType {
  readonly type: string
  /** The ending under which the file is kept and served. */
  readonly ending: string
}

const PDF: MediaType = { type: 'application/pdf', ending: 'pdf' }
const PNG: MediaType = { type: 'image/png', ending: 'png' }
const JPEG: MediaType = { type: 'image/jpeg', ending: 'jpg' }
const TEXT: Readonly<Record<string, MediaType>> = {
  txt: { type: 'text/plain; charset=utf-8', ending: 'txt' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  md: { type: 'text/plain; charset=utf-8', ending: 'md' },
}

/** What evidence may be, for the page that asks for it. */
export const ALLOWED_ENDINGS = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'png',
  'jpg',
  'jpeg',
  'txt',
  'csv',
  'md',
] as const

/** The type of the content. Refuses what is not on the list, and what its name pretends to be but is not. */
export function sniff(bytes: Uint8Array, fileName: string): MediaType {
  const ending = endingOf(fileName)
  refuseSecondEnding(fileName)
  const found = ofContent(bytes, ending)
  if (found === null) throw new StepRefused('file-type-refused', { ending })
  const claims = ending === 'jpeg' ? 'jpg' : ending
  // A PDF called "report.exe" is no harm in itself, but somebody means it to be opened as what it is called.
  if (claims !== found.ending) throw new StepRefused('file-name-misleads', { ending, found: found.ending })
  return found
}

/** Endings that some system runs, wherever in the name they stand: "invoice.exe.pdf" shows as "invoice.exe" on many. */
const RUNNABLE =
  /^(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|jar|lnk|dll|cpl|reg|sh|app|dmg|iso|img|apk|docm|xlsm|pptm|html?|svg|php|py)$/i

function refuseSecondEnding(fileName: string): void {
  const parts = fileName.trim().split('.').slice(1)
  if (parts.length > 1 && parts.slice(0, -1).some((part) => RUNNABLE.test(part.trim())))
    throw new StepRefused('file-double-ending', { endings: parts.map((part) => `.${part.trim()}`).join('') })
}

function ofContent(bytes: Uint8Array, ending: string): MediaType | null {
  if (bytes.length === 0) throw new StepRefused('file-empty')
  if (startsWith(bytes, '%PDF-')) return withoutProgram(bytes, PDF)
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return PNG
  if (startsWith(bytes, '\xff\xd8\xff')) return JPEG
  if (startsWith(bytes, 'PK\x03\x04')) return readContainer(bytes)
  const text = TEXT[ending]
  return text !== undefined && isPlainText(bytes) ? text : null
}

/** Names by which a PDF runs something on opening. Compressed parts are not looked into: see docs for what that leaves open. */
const PROGRAM_IN_PDF = /\/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?)[\s/<([>\]]/

function withoutProgram(bytes: Uint8Array, type: MediaType): MediaType {
  if (PROGRAM_IN_PDF.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')))
    throw new StepRefused('file-has-program')
  return type
}

/** Beginnings of text that some program would run or a browser would render. */
const RUNS = /^\s*(?:#!|@echo|<\?|<!|<html|<svg|<script|<head|<body|<iframe)/i

function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !text.includes('\0') && !RUNS.test(text)
  } catch {
    return false
  }
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return signature.split('').every((character, index) => bytes[index] === character.charCodeAt(0))
}

function endingOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  return dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase()
}
