/** Withdrawing a release that was wrong: the page stays with the reason, the files go from it, their hashes stay. */
import { html } from 'hono/html'
import { z } from 'zod'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { releases } from './read.ts'
import { openStatistics } from './room.ts'
import { withdraw } from './withdrawn-figures.ts'
import { refuseOthers } from './workbench.ts'

const Withdrawal = z.object({ reason: z.string().trim().min(1).max(2000) })

export function withdrawRoutes(): Route[] {
  return formRoutes({
    path: '/tables/withdraw/:table/:release',
    who: ['officer'],
    name: 'withdrawal',
    schema: Withdrawal,
    long: ['reason'],
    load: async (exchange) => {
      const { table, release, period } = await namedIn(exchange)
      const { t } = exchange.texts
      return {
        title: `${t('form.withdrawal.title')}: ${titleOf(exchange, table)}, ${periodIn(exchange, period)}`,
        trail: [
          { href: '/tables', text: t('nav.tables') },
          { href: `/tables/${table}`, text: release },
        ],
        values: {},
        before: html`<p class="govuk-body-l">${t('tables.withdraw-lead')}</p>`,
        button: t('tables.withdraw'),
      }
    },
    save: async (exchange, { reason }) => {
      const { table, release } = await namedIn(exchange)
      await withdraw(
        openStatistics(exchange),
        exchange.viewer,
        { release, table, reason },
        { now: Temporal.Now.instant(), tell: (line) => console.error(line) },
      )
      return `/tables/${table}?release=${release}`
    },
  })
}

async function namedIn(exchange: Exchange) {
  refuseOthers(exchange)
  const { table, release } = exchange.context.req.param()
  const found = (await exchange.read(releases)).find(
    (one) => one.table === table && one.release === release && !one.isWithdrawn,
  )
  if (found === undefined) throw new NotFound()
  return found
}
