/** The form of a new complaint: its code is made here, and the text leaves sealed. */
import {
  codeOf,
  codeToText,
  doWork,
  isFirstFour,
  keysOf,
  LONGEST_TEXT,
  pictureOf,
  proofHash,
  sealText,
} from '../channel/index.ts'
import { isKept, sealedFileIn } from './file.js'
import { post, printOnly, problem, show } from './page.js'

export function complaintForm() {
  const form = document.querySelector('form[data-complaint]')
  if (form === null || form.dataset.ready !== undefined) return
  form.dataset.ready = ''
  const code = codeOf(crypto.getRandomValues(new Uint8Array(15)))
  form.elements.code.remove()
  form.querySelector('[data-code]').textContent = codeToText(code)
  form.querySelector('[data-qr]').innerHTML = pictureOf(code)
  form.querySelector('[data-print]')?.addEventListener('click', () => printOnly(form.querySelector('[data-card]')))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('[data-send]')
    button.disabled = true
    try {
      await send(form, code)
    } finally {
      button.disabled = false
    }
  })
}

async function send(form, code) {
  const { story, confirm, task, file: chosen } = form.elements
  const hasWords = story.value.trim() !== ''
  if (!hasWords && chosen.files.length === 0) return problem('story')
  if (new TextEncoder().encode(story.value).length > LONGEST_TEXT) return problem('long')
  if (!isFirstFour(code, confirm.value)) return problem('confirm')
  const keys = await keysOf(code)
  const recipients = [...form.dataset.recipients.split(' '), keys.recipient]
  const file = await sealedFileIn(form, recipients)
  if (file === undefined) return
  const fields = new FormData(form)
  for (const name of ['confirm', 'file']) fields.delete(name)
  if (file !== null) fields.set('file-hash', file.hash)
  fields.set('story', hasWords ? await sealText(story.value, recipients) : '')
  fields.set('lookup', keys.lookup)
  fields.set('proof-hash', proofHash(keys.proof))
  fields.set('recipient', keys.recipient)
  fields.set('submission', keys.submission)
  fields.set('nonce', doWork(task.value, Number(task.value.split('.')[0])))
  const answer = await post(form.action, fields)
  if (answer === null) return
  // That it has arrived is said when all of it has.
  if (answer.ok && file !== null && !(await sendFile(file, keys))) return problem('file-network')
  await show(answer)
  const arrived = document.querySelector('[data-file-arrived]')
  if (arrived !== null) arrived.hidden = file === null
}

/** The file goes after the words, to the case that they have opened. */
async function sendFile(file, { lookup, proof }) {
  const fields = new FormData()
  const said = { act: 'write', text: '', submission: file.submission, 'file-hash': file.hash, lookup, proof }
  for (const [name, value] of Object.entries(said)) fields.set(name, value)
  fields.set('file', new Blob([file.bytes]))
  const answer = await post('/complaint/case', fields)
  return answer?.ok === true && (await isKept(answer, file))
}
