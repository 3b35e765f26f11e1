/** Each kind of file without what was written beside its content. */
import type { FileKind } from '../kind.ts'
import { NotStripped } from './damaged.ts'
import { stripJpeg } from './jpeg.ts'
import { stripOgg } from './ogg.ts'
import { stripPdf } from './pdf.ts'
import { stripPng } from './png.ts'
import { stripMp3, stripMp4, stripWav } from './recording.ts'

const STRIPS: Readonly<Record<FileKind['name'], (bytes: Buffer) => Buffer | Promise<Buffer>>> = {
  jpeg: stripJpeg,
  png: stripPng,
  pdf: stripPdf,
  mp3: stripMp3,
  mp4: stripMp4,
  ogg: stripOgg,
  wav: stripWav,
  text: (bytes) => bytes,
  age: (bytes) => bytes,
}

/** The content alone. NotStripped with the reason. */
export async function strip(kind: FileKind['name'], bytes: Buffer): Promise<Buffer> {
  try {
    return await STRIPS[kind](bytes)
  } catch (error) {
    // A length that points outside the file is read by no parser.
    if (error instanceof RangeError) throw new NotStripped('file-damaged')
    throw error
  }
}
