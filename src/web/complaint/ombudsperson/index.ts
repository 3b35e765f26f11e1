/** The Ombudsperson's side of the complaint: what came, by day; a complaint, opened with a key that stays in the browser; the answer. */
import type { Route } from '../../route.ts'
import type { Channel } from '../channel-of.ts'
import { demonstrationKey } from './keys.ts'
import { complaintsPage } from './list.ts'
import { officerFile, officerPage, replyPosted } from './page.ts'

export { released } from './list.ts'

export function ombudspersonRoutes(channel: Channel): Route[] {
  const who = ['officer'] as const
  return [
    { method: 'GET', path: '/ombudsperson', who, answer: complaintsPage },
    { method: 'GET', path: '/ombudsperson/:id', who, answer: (exchange) => officerPage(exchange, channel) },
    { method: 'GET', path: '/ombudsperson/:id/file/:file', who, answer: officerFile },
    {
      method: 'POST',
      path: '/ombudsperson/:id/reply',
      who,
      takesFiles: true,
      answer: (exchange) => replyPosted(exchange, channel),
    },
    {
      method: 'GET',
      path: '/ombudsperson/keys/:number',
      who,
      answer: (exchange) => demonstrationKey(exchange, channel),
    },
  ]
}
