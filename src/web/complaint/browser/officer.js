/** The Ombudsperson's side: a key file is read here, opens what stands on the page, and is never sent. */
import { sealText } from '../channel/index.ts'
import { problem } from './page.js'

export function officerForms(open) {
  const chooser = document.querySelector('[data-key-file]')
  chooser?.addEventListener('change', async () => {
    const [file] = chooser.files
    const identity = /AGE-SECRET-KEY-[A-Z0-9-]+/.exec((await file?.text()) ?? '')?.[0]
    if (identity === undefined || (await open(identity)) === 0) problem('key')
  })
  for (const form of document.querySelectorAll('form[data-reply]'))
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const text = form.elements.text
      if (text.value.trim() === '') return problem('text')
      // What was typed stays where it is; what leaves is the sealed text beside it.
      form.elements.sealed.value = await sealText(text.value, form.dataset.recipients.split(' '))
      text.removeAttribute('name')
      form.submit()
    })
}
