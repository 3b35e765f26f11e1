/** The page around the verifier: takes a file, says what is proved and what is not. Runs in a browser, from a file. */
import { verifyBundle } from '../core/bundle.ts'
import { readableJson } from '../core/canonical.ts'
import { NotProved } from '../core/not-proved.ts'

const at = (id) => document.getElementById(id)

async function textOf(input) {
  const [file] = input.files
  return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer())
}

function show(kind, heading, sentences) {
  at('answer').className = kind
  at('heading').textContent = heading
  at('sentences').replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement('p'), { textContent: sentence })),
  )
  at('answer').hidden = false
  at('heading').focus()
}

async function verify() {
  at('details').hidden = true
  const bundle = await textOf(at('bundle'))
  if (bundle === undefined) return
  try {
    const policy = await textOf(at('policy'))
    const verdict = verifyBundle(bundle, policy && new TextDecoder().decode(policy))
    show('proved', 'Proved', [verdict.proved, verdict.notProved])
    at('record').textContent = readableJson(verdict.record)
    at('fingerprint').textContent = verdict.fingerprint.replace(/.{8}/g, '$& ')
    at('whose').textContent = policy ? 'the policy that you chose' : 'the policy that came with the proof'
    at('details').hidden = false
  } catch (error) {
    const why = error instanceof NotProved ? error.message : 'The file could not be read.'
    show('refused', 'Not proved', [why, 'Do not rely on this file. It may be damaged: ask for it again.'])
  }
}

at('bundle').addEventListener('change', verify)
at('policy').addEventListener('change', verify)
at('form').hidden = false
