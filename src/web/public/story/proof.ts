/** What proves it: files and links, with who sees them. */
import { html } from 'hono/html'
import type { Story } from '../../../obligations/index.ts'
import type { Exchange } from '../../exchange.ts'
import { demonstrationMark, table } from '../../parts/list.ts'
import { institutionLink } from '../../parts/names.ts'
import { emptyState, type Section } from '../../parts/summary.ts'
import { dayOf } from '../moves.ts'

/** Pieces on the page. */
const MOST = 40

export function proof(exchange: Exchange, { evidence }: Story): Section {
  const { t, named, day, number } = exchange.texts
  const kilobytes = (size: number) => t('evidence.kilobytes', { n: number(Math.max(1, Math.round(size / 1024))) })
  return {
    id: 'proof',
    heading: t('story.proved'),
    body:
      evidence.length === 0
        ? emptyState(t('story.no-evidence'))
        : table(
            t('evidence.count', { n: evidence.length }),
            [
              { heading: t('evidence.what') },
              { heading: t('evidence.from') },
              { heading: t('evidence.added') },
              { heading: t('evidence.seen-by') },
            ],
            evidence
              .slice(0, MOST)
              .map((row) => [
                html`<a class="govuk-link" dir="auto" rel="noopener noreferrer" href="${row.url ?? `/evidence/${row.id}`}">${row.title}</a>${demonstrationMark(exchange, row.demonstration)}<span class="ob-code">${row.file_name === null ? (row.url ?? '') : html`${row.file_name}${row.size === null ? '' : html` · ${kilobytes(row.size)}`}`}</span>`,
                institutionLink(exchange, row.institution),
                day(dayOf(exchange, row.created_at)),
                named(`audience.${row.audience.split(':')[0]}`),
              ]),
          ),
  }
}
