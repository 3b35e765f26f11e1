/** Has the browser sign, or make a passkey, and sends the form with what it answered. Runs on the pages that ask for one. */
const form = document.querySelector('form[data-passkey]')
const button = form.querySelector('[data-passkey-button]')
const said = form.querySelector('[data-passkey-said]')

/** Shows the sentence of that name; the form keeps all that it holds. */
function say(name) {
  said.textContent = form.dataset[name] ?? ''
}

async function ask(options) {
  if (form.dataset.passkey === 'make') {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    return navigator.credentials.create({ publicKey })
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return navigator.credentials.get({ publicKey })
}

async function answer() {
  button.disabled = true
  say('waiting')
  try {
    const credential = await ask(JSON.parse(form.dataset.options))
    form.elements.namedItem('_signature').value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (error) {
    say(error.name === 'InvalidStateError' ? 'known' : 'refused')
    button.disabled = false
    button.focus()
  }
}

if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === undefined) say('unable')
else {
  button.parentElement.hidden = false
  button.addEventListener('click', answer)
}
