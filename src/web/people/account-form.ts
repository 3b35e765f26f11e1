/** Opening an account and changing one, with a diff where two change it at once. The secretariat's alone. */
import { html } from 'hono/html'
import { listInstitutions } from '../../obligations/index.ts'
import { AccountChange, changeAccount, findAccount, NewAccount, openAccount } from '../../obligations/people/index.ts'
import { isOfficerRole, OFFICER_ROLES } from '../../procedures/index.ts'
import { serves } from '../../register/index.ts'
import { Invalid } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Choice } from '../parts/fields.ts'
import { nameIn } from '../parts/names.ts'
import { signedFormRoutes } from '../passkeys/index.ts'
import type { Route } from '../route.ts'
import { languagesOn } from '../texts.ts'

export function accountRoutes(): Route[] {
  return [
    ...signedFormRoutes({
      path: '/people/new',
      who: ['secretariat'],
      name: 'account',
      schema: NewAccount,
      load: async (exchange) => {
        const { t } = exchange.texts
        return {
          title: t('people.open'),
          trail: [{ href: '/people', text: t('nav.people') }],
          values: { role: 'official', language: exchange.country.pack.languages?.[0] ?? 'en' },
          choices: await choices(exchange),
          before: html`<p class="govuk-body">${t('people.open-means')}</p>`,
          button: t('people.open'),
        }
      },
      save: async (exchange, input) => {
        refuseStrangeDuty(exchange, input)
        const id = await exchange.act('account.open', (tx) => openAccount(tx, exchange.viewer, input))
        return `/people/${id}?done=account.opened`
      },
    }),
    ...signedFormRoutes({
      path: '/people/:id/change',
      who: ['secretariat'],
      name: 'account',
      schema: AccountChange,
      hidden: ['id', 'version'],
      load: async (exchange) => {
        const { t } = exchange.texts
        const id = exchange.context.req.param('id') ?? ''
        const account = await exchange.read((tx) => findAccount(tx, exchange.viewer, id))
        return {
          title: t('people.change-title', { name: account.name }),
          trail: [
            { href: '/people', text: t('nav.people') },
            { href: `/people/${id}`, text: account.name },
          ],
          values: { ...account },
          choices: await choices(exchange),
          before: html`<p class="govuk-body">${t('people.change-means')}</p>`,
        }
      },
      save: async (exchange, input) => {
        refuseStrangeDuty(exchange, input)
        await exchange.act('account.change', (tx) => changeAccount(tx, exchange.viewer, input))
        return `/people/${input.id}?done=account.changed`
      },
    }),
  ]
}

async function choices(exchange: Exchange): Promise<Readonly<Record<string, readonly Choice[]>>> {
  const { language, named } = exchange.texts
  return exchange.read(async (tx) => ({
    role: ROLE_ORDER.map((value) => ({ value, text: named(`role.${value}`) })),
    agencyRole: OFFICER_ROLES.map((value) => ({ value, text: named(`agency-role.${value}`) })),
    office: exchange.register.offices.map(({ code, name, names }) => ({
      value: code,
      text: nameIn({ en: name, ...names }, language.code) ?? name,
    })),
    institution: (await listInstitutions(tx))
      .filter(({ closed_on }) => closed_on === null)
      .map(({ code, name }) => ({ value: code, text: `${code} ${nameIn(name, language.code) ?? ''}` })),
    organization: (await tx.selectFrom('organization').select(['code', 'name']).orderBy('name').execute()).map(
      ({ code, name }) => ({ value: code, text: name }),
    ),
    language: languagesOn('/people').map(({ code, name }) => ({ value: code, text: name })),
  }))
}

/** An officer works in an office of the pack, in a role that works there. */
function refuseStrangeDuty({ register }: Exchange, { agencyRole, office }: Pick<NewAccount, 'agencyRole' | 'office'>) {
  if (agencyRole === undefined || office === undefined) return
  if (!isOfficerRole(agencyRole)) throw new Invalid([{ field: 'agencyRole', rule: 'unknown' }])
  const place = register.offices.find(({ code }) => code === office)
  if (place === undefined || !serves(place, agencyRole)) throw new Invalid([{ field: 'office', rule: 'unknown' }])
}

const ROLE_ORDER = ['official', 'secretariat', 'nhri', 'civil-society', 'committee', 'officer'] as const
