/** What those do whose task it is: decide, plan, enter, prove, judge, validate. */
import type { Route } from '../route.ts'
import { decideRoutes } from './decide.ts'
import { historyOf } from './history.ts'
import { judgeRoutes } from './judge.ts'
import { measureRoutes } from './measure.ts'
import { proveRoutes } from './prove.ts'
import { workPage } from './today.ts'

export function workRoutes(): Route[] {
  return [
    { method: 'GET', path: '/work', who: 'signed-in', answer: workPage },
    { method: 'GET', path: '/history', who: ['secretariat', 'official', 'nhri'], answer: historyOf },
    ...decideRoutes(),
    ...measureRoutes(),
    ...proveRoutes(),
    ...judgeRoutes(),
  ]
}
