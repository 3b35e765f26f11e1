/** Who answers for an obligation: institutions, and in each the people; and giving, changing and ending a part. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  Assignment,
  assign,
  findInstitution,
  type Holder,
  listInstitutions,
  type Participation,
  participationsOf,
  unassign,
} from '../../obligations/index.ts'
import { colleaguesOf, type PostHolder, posts } from '../../obligations/people/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import type { Route } from '../route.ts'
import { obligationOf, obligationPath, trailTo } from './about.ts'

const PARTS = '/obligations/:code/assign'
const TASKS = { focal_point: 'focal-point', alternate: 'alternate', validator: 'validator' } as const

export function assignRoutes(): Route[] {
  return [
    { method: 'GET', path: PARTS, who: ['secretariat'], answer: partsPage },
    { method: 'GET', path: `${PARTS}/choose`, who: ['secretariat'], answer: choose },
    ...partRoutes(),
    ...endRoutes(),
  ]
}

async function partsPage(exchange: Exchange): Promise<Html> {
  const { t, language } = exchange.texts
  const obligation = await obligationOf(exchange)
  const { parts, institutions } = await exchange.read(async (tx) => ({
    parts: await participationsOf(tx, [obligation.id]),
    institutions: await listInstitutions(tx),
  }))
  const free = institutions.filter(
    ({ code, closed_on }) => closed_on === null && !parts.some(({ institution }) => institution === code),
  )
  return page(exchange, {
    title: t('assign.title'),
    trail: trailTo(exchange, obligation),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${obligation.summary}</p><p class="govuk-body">${t('assign.explained')}</p>`,
      partsTable(exchange, obligation.code, parts),
      html`<h2 class="govuk-heading-m">${t('assign.add')}</h2><form method="get" action="${obligationPath(obligation.code)}/assign/choose"><div class="govuk-form-group"><label class="govuk-label" for="institution">${t('obligation.institution')}</label><select class="govuk-select" id="institution" name="institution">${free.map(({ code, name }) => html`<option value="${code}">${code} ${nameIn(name, language.code) ?? ''}</option>`)}</select></div><button class="govuk-button govuk-button--secondary">${t('assign.add-button')}</button></form>`,
    ],
  })
}

function partsTable(exchange: Exchange, code: string, parts: readonly Participation[]): Html {
  const { t, named, language } = exchange.texts
  const person = (holder: Holder | null): Html | string =>
    holder === null
      ? html`<span class="ob-overdue">${t('posts.vacant')}</span>`
      : html`${holder.name}<span class="ob-who">${named(`assign.by-${holder.by}`)}</span>`
  return table(
    t('assign.caption'),
    [
      { heading: t('obligation.institution') },
      { heading: t('story.part') },
      ...Object.values(TASKS).map((post) => ({ heading: named(`post.${post}`) })),
      { heading: t('posts.change-heading') },
    ],
    parts.map((row) => {
      const name = nameIn(row.institution_name, language.code) ?? row.institution
      const link = (path: string, text: string) =>
        html`<a class="govuk-link" href="${obligationPath(code)}/assign/${row.institution}${path}">${text}<span class="govuk-visually-hidden"> ${name}</span></a>`
      return [
        name,
        named(`part.${row.part}`),
        ...[row.focal_point, row.alternate, row.validator].map(person),
        html`${link('', t('assign.change-link'))}${row.part === 'lead' ? '' : html`<br>${link('/end', t('assign.end'))}`}`,
      ]
    }),
  )
}

/** From the choice of an institution to its form; an unknown one is refused there. */
async function choose(exchange: Exchange): Promise<Response> {
  const institution = exchange.query('institution')
  if (institution === undefined) throw new NotFound()
  const { code } = await obligationOf(exchange)
  return exchange.context.redirect(`${obligationPath(code)}/assign/${encodeURIComponent(institution)}`, 303)
}

const PartForm = Assignment.omit({ obligation: true, institution: true })

