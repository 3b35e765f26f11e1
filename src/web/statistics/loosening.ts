/** Computing with a default loosened: by one statistician with a reason, and only if a second agrees; its readers are told. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  computeTable,
  LIMITS,
  LOOSEST,
  type Loosened,
  lastPeriodBefore,
  loosenedText,
  type Table,
} from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { titleOf } from '../parts/released-table.ts'
import { summaryList } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

const within = (loosest: number, usual: number) =>
  z.coerce
    .number()
    .refine((to) => (to - loosest) * (to - usual) <= 0, 'too-loose')
    .optional()

/** What may be loosened, and how far (statistics.md 6); nothing else can. */
const Loosening = z.object({
  period: z.string().trim().min(1).max(10),
  population: within(LOOSEST.population, LIMITS.population),
  meanCell: within(LOOSEST.meanCell, LIMITS.meanCell),
  /** Per cent. */
  smallShare: within(LOOSEST.smallShare * 100, LIMITS.smallShare * 100),
  reason: z.string().trim().min(1).max(2000),
})

export function loosenRoutes(): Route[] {
  return formRoutes({
    path: '/tables/loosen/:table',
    who: ['officer'],
    name: 'loosening',
    schema: Loosening,
    long: ['reason'],
    figures: ['population', 'meanCell', 'smallShare'],
    load: async (exchange) => {
      const { name, frequency } = tableOf(exchange)
      const { t } = exchange.texts
      return {
        title: `${t('form.loosening.title')}: ${titleOf(exchange, name)}`,
        trail: [
          { href: '/tables', text: t('nav.tables') },
          { href: '/tables/workbench', text: t('tables.workbench') },
        ],
        values: { period: lastPeriodBefore(exchange.today, frequency).name },
        before: html`<p class="govuk-body-l">${t('tables.loosen-lead')}</p>`,
        button: t('tables.compute'),
      }
    },
    save: async (exchange, { period, population, meanCell, smallShare, reason }) => {
      const limits = {
        ...(population === undefined ? {} : { population }),
        ...(meanCell === undefined ? {} : { meanCell }),
        ...(smallShare === undefined ? {} : { smallShare: smallShare / 100 }),
      }
      const run = await computeTable(
        openStatistics(exchange),
        exchange.viewer,
        {
          ...{ table: tableOf(exchange).name, period },
          loosened: { limits, reason, language: exchange.texts.language.code },
        },
        exchange.today,
      )
      return `/tables/runs/${run.id}?done=table.computed`
    },
  })
}

function tableOf(exchange: Exchange): Table {
  refuseOthers(exchange)
  const { tables } = openStatistics(exchange)
  const table = tables.find(({ name }) => name === exchange.context.req.param('table'))
  if (table === undefined) throw new NotFound()
  return table
}

/** What was loosened of a computed table, and why. */
export function loosenedPart(exchange: Exchange, loosened: readonly Loosened[]): Html | string {
  if (loosened.length === 0) return ''
  const { t, language } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t('tables.loosened')}</h2>${summaryList(
    loosened.map(({ limits, reason }) => [
      loosenedText(limits)[language.code] ?? '',
      html`<span dir="auto">${reason}</span>`,
    ]),
  )}`
}
