/** What those do whose task it is: decide, plan, enter, prove, judge, validate. */
import type { Route } from '../route.ts'
import { assignRoutes } from './assign.ts'
import { benchmarkRoutes } from './benchmark.ts'
import { decideRoutes } from './decide.ts'
import { decideManyRoutes } from './decide-many.ts'
import { editRoutes } from './edit.ts'
import { figureRoutes } from './figure.ts'
import { groupRoutes } from './group.ts'
import { historyOf } from './history.ts'
import { historyFile } from './history-export.ts'
import { HISTORY_READERS } from './history-words.ts'
import { judgeRoutes } from './judge.ts'
import { measureRoutes } from './measure.ts'
import { outboxPage } from './outbox.ts'
import { proveRoutes } from './prove.ts'
import { workPage } from './today.ts'

export function workRoutes(letters: 'posted' | 'kept'): Route[] {
  return [
    { method: 'GET', path: '/work', who: 'signed-in', answer: workPage },
    { method: 'GET', path: '/outbox', who: 'signed-in', answer: (exchange) => outboxPage(exchange, letters) },
    { method: 'GET', path: '/history', who: HISTORY_READERS, answer: historyOf },
    { method: 'GET', path: '/history.csv', who: HISTORY_READERS, answer: historyFile },
    ...decideRoutes(),
    ...decideManyRoutes(),
    ...assignRoutes(),
    ...editRoutes(),
    ...groupRoutes(),
    ...measureRoutes(),
    ...figureRoutes(),
    ...benchmarkRoutes(),
    ...proveRoutes(),
    ...judgeRoutes(),
  ]
}
