/** Who answers for it: institutions for everybody, people for those who have signed in. */
import { html } from 'hono/html'
import type { Holder, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { table } from '../../parts/list.ts'
import { nameIn } from '../../parts/names.ts'
import type { Section } from '../../parts/summary.ts'

export function people(exchange: Exchange, { participations }: Story): Section {
  const { t, named, language } = exchange.texts
  const signedIn = exchange.viewer.account !== null
  const person = (holder: Holder | null): Html | string =>
    holder === null ? html`<span class="ob-overdue">${t('institution.nobody')}</span>` : holder.name
  return {
    id: 'people',
    heading: t('story.responsible'),
    body: table(
      signedIn ? t('story.people-caption') : t('story.institutions-caption'),
      [
        { heading: t('obligation.institution') },
        { heading: t('story.part') },
        ...(signedIn
          ? [{ heading: t('post.focal-point') }, { heading: t('post.alternate') }, { heading: t('post.validator') }]
          : []),
      ],
      participations.map((row) => [
        html`<a class="govuk-link" href="/institutions/${row.institution}">${nameIn(row.institution_name, language.code) ?? row.institution}</a>`,
        row.part === 'lead'
          ? html`<strong class="govuk-tag govuk-tag--blue">${named('part.lead')}</strong>`
          : named('part.contributing'),
        ...(signedIn ? [person(row.focal_point), person(row.alternate), person(row.validator)] : []),
      ]),
    ),
  }
}
