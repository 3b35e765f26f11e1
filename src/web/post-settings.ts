/** Where letters leave the house: the operator's mail server, or nowhere, and then people read them in the outbox. */
import { z } from 'zod'
import { CannotStart } from '../store/index.ts'

export interface PostSettings {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly url: string
  /** The sender's address. */
  readonly from: string
}

/** Reads `SMTP_URL` and `SMTP_FROM`; null where neither is set. One without the other does not start. */
export function readPostSettings(env: NodeJS.ProcessEnv = process.env): PostSettings | null {
  const { SMTP_URL: url = '', SMTP_FROM: from = '' } = env
  if (url === '' && from === '') return null
  if (!/^smtps?:\/\/[^/]/.test(url))
    throw new CannotStart('SMTP_URL is not usable: it must begin with smtp:// or smtps:// and name a server.')
  if (!z.email().safeParse(from).success)
    throw new CannotStart('SMTP_FROM is not usable: set it to the e-mail address from which letters are sent.')
  return { url, from }
}
