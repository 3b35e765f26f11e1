/** The Ombudsperson's side: a key file is read here, opens what stands on the page, and is never sent. */
import { sealText } from '../channel/index.ts'
import { sealedFileIn } from './file.js'
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
      const { text, sealed, file } = form.elements
      const recipients = form.dataset.recipients.split(' ')
      const chosen = await sealedFileIn(form, recipients)
      if (chosen === undefined) return
      const hasWords = text.value.trim() !== ''
      if (!hasWords && chosen === null) return problem('text')
      // What was typed and chosen stays here; what leaves is sealed.
      sealed.value = hasWords ? await sealText(text.value, recipients) : ''
      text.removeAttribute('name')
      if (chosen !== null) {
        const carried = new DataTransfer()
        carried.items.add(new File([chosen.bytes], 'file.age'))
        file.files = carried.files
        form.elements['file-hash'].value = chosen.hash
      }
      form.submit()
    })
}
