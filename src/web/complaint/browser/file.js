/**
 * A file before it leaves: a picture is drawn anew, so that nothing goes along that a camera wrote beside it; everything is
 * sealed here. And one that came: opened here, and handed to whoever holds the key.
 */
import { fileHash, LARGEST_FILE, openFile, sealFile, TooLong } from '../channel/index.ts'
import { download, problem } from './page.js'

/** Enough to read a paper on a photograph of it. */
const LONGEST_SIDE = 2560
const QUALITY = 0.85

/** What was made of a chosen file, so that it is sealed once: sent again on a bad line, it is the same. */
const made = new WeakMap()

/** Says of a chosen file, before anything is sent, how it goes. */
export function fileInputs() {
  for (const input of document.querySelectorAll('input[name=file]:not([data-ready])')) {
    input.dataset.ready = ''
    input.addEventListener('change', async () => {
      const [file] = input.files
      const goes = file === undefined ? undefined : (await plainOf(file, input)).goes
      for (const one of input.parentElement.querySelectorAll('[data-file-goes]'))
        one.hidden = one.dataset.fileGoes !== goes
    })
  }
}

/** The chosen file, sealed; null where none is chosen; undefined where it is too large, which is told. */
export async function sealedFileIn(form, recipients) {
  const input = form.elements.file
  const [file] = input?.files ?? []
  if (file === undefined) return null
  try {
    const plain = await plainOf(file, input)
    plain.sealed ??= sealed(plain, recipients)
    return await plain.sealed
  } catch (error) {
    if (!(error instanceof TooLong)) throw error
    problem('file-large')
    return undefined
  }
}

async function sealed({ ending, bytes }, recipients) {
  const sealedBytes = await sealFile({ ending, bytes: await bytes() }, recipients)
  return { bytes: sealedBytes, hash: fileHash(sealedBytes), submission: crypto.randomUUID() }
}

async function plainOf(file, input) {
  if (!made.has(file)) made.set(file, await madeOf(file, input))
  return made.get(file)
}

async function madeOf(file, input) {
  const picture = file.type.startsWith('image/') ? await drawnAnew(file) : null
  if (picture !== null) return { goes: 'anew', ending: 'jpg', bytes: () => bytesOf(picture) }
  const ending = /\.([a-z0-9]{1,5})$/.exec(file.name.toLowerCase())?.[1]
  const known = input.accept.split(',').includes(`.${ending}`)
  return { goes: 'as-it-is', ending: known ? ending : 'bin', bytes: () => bytesOf(file) }
}

async function bytesOf(blob) {
  // Of a film that is too large nothing is read.
  if (blob.size > LARGEST_FILE) throw new TooLong(`${blob.size} bytes`)
  return new Uint8Array(await blob.arrayBuffer())
}

/** The picture as a new one; null where this browser cannot read it, or does not let pages read what they have drawn. */
async function drawnAnew(file) {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return null
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const [canvas, pen] = canvasOf(Math.round(picture.width * scale) || 1, Math.round(picture.height * scale) || 1)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  if (!isReadTruly()) return null
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

function canvasOf(width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  return [canvas, pen]
}

/** Browsers that protect from being recognised give pages noise in the place of what was drawn. */
function isReadTruly() {
  const [, pen] = canvasOf(16, 16)
  for (let at = 0; at < 16; at++) {
    pen.fillStyle = `rgb(${at * 16}, ${255 - at * 16}, 77)`
    pen.fillRect(at, 0, 1, 16)
  }
  const { data } = pen.getImageData(0, 0, 16, 16)
  return data.every((value, at) => value === [((at >> 2) % 16) * 16, 255 - ((at >> 2) % 16) * 16, 77, 255][at % 4])
}

/** Whether the answer says that the file was kept as it left. */
export async function isKept(answer, { hash }) {
  const read = new DOMParser().parseFromString(await answer.clone().text(), 'text/html')
  return read.querySelector('[data-kept-file]')?.dataset.keptFile === hash
}

/** Opens a file that came sealed and hands it over; false where the key does not open it. */
export async function handOver(answer, identity) {
  const plain = await openFile(new Uint8Array(await answer.arrayBuffer()), identity)
  if (plain === null) return false
  download(new Blob([plain.bytes]), `file.${plain.ending}`)
  return true
}

/** Buttons with which the holder of the key opens files; gives how many there are. */
export function openableBy(identity) {
  const buttons = document.querySelectorAll('[data-open-file]')
  for (const button of buttons) {
    button.hidden = false
    button.onclick = async () => {
      const answer = await fetch(button.dataset.openFile, { cache: 'no-store' }).catch(() => null)
      if (!answer?.ok) problem('network')
      else if (!(await handOver(answer, identity))) problem('key')
    }
  }
  return buttons.length
}
