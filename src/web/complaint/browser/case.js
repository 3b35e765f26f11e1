/** Coming back with a code: what is asked shows the lookup name and the proof that follow from it, never the code. */
import { codeFromText, keysOf, LONGEST_TEXT, sealText } from '../channel/index.ts'
import { download, post, problem, show } from './page.js'

export function caseForms(holder) {
  const enter = document.querySelector('form[data-enter]')
  if (enter !== null)
    onSubmit(enter, async () => {
      const code = codeFromText(enter.elements.code.value)
      if (code === null) return problem('code')
      holder.keys = await keysOf(code)
      await send(enter.action, holder, {})
    })
  for (const form of document.querySelectorAll('form[data-act]'))
    if (holder.keys !== null) onSubmit(form, () => act(form, holder))
}

async function act(form, holder) {
  const fields = Object.fromEntries(new FormData(form))
  const text = form.elements.text
  if (text !== undefined) {
    if (text.value.trim() === '' && text.required) return problem('text')
    if (new TextEncoder().encode(text.value).length > LONGEST_TEXT) return problem('long')
    fields.text =
      text.value.trim() === ''
        ? ''
        : await sealText(text.value, [...form.dataset.recipients.split(' '), holder.keys.recipient])
  }
  if (form.dataset.act !== 'proof') return send(form.action, holder, fields)
  const answer = await post(form.action, { ...fields, ...shown(holder) })
  if (answer?.ok && answer.headers.get('content-disposition') !== null) return download(answer, 'filing.proof.json')
  if (answer !== null) await show(answer)
}

const shown = ({ keys }) => ({ lookup: keys.lookup, proof: keys.proof })

async function send(address, holder, fields) {
  const answer = await post(address, { ...fields, ...shown(holder) })
  if (answer !== null) await show(answer)
}

function onSubmit(form, work) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    try {
      await work()
    } finally {
      button.disabled = false
    }
  })
}
