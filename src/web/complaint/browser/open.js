/** Opens the sealed texts of a page with a key that never leaves it. */
import { openText } from '../channel/index.ts'

/** What the key does not open stays shut, and says so. */
export async function openedBy(identity) {
  if (identity === undefined) return 0
  let opened = 0
  for (const sealed of document.querySelectorAll('[data-sealed]')) {
    const text = await openText(sealed.textContent.trim(), identity)
    if (text === null) continue
    const shown = document.createElement('p')
    Object.assign(shown, { className: sealed.dataset.sealed, dir: 'auto', textContent: text })
    sealed.parentElement.querySelector('[data-shut]')?.remove()
    sealed.replaceWith(shown)
    opened++
  }
  return opened
}
