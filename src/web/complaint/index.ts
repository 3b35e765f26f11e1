/** The complaint: the form, coming back with the code, the receipt. Nobody who comes here leaves a trace. */
import { verifierHtml } from '../../ledger/index.ts'
import type { Route } from '../route.ts'
import { casePosted, enterPage, filePosted } from './case-page.ts'
import type { Channel } from './channel-of.ts'
import { complaintPage, complaintPosted } from './form-page.ts'
import { proofPosted } from './proof.ts'

export { isSealed, LONGEST_TEXT, sealText } from './channel/index.ts'
export type { Channel } from './channel-of.ts'
export { ombudspersonRoutes, released } from './ombudsperson/index.ts'
export { openChannel } from './open-channel.ts'
export { type Recipients, readRecipients } from './recipients.ts'

export function complaintRoutes(channel: Channel): Route[] {
  const quiet = { who: 'anyone', traceless: true } as const
  return [
    { method: 'GET', path: '/complaint', ...quiet, answer: (exchange) => complaintPage(exchange, channel) },
    {
      method: 'POST',
      path: '/complaint',
      ...quiet,
      takesFiles: true,
      answer: (exchange) => complaintPosted(exchange, channel),
    },
    { method: 'GET', path: '/complaint/case', ...quiet, answer: enterPage },
    {
      method: 'POST',
      path: '/complaint/case',
      ...quiet,
      takesFiles: true,
      answer: (exchange) => casePosted(exchange, channel),
    },
    { method: 'POST', path: '/complaint/file', ...quiet, answer: filePosted },
    { method: 'POST', path: '/complaint/proof', ...quiet, answer: (exchange) => proofPosted(exchange, channel) },
    { method: 'GET', path: '/complaint/verifier', ...quiet, answer: verifierFile },
  ]
}

let verifier: string | undefined

/** Made once: anybody may ask for it as often as they like. */
const verifierFile: Route['answer'] = async ({ context }) => {
  verifier ??= verifierHtml()
  return context.body(verifier, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-disposition': 'attachment; filename="verifier.html"',
  })
}
