/** What those do whose task it is: decide, plan, enter, prove, judge, validate. */
import type { Route } from '../route.ts'
import { decideRoutes } from './decide.ts'
import { judgeRoutes } from './judge.ts'
import { measureRoutes } from './measure.ts'
import { proveRoutes } from './prove.ts'

export function workRoutes(): Route[] {
  return [...decideRoutes(), ...measureRoutes(), ...proveRoutes(), ...judgeRoutes()]
}
