/** Accounts by institution, role and standing. Whoever is not of the secretariat sees their own institution alone. */
import { html } from 'hono/html'
import { listInstitutions } from '../../obligations/index.ts'
import { ACCOUNT_ROLES, type AccountRow, accounts, mayManageAccounts } from '../../obligations/people/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Choice } from '../parts/fields.ts'
import { demonstrationMark, PAGE_SIZE, pageLinks, pageOf, table } from '../parts/list.ts'
import { institutionName, nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { postsOf } from './post-list.ts'

export async function peoplePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const all = mayManageAccounts(exchange.viewer)
  const asked = exchange.query('institution')
  const own = exchange.viewer.institution ?? undefined
  if (!all && (own === undefined || (asked !== undefined && asked !== own))) throw new NotFound()
  const institution = all ? asked : own
  const standing = exchange.query('standing') === 'closed' ? 'closed' : 'open'
  const role = ACCOUNT_ROLES.find((known) => known === exchange.query('role'))
  const { rows, total, institutions } = await exchange.read(async (tx) => ({
    ...(await accounts(tx, exchange.viewer, {
      ...{ institution, role, standing, limit: PAGE_SIZE },
      offset: pageOf(exchange).offset,
    })),
    institutions: await listInstitutions(tx),
  }))
  const known = institution !== undefined && institutions.some(({ code }) => code === institution)
  const { language } = exchange.texts
  return page(exchange, {
    title: all ? t('nav.people') : t('people.of', { institution: institutionName(exchange, institution ?? '') }),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${t(all ? 'people.lead' : 'people.lead-own')}</p>`,
      all ? html`<p><a class="govuk-button" href="/people/new">${t('people.open')}</a></p>` : '',
      filters(exchange, {
        institution: all
          ? institutions.map(({ code, name }) => ({
              value: code,
              text: `${code} ${nameIn(name, language.code) ?? ''}`,
            }))
          : null,
        chosen: { institution, role, standing },
      }),
      rows.length === 0
        ? emptyState(t('people.none'))
        : table(
            t(standing === 'closed' ? 'people.count-closed' : 'people.count', { n: total }),
            [
              { heading: t('people.name') },
              { heading: t('people.role') },
              { heading: t('people.belongs') },
              { heading: t('people.standing') },
            ],
            rows.map((row) => cells(exchange, row)),
          ),
      html`${pageLinks(exchange, total)}`,
      known && institution !== undefined ? await postsOf(exchange, institution) : '',
    ],
  })
}

function cells(exchange: Exchange, row: AccountRow): (Html | string)[] {
  const { t, named, moment } = exchange.texts
  return [
    html`<a class="govuk-link" href="/people/${row.id}">${row.name}</a>${demonstrationMark(exchange, row.demonstration)}<span class="ob-who ob-wrap">${row.email}</span>`,
    named(`role.${row.role}`),
    row.institution === null ? (row.organizationName ?? '–') : institutionName(exchange, row.institution),
    row.closedAt === null
      ? standingTag(exchange, row)
      : html`${standingTag(exchange, row)}<br>${t('people.since', { when: moment(row.closedAt) })}`,
  ]
}

/** Whether the account is open, as a coloured word. */
export function standingTag({ texts }: Exchange, { closedAt }: AccountRow): Html {
  return closedAt === null
    ? html`<strong class="govuk-tag govuk-tag--green">${texts.t('people.open-state')}</strong>`
    : html`<strong class="govuk-tag govuk-tag--grey">${texts.t('people.closed-state')}</strong>`
}

interface Filters {
  /** Null where the viewer may see one institution alone. */
  readonly institution: readonly Choice[] | null
  readonly chosen: Readonly<Record<'institution' | 'role' | 'standing', string | undefined>>
}

function filters(exchange: Exchange, { institution, chosen }: Filters): Html {
  const { t, named } = exchange.texts
  const select = (
    name: keyof Filters['chosen'],
    label: string,
    choices: readonly Choice[],
    first: 'all' | 'none' = 'all',
  ) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><select class="govuk-select" id="${name}" name="${name}">${first === 'all' ? html`<option value="">${t('site.all')}</option>` : ''}${choices.map((choice) => html`<option value="${choice.value}"${choice.value === chosen[name] ? html` selected` : ''}>${choice.text}</option>`)}</select></div>`
  return html`<form method="get" action="/people" class="ob-filter"><div class="ob-filters">${institution === null ? '' : select('institution', t('obligation.institution'), institution)}
${select(
  'role',
  t('people.role'),
  ACCOUNT_ROLES.map((role) => ({ value: role, text: named(`role.${role}`) })),
)}
${select(
  'standing',
  t('people.standing'),
  (['open', 'closed'] as const).map((value) => ({ value, text: t(`people.${value}-state`) })),
  'none',
)}</div><button class="govuk-button govuk-!-margin-bottom-4">${t('site.filter')}</button></form>`
}
