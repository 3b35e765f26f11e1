/**
 * Office files are zip archives. This reads their list of parts, never unpacking more than two small ones, and says
 * which sort of office file it is; any other archive, and one with a program inside, is refused.
 */
import { strFromU8, unzipSync } from 'fflate'
import { StepRefused } from '../store/index.ts'
import type { MediaType } from './media-type.ts'

/** By the part that only this sort has. */
const OFFICE: Readonly<Record<string, MediaType>> = {
  'word/document.xml': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
  },
  'xl/workbook.xml': { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  'ppt/presentation.xml': {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ending: 'pptx',
  },
}

const OPEN_DOCUMENT: Readonly<Record<string, MediaType>> = Object.fromEntries(
  (
    [
      ['text', 'odt'],
      ['spreadsheet', 'ods'],
      ['presentation', 'odp'],
    ] as const
  ).map(([kind, ending]) => {
    const type = `application/vnd.oasis.opendocument.${kind}`
    return [type, { type, ending }]
  }),
)

/** Parts that are, or hold, a program: macros, ActiveX, packaged objects, scripts of OpenDocument. */
const PROGRAM_PART =
  /vbaProject|vbaData|macrosheets\/|activeX|oleObject|embeddings\/.*\.bin$|^Basic\/|^Scripts\/|\.(?:exe|dll|js|vbs|ps1|bat|cmd|com|scr|hta|jar|lnk|svg|html?)$/i

const MOST_PARTS = 5000
const LARGEST_READ = 1_000_000

/** Which office file it is; null for another archive. Refuses programs, templates from elsewhere, and what cannot be read. */
export function readContainer(bytes: Uint8Array): MediaType | null {
  const names: string[] = []
  const read = unzip(bytes, names)
  if (names.some((name) => PROGRAM_PART.test(name))) throw new StepRefused('file-has-program')
  const types = textOf(read, '[Content_Types].xml')
  if (/macroEnabled/i.test(types)) throw new StepRefused('file-has-program')
  if (
    /attachedTemplate"[^>]*TargetMode="External"|TargetMode="External"[^>]*attachedTemplate"/.test(
      textOf(read, 'word/_rels/settings.xml.rels'),
    )
  )
    throw new StepRefused('file-has-program')
  if (types !== '') return OFFICE[names.find((name) => Object.hasOwn(OFFICE, name)) ?? ''] ?? null
  return OPEN_DOCUMENT[textOf(read, 'mimetype').trim()] ?? null
}

const READ = new Set(['[Content_Types].xml', 'mimetype', 'word/_rels/settings.xml.rels'])

function unzip(bytes: Uint8Array, names: string[]): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name)
        if (names.length > MOST_PARTS) throw new RangeError('too many parts')
        return READ.has(name) && originalSize <= LARGEST_READ
      },
    })
  } catch {
    throw new StepRefused('file-damaged')
  }
}

function textOf(read: Readonly<Record<string, Uint8Array>>, name: string): string {
  const part = read[name]
  return part === undefined ? '' : strFromU8(part)
}
