/** What statisticians say of a table, or once of all tables of a series: an item at a time in every language of the tables; what the country has ready stands in the form. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  LANGUAGES_OF_TABLES,
  lackingItems,
  metadataOf,
  readyTexts,
  type SimsItem,
  saveItem,
  seriesNameOf,
  takeReadyTexts,
  WRITTEN_ITEMS,
  wordingIn,
  writtenItems,
} from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

const [FIRST = 'en', ...OTHERS] = LANGUAGES_OF_TABLES
const SAID = z.string().trim().min(1).max(4000)

/** A text in each language; the first is never missing, and the others only until the release. */
const Description = z.object({
  version: z.coerce.number().int(),
  [FIRST]: SAID,
  ...Object.fromEntries(OTHERS.map((language) => [language, SAID.optional()])),
})

/** All items of a table, with what each lacks. */
export async function descriptionPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const name = tableOf(exchange)
  const statistics = openStatistics(exchange)
  const written = await exchange.read((tx) => writtenItems(tx, name))
  const lacking = lackingItems(statistics, metadataOf(written))
  const own = exchange.texts.language.code
  return page(exchange, {
    title: `${t('tables.describe')}: ${titleOf(exchange, name)}`,
    trail: trailOf(exchange),
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${t('tables.describe-lead')}</p>
<form method="post" action="/tables/metadata/${name}">${hiddenToken(exchange)}<button class="govuk-button govuk-button--secondary">${t('tables.ready')}</button></form>
${table(
  t('tables.metadata'),
  [{ heading: t('tables.item') }, { heading: t('tables.said') }, { heading: t('tables.lacking') }],
  WRITTEN_ITEMS.map((item) => {
    const texts = written.find((one) => one.item === item)?.texts
    const lacks = lacking.filter((one) => one.item === item).map(({ language }) => language)
    return [
      html`<a class="govuk-link" href="/tables/metadata/${name}/${item}">${itemName(exchange, item)}</a>`,
      html`<span dir="auto">${texts?.[own] ?? texts?.[FIRST] ?? ''}</span>`,
      lacks.length === 0 ? '' : html`<strong class="govuk-tag govuk-tag--red">${lacks.join(', ')}</strong>`,
    ]
  }),
)}`,
  })
}

export async function takeReady(exchange: Exchange): Promise<Response> {
  const name = tableOf(exchange)
  await takeReadyTexts(openStatistics(exchange), exchange.viewer, name)
  return exchange.context.redirect(`/tables/metadata/${name}?done=table.described`, 303)
}

export function describeRoutes(): Route[] {
  return formRoutes({
    path: '/tables/metadata/:table/:item',
    who: ['officer'],
    name: 'description',
    schema: Description,
    long: [...LANGUAGES_OF_TABLES],
    hidden: ['version'],
    load: async (exchange) => {
      const [name, item] = [tableOf(exchange), itemOf(exchange)]
      const written = (await exchange.read((tx) => writtenItems(tx, name))).find((one) => one.item === item)
      return {
        title: `${itemName(exchange, item)}: ${titleOf(exchange, name)}`,
        trail: [...trailOf(exchange), { href: `/tables/metadata/${name}`, text: exchange.texts.t('tables.describe') }],
        values: { version: written?.version ?? 0, ...(written?.texts ?? readyTexts(openStatistics(exchange), item)) },
      }
    },
    save: async (exchange, input) => {
      const [name, item] = [tableOf(exchange), itemOf(exchange)]
      const texts = Object.fromEntries(
        Object.entries(input).flatMap(([language, text]) => (typeof text === 'string' ? [[language, text]] : [])),
      )
      const version = Number(input.version)
      await saveItem(openStatistics(exchange), exchange.viewer, { series: name, item, texts, version })
      return `/tables/metadata/${name}?done=table.described`
    },
  })
}

function tableOf(exchange: Exchange): string {
  refuseOthers(exchange)
  const name = exchange.context.req.param('table') ?? ''
  if (!openStatistics(exchange).tables.some((one) => seriesNameOf(one) === name)) throw new NotFound()
  return name
}

function itemOf({ context }: Exchange): SimsItem {
  const item = WRITTEN_ITEMS.find((one) => one === context.req.param('item'))
  if (item === undefined) throw new NotFound()
  return item
}

function itemName({ texts }: Exchange, item: SimsItem): string {
  return wordingIn(texts.language.code).say(`sims.${item}`)
}

function trailOf({ texts: { t } }: Exchange) {
  return [
    { href: '/tables', text: t('nav.tables') },
    { href: '/tables/workbench', text: t('tables.workbench') },
  ]
}
