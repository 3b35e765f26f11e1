/** What stands in the navigation, by role. */
import type { Viewer } from '../../firewall/index.ts'
import { opensTo, type Who } from '../route.ts'
import type { TextKey } from '../texts.ts'

interface Item {
  readonly href: string
  readonly text: TextKey
  readonly who: Who
  /** Of officers those with these duties alone. */
  readonly duties?: readonly string[]
}

/** Everybody who signs in but officers of the registers. */
const FOLLOWING_UP = ['secretariat', 'official', 'nhri', 'civil-society', 'committee'] as const

const ITEMS: readonly Item[] = [
  { href: '/', text: 'nav.overview', who: 'anyone' },
  { href: '/obligations', text: 'nav.obligations', who: 'anyone' },
  { href: '/cases', text: 'nav.cases', who: ['officer'] },
  { href: '/work', text: 'nav.work', who: FOLLOWING_UP },
  { href: '/plan', text: 'nav.plan', who: 'anyone' },
  { href: '/indicators', text: 'nav.indicators', who: 'anyone' },
  { href: '/tables', text: 'nav.tables', who: 'anyone' },
  { href: '/safeguards', text: 'nav.safeguards', who: 'anyone' },
  { href: '/calendar', text: 'nav.calendar', who: 'anyone' },
  { href: '/reports', text: 'nav.reports', who: 'anyone' },
  { href: '/consultations', text: 'nav.consultations', who: 'anyone' },
  { href: '/documents', text: 'nav.documents', who: 'anyone' },
  { href: '/people', text: 'nav.people', who: ['secretariat', 'official', 'nhri'] },
  { href: '/history', text: 'nav.history', who: ['secretariat', 'official', 'nhri'] },
  { href: '/start', text: 'nav.start', who: 'anyone' },
  { href: '/complaint', text: 'nav.complaint', who: 'anyone' },
  { href: '/ombudsperson', text: 'ombudsperson.title', who: ['officer'], duties: ['ombuds-officer'] },
  {
    href: '/oversight',
    text: 'oversight.title',
    who: ['officer'],
    duties: ['ombuds-officer', 'ombuds-npm', 'data-protection-auditor'],
  },
  { href: '/search', text: 'nav.search', who: 'anyone' },
]

export function navigationFor(viewer: Viewer): readonly Item[] {
  return ITEMS.filter(
    ({ who, duties }) =>
      opensTo(who, viewer.role) && (duties === undefined || duties.includes(viewer.duty?.role ?? '')),
  )
}
