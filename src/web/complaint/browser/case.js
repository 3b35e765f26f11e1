/** Coming back with a code: what is asked shows the lookup name and the proof that follow from it, never the code. */
import { codeFromText, keysOf, LONGEST_TEXT, sealText } from '../channel/index.ts'
import { handOver, isKept, sealedFileIn } from './file.js'
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
    if (holder.keys !== null) onSubmit(form, ({ submitter }) => act(form, holder, submitter?.value))
}

async function act(form, holder, as) {
  const fields = Object.fromEntries(new FormData(form))
  const recipients = [...(form.dataset.recipients ?? '').split(' '), holder.keys.recipient]
  const file = await sealedFileIn(form, recipients)
  if (file === undefined) return
  delete fields.file
  const text = form.elements.text
  if (text !== undefined) {
    if (text.value.trim() === '' && text.required && file === null) return problem('text')
    if (new TextEncoder().encode(text.value).length > LONGEST_TEXT) return problem('long')
    fields.text = text.value.trim() === '' ? '' : await sealText(text.value, recipients)
  }
  if (file !== null) return sendWithFile(form.action, holder, { fields, file })
  const given = GIVEN[form.dataset.act]
  if (given === undefined) return send(form.action, holder, fields)
  const answer = await post(form.action, { ...fields, ...shown(holder) })
  if (answer?.ok && answer.headers.get('content-disposition') !== null) return given(answer, holder, as)
  if (answer !== null) await show(answer)
}

/** What is answered with a file in the place of a page. */
const GIVEN = {
  proof: async (answer) => download(await answer.blob(), 'filing.proof.json'),
  file: async (answer, { keys }, as) => {
    if (as === 'sealed') return download(await answer.blob(), 'file.age')
    if (!(await handOver(answer, keys.identity))) problem('network')
  },
}

async function sendWithFile(address, holder, { fields, file }) {
  const all = new FormData()
  const said = { ...fields, ...shown(holder), 'file-hash': file.hash }
  for (const [name, value] of Object.entries(said)) all.set(name, value)
  all.set('file', new Blob([file.bytes]))
  const answer = await post(address, all)
  if (answer === null) return
  if (answer.ok && !(await isKept(answer, file))) return problem('file-changed')
  await show(answer)
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
      await work(event)
    } finally {
      button.disabled = false
    }
  })
}
