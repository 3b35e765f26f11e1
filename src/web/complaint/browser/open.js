/** Opens the sealed texts of a page with a key that never leaves it. */
import { openText } from '../channel/index.ts'
import { openableBy } from './file.js'

/** What the key does not open stays shut, and says so. */
export async function openedBy(identity) {
  if (identity === undefined) return 0
  let opened = 0
  const texts = document.querySelectorAll('[data-sealed]')
  for (const sealed of texts) {
    const text = await openText(sealed.textContent.trim(), identity)
    if (text === null) continue
    const shown = document.createElement('p')
    Object.assign(shown, { className: sealed.dataset.sealed, dir: 'auto', textContent: text })
    sealed.parentElement.querySelector('[data-shut]')?.remove()
    sealed.replaceWith(shown)
    opened++
  }
  // Where files are all there is, opening one will tell whether the key is right.
  if (opened === 0 && texts.length > 0) return 0
  return opened + openableBy(identity)
}
