/**
 * What the browser of whoever complains does: it makes the code, seals the text, and opens the answers. The code and what
 * follows from it stay in this page's memory: nothing is stored, and nothing of it is sent. Without script the same forms
 * work, and the server does it.
 */

import { caseForms } from './case.js'
import { complaintForm } from './complaint.js'
import { fileInputs } from './file.js'
import { officerForms } from './officer.js'
import { openedBy } from './open.js'
import { onSwap } from './page.js'

/** The key that opens what stands on the page: the person's, or the officer's. */
const holder = { keys: null }

function prepare() {
  for (const one of document.querySelectorAll('[data-plain]')) one.hidden = true
  for (const one of document.querySelectorAll('[data-strong]')) one.hidden = false
  complaintForm()
  fileInputs()
  caseForms(holder)
  officerForms((identity) => openedBy(identity))
  openedBy(holder.keys?.identity)
}

onSwap(prepare)
prepare()