function partRoutes(): Route[] {
  return formRoutes({
    path: `${PARTS}/:institution`,
    who: ['secretariat'],
    name: 'assignment',
    schema: PartForm,
    hidden: ['version'],
    load: async (exchange) => {
      const { t, named, language } = exchange.texts
      const { obligation, institution, own, lead, holders, people } = await partFor(exchange)
      const name = nameIn(institution.name, language.code) ?? institution.code
      const choices = people.map((one) => ({ value: one.id, text: one.name }))
      const byPost = (post: string) => holders.find((row) => row.post === post)?.name
      const empty = Object.fromEntries(
        Object.entries(TASKS).map(([field, post]) => {
          const holder = byPost(post)
          return [field, holder === undefined ? t('assign.post-vacant') : t('assign.post-holder', { name: holder })]
        }),
      )
      return {
        title: own === undefined ? t('assign.give', { institution: name }) : t('assign.change', { institution: name }),
        trail: [
          ...trailTo(exchange, obligation),
          { href: `${obligationPath(obligation.code)}/assign`, text: t('assign.title') },
        ],
        values: { part: 'contributing', ...own },
        choices: {
          part: (['lead', 'contributing'] as const).map((value) => ({ value, text: named(`assign.part.${value}`) })),
          focal_point: choices,
          alternate: choices,
          validator: choices,
        },
        empty,
        before: html`<p class="govuk-body">${obligation.summary}</p>${
          lead === undefined || lead.institution === institution.code
            ? ''
            : html`<div class="govuk-inset-text">${t('assign.lead-changes', { lead: nameIn(lead.institution_name, language.code) ?? lead.institution })}</div>`
        }`,
      }
    },
    save: async (exchange, input) => {
      const { obligation, institution } = await partFor(exchange)
      await exchange.act('participation.assign', (tx) =>
        assign(tx, exchange.viewer, { obligation: obligation.id, institution: institution.code, ...input }),
      )
      return `${obligationPath(obligation.code)}/assign?done=assignment.saved`
    },
  })
}

const EndForm = z.object({ version: z.coerce.number().int() })

function endRoutes(): Route[] {
  return formRoutes({
    path: `${PARTS}/:institution/end`,
    who: ['secretariat'],
    name: 'assignment-end',
    schema: EndForm,
    hidden: ['version'],
    load: async (exchange) => {
      const { t, language } = exchange.texts
      const { obligation, institution, own } = await partFor(exchange)
      if (own === undefined) throw new NotFound()
      return {
        title: t('assign.end-title', { institution: nameIn(institution.name, language.code) ?? institution.code }),
        trail: [
          ...trailTo(exchange, obligation),
          { href: `${obligationPath(obligation.code)}/assign`, text: t('assign.title') },
        ],
        values: { version: own.version },
        before: html`<p class="govuk-body">${t('assign.end-means')}</p>`,
        button: t('assign.end'),
      }
    },
    save: async (exchange, { version }) => {
      const { obligation, institution } = await partFor(exchange)
      await exchange.act('participation.unassign', (tx) =>
        unassign(tx, exchange.viewer, { obligation: obligation.id, institution: institution.code, version }),
      )
      return `${obligationPath(obligation.code)}/assign?done=assignment.ended`
    },
  })
}

interface Part {
  readonly obligation: { readonly id: string; readonly code: string; readonly summary: string }
  readonly institution: { readonly code: string; readonly name: Readonly<Record<string, string>> }
  /** The part as the form holds it: only people named here, not those by post. */
  readonly own: OwnPart | undefined
  readonly lead: Participation | undefined
  readonly holders: readonly PostHolder[]
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

interface OwnPart {
  readonly part: string
  readonly focal_point: string | null
  readonly alternate: string | null
  readonly validator: string | null
  readonly version: number
}

async function partFor(exchange: Exchange): Promise<Part> {
  const obligation = await obligationOf(exchange)
  const code = exchange.context.req.param('institution') ?? ''
  return exchange.read(async (tx) => {
    const institution = await findInstitution(tx, code)
    const parts = await participationsOf(tx, [obligation.id])
    const own = parts.find((row) => row.institution === code)
    const byName = (holder: Holder | null) => (holder?.by === 'name' ? holder.id : null)
    return {
      obligation,
      institution,
      own:
        own === undefined
          ? undefined
          : {
              part: own.part,
              focal_point: byName(own.focal_point),
              alternate: byName(own.alternate),
              validator: byName(own.validator),
              version: own.version,
            },
      lead: parts.find(({ part }) => part === 'lead'),
      holders: await posts(tx, code),
      people: await colleaguesOf(tx, code),
    }
  })
}
