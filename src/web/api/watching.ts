/** Watching over the agencies: breaches and alarms, alarms of the wall, and the registers of places where people are held. */
import {
  acknowledgeAlarm,
  alarmsWatched,
  breachesWatched,
  heldIn,
  placesWatched,
  procedureNamed,
  type WatchedBreach,
  wallAlarms,
} from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { bodyOf, EmptyBody, idOf, oneOf, wholeOf } from './request.ts'

const LEVELS: readonly WatchedBreach['level'][] = ['R', 'L', 'W']
const MOST = 200
const most = (exchange: Exchange) => wholeOf(exchange, 'limit', { first: 50, most: MOST })

export async function breachesCall(exchange: Exchange): Promise<Response> {
  const level = oneOf(exchange, 'level', LEVELS) ?? null
  const found = await breachesWatched(exchange.register, exchange.officer(), { level, most: most(exchange) })
  return exchange.context.json({
    breaches: found.map(({ found_at, started_at, due_at, case: of, ...breach }) => ({
      ...{ ...breach, foundAt: found_at, startedAt: started_at, dueAt: due_at },
      ...whichCase(of),
    })),
  })
}

export async function alarmsCall(exchange: Exchange): Promise<Response> {
  const alarms = await alarmsWatched(exchange.register, exchange.officer(), most(exchange))
  return exchange.context.json({
    alarms: alarms.map(({ notice_id, due_at, case: of, ...alarm }) => ({
      ...{ notice: notice_id, ...alarm, dueAt: due_at },
      ...whichCase(of),
    })),
  })
}

const whichCase = (of: WatchedBreach['case']) => ({ case: of?.id ?? null, caseNumber: of?.number ?? null })

/** A colleague who was first is no error. */
export async function acknowledgeAlarmCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  await bodyOf(context, EmptyBody)
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const notice = idOf(context.req.param('notice'))
  const first = await acknowledgeAlarm(register, exchange.officer(), { procedure, notice })
  return context.json({ notice, acknowledged: true, first })
}

export async function wallCall(exchange: Exchange): Promise<Response> {
  const alarms = await wallAlarms(exchange.register, exchange.officer(), most(exchange))
  return exchange.context.json({ alarms })
}

export async function placesCall(exchange: Exchange): Promise<Response> {
  const places = placesWatched(exchange.register, exchange.officer())
  return exchange.context.json({ places: places.map(({ code, name, region }) => ({ code, name, region })) })
}

/** Everybody who is held there now, by name: each look is noted. */
export async function heldCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const place = context.req.param('place') ?? ''
  const page = { limit: most(exchange), offset: wholeOf(exchange, 'offset', { first: 0, most: 1_000_000 }) }
  const held = await heldIn(register, exchange.officer(), { place, ...page })
  return context.json({
    place,
    held: held.map(({ caseId, name, isOver: _isOver, ...one }) => ({
      case: caseId,
      ...one,
      person: name?.record ?? null,
    })),
  })
}
