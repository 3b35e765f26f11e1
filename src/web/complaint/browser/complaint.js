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
  const { story, confirm, task } = form.elements
  if (story.value.trim() === '') return problem('story')
  if (new TextEncoder().encode(story.value).length > LONGEST_TEXT) return problem('long')
  if (!isFirstFour(code, confirm.value)) return problem('confirm')
  const keys = await keysOf(code)
  const fields = new FormData(form)
  fields.delete('confirm')
  fields.set('story', await sealText(story.value, [...form.dataset.recipients.split(' '), keys.recipient]))
  fields.set('lookup', keys.lookup)
  fields.set('proof-hash', proofHash(keys.proof))
  fields.set('recipient', keys.recipient)
  fields.set('submission', keys.submission)
  fields.set('nonce', doWork(task.value, Number(task.value.split('.')[0])))
  const answer = await post(form.action, fields)
  if (answer !== null) await show(answer)
}
