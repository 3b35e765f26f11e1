/** What the coordinating body decides about indicators: benchmarks with their reason, new ones, and what each measures. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  Benchmark,
  bindIndicator,
  defineIndicator,
  findIndicator,
  listIndicators,
  NewIndicator,
  setBenchmark,
  unbindIndicator,
} from '../../obligations/index.ts'
import type { Tx } from '../../store/index.ts'
import { formRoutes } from '../form-route.ts'
import { asList } from '../parts/fields.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'
import { about, nameIn } from './figure.ts'
import { aboutObligation, back } from './judge.ts'
import { obligationChoices } from './offer.ts'

const WHO = ['secretariat'] as const

export function benchmarkRoutes(): Route[] {
  return [...setRoutes(), ...defineRoutes(), ...obligationsOfIndicator(), ...indicatorsOfObligation()]
}

function setRoutes(): Route[] {
  return formRoutes({
    path: '/indicators/:name/benchmark',
    who: WHO,
    name: 'benchmark',
    schema: Benchmark,
    hidden: ['name', 'version'],
    figures: ['target', 'baseline'],
    long: ['reason'],
    load: async (exchange) => {
      const indicator = await exchange.read((tx) => findIndicator(tx, nameIn(exchange)))
      const { t, named } = exchange.texts
      const fixed = indicator.target_from === 'document' && indicator.target !== null
      return {
        ...about(indicator, t('action.indicator-benchmark')),
        values: indicator,
        before: html`<p class="govuk-body">${t('indicator.unit')}: ${named(`indicator.unit.${indicator.unit}`)}. ${t('indicator.direction')}: ${named(`indicator.direction.${indicator.direction}`)}.</p>${fixed ? html`<div class="govuk-inset-text">${t('benchmark.of-document')}</div>` : ''}`,
      }
    },
    save: async (exchange, input) => {
      await exchange.act('indicator.benchmark', (tx) =>
        setBenchmark(tx, exchange.viewer, { ...input, name: nameIn(exchange) }),
      )
      return `/indicators/${nameIn(exchange)}?done=benchmark.set`
    },
  })
}

function defineRoutes(): Route[] {
  return formRoutes({
    path: '/define-indicator',
    who: WHO,
    name: 'indicator',
    schema: NewIndicator,
    lookup: 'obligation',
    long: ['numerator', 'denominator'],
    load: async (exchange, typed) => {
      const asked = exchange.query('obligation')
      const chosen = asList(typed?.values.obligation ?? (z.uuid().safeParse(asked).success ? asked : undefined))
      return {
        title: exchange.texts.t('indicator.define'),
        trail: [{ href: '/indicators', text: exchange.texts.t('nav.indicators') }],
        values: { obligation: chosen[0], period: 'year', class: 'process', unit: 'percent', direction: 'up' },
        choices: {
          obligation: await exchange.read((tx) => obligationChoices(exchange, tx, { chosen, find: typed?.find ?? '' })),
          disaggregation: Object.entries(exchange.country.pack.dimensions).map(([name]) => ({
            value: name,
            text: exchange.texts.named(`dimension.${name}`),
          })),
        },
      }
    },
    save: async (exchange, input) => {
      await exchange.act('indicator.define', (tx) => defineIndicator(tx, exchange.viewer, input))
      return `/indicators/${input.name}?done=indicator.defined`
    },
  })
}

const Obligations = z.object({ obligations: z.array(z.uuid()).max(200).default([]) })

function obligationsOfIndicator(): Route[] {
  return formRoutes({
    path: '/indicators/:name/bind',
    who: WHO,
    name: 'binding',
    schema: Obligations,
    lookup: 'obligations',
    load: async (exchange, typed) => {
      const { indicator, bound } = await exchange.read(async (tx) => ({
        indicator: await findIndicator(tx, nameIn(exchange)),
        bound: await boundTo(tx, nameIn(exchange)),
      }))
      const chosen = [...new Set([...bound, ...asList(typed?.values.obligations)])]
      return {
        ...about(indicator, exchange.texts.t('action.indicator-bind')),
        values: { obligations: bound },
        choices: {
          obligations: await exchange.read((tx) =>
            obligationChoices(exchange, tx, { chosen, find: typed?.find ?? '' }),
          ),
        },
      }
    },
    save: async (exchange, { obligations }) => {
      const indicator = nameIn(exchange)
      await exchange.act('indicator.bind', async (tx) => {
        await findIndicator(tx, indicator) // NotFound, where there is nothing to bind
        const before = await boundTo(tx, indicator)
        for (const obligation of obligations.filter((id) => !before.includes(id)))
          await bindIndicator(tx, exchange.viewer, { obligation, indicator })
        for (const obligation of before.filter((id) => !obligations.includes(id)))
          await unbindIndicator(tx, exchange.viewer, { obligation, indicator })
      })
      return `/indicators/${indicator}?done=indicator.bound`
    },
  })
}

async function boundTo(tx: Tx, indicator: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('obligation_indicator')
    .select('obligation')
    .where('indicator', '=', indicator)
    .execute()
  return rows.map(({ obligation }) => obligation)
}

const Indicators = z.object({ indicators: z.array(z.string().max(80)).max(100).default([]) })

function indicatorsOfObligation(): Route[] {
  return formRoutes({
    path: '/obligations/:code/indicators',
    who: WHO,
    name: 'measuring',
    schema: Indicators,
    lookup: 'indicators',
    load: async (exchange, typed) => {
      const { obligation } = await storyFor(exchange)
      const bound = await exchange.read((tx) => measuring(tx, obligation.id))
      const chosen = [...new Set([...bound, ...asList(typed?.values.indicators)])]
      return {
        ...aboutObligation(obligation, exchange.texts.t('action.indicators')),
        values: { indicators: bound },
        before: html`<p class="govuk-body"><a class="govuk-link" href="/define-indicator?obligation=${obligation.id}">${exchange.texts.t('indicator.define')}</a></p>`,
        choices: { indicators: await exchange.read((tx) => indicatorChoices(tx, chosen, typed?.find ?? '')) },
      }
    },
    save: async (exchange, { indicators }) => {
      const { obligation } = await storyFor(exchange)
      await exchange.act('indicator.bind', async (tx) => {
        const before = await measuring(tx, obligation.id)
        for (const indicator of indicators.filter((name) => !before.includes(name)))
          await bindIndicator(tx, exchange.viewer, { obligation: obligation.id, indicator })
        for (const indicator of before.filter((name) => !indicators.includes(name)))
          await unbindIndicator(tx, exchange.viewer, { obligation: obligation.id, indicator })
      })
      return back(exchange, 'indicator.bound')
    },
  })
}

async function measuring(tx: Tx, obligation: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('obligation_indicator')
    .select('indicator')
    .where('obligation', '=', obligation)
    .execute()
  return rows.map(({ indicator }) => indicator)
}

async function indicatorChoices(tx: Tx, chosen: readonly string[], find: string) {
  const there =
    chosen.length === 0
      ? []
      : await tx
          .selectFrom('indicator')
          .select(['name', 'numerator'])
          .where('name', 'in', [...chosen])
          .orderBy('name')
          .execute()
  const found = find === '' ? [] : (await listIndicators(tx, { text: find }, { limit: 20, offset: 0 })).rows
  return [...there, ...found.filter(({ name }) => !chosen.includes(name))].map(({ name, numerator }) => ({
    value: name,
    text: numerator,
    hint: name,
  }))
}
