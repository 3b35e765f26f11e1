/** After too many refused tables over one population: what was refused, and another statistician's word that nobody is probing. */
import { html } from 'hono/html'
import { RefusalsSeen, refusedRuns, seeRefusals } from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

export function refusalRoutes(): Route[] {
  return formRoutes({
    path: '/tables/refusals/:procedure',
    who: ['officer'],
    name: 'refusals',
    schema: RefusalsSeen,
    long: ['said'],
    hidden: ['procedure'],
    load: async (exchange) => {
      const procedure = procedureOf(exchange)
      const { t, moment } = exchange.texts
      const runs = await exchange.read((tx) => refusedRuns(tx, openStatistics(exchange), procedure))
      return {
        title: `${t('form.refusals.title')}: ${procedure}`,
        trail: [
          { href: '/tables', text: t('nav.tables') },
          { href: '/tables/workbench', text: t('tables.workbench') },
        ],
        values: { procedure },
        before: table(
          t('form.refusals.title'),
          [{ heading: t('tables.table') }, { heading: t('tables.period') }, { heading: t('tables.computed-by') }],
          runs.map((run) => [
            html`<a class="govuk-link" href="/tables/runs/${run.id}">${titleOf(exchange, run.table)}</a>`,
            periodIn(exchange, run.period),
            html`<bdi>${run.madeBy}</bdi>, ${moment(run.madeAt)}`,
          ]),
        ),
      }
    },
    save: async (exchange, input) => {
      procedureOf(exchange)
      await seeRefusals(openStatistics(exchange), exchange.viewer, input)
      return '/tables/workbench?done=table.refusals-seen'
    },
  })
}

function procedureOf(exchange: Exchange): string {
  refuseOthers(exchange)
  const procedure = exchange.context.req.param('procedure') ?? ''
  if (!openStatistics(exchange).tables.some(({ of }) => of === procedure)) throw new NotFound()
  return procedure
}
