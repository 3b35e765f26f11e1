/** Watching over the agencies: breaches, alarms, the wall, the registers of places. */
import { NOTICE, operation, type Paths } from './addresses.ts'
import { answers, body, HEADERS, OFFICER, parameter } from './parts.ts'
import { text } from './schema-words.ts'

const LIMIT = parameter(
  'query',
  'limit',
  { type: 'integer', minimum: 0, maximum: 200, default: 50 },
  'At most so many, the newest first.',
)
const watching = (what: string, summary: string) => ({ operationId: what, summary, security: OFFICER })

export const WATCHING: Paths = {
  '/api/oversight/breaches': {
    get: {
      ...watching('breachesWatched', 'What was not kept, in every agency'),
      description: 'By those who watch over all agencies; the case is named to whoever reads it anyway.',
      parameters: [
        parameter('query', 'level', { type: 'string', enum: ['R', 'L', 'W'] }, 'Of one ladder alone.'),
        LIMIT,
        HEADERS.language,
      ],
      responses: answers('read', { 200: 'BreachesWatched' }),
    },
  },
  '/api/oversight/alarms': {
    get: {
      ...watching('alarmsWatched', 'Alarms of liberty that the reader’s role has not acknowledged'),
      parameters: [LIMIT, HEADERS.language],
      responses: answers('read', { 200: 'AlarmsWatched' }),
    },
  },
  '/api/oversight/wall': {
    get: {
      ...watching('wallAlarms', 'Alarms of the wall: who looked around, or tried what is not theirs'),
      parameters: [LIMIT, HEADERS.language],
      responses: answers('read', { 200: 'WallAlarms' }),
    },
  },
  '/api/oversight/places': {
    get: {
      ...watching('placesWatched', 'Places where people are held, whose registers the officer opens'),
      parameters: [HEADERS.language],
      responses: answers('read', { 200: 'Places' }),
    },
  },
  '/api/oversight/places/{place}': {
    get: {
      ...watching('held', 'Everybody who is held there now, by name'),
      description: 'Each look is noted, with the purpose inspect.',
      parameters: [
        parameter('path', 'place', text, '`code` of the list of places.'),
        parameter('query', 'limit', { type: 'integer', minimum: 0, maximum: 200, default: 50 }, 'At most so many.'),
        parameter('query', 'offset', { type: 'integer', minimum: 0, default: 0 }, 'So many are left out.'),
        HEADERS.language,
      ],
      responses: answers('read', { 200: 'Held' }),
    },
  },
}

export function acknowledgingAlarm(name: string): object {
  return {
    ...operation(name, 'acknowledgeAlarm', 'Say that an alarm was seen by those who watch: it is told no more'),
    description: 'A colleague who was first is no error: then `first` is false.',
    parameters: [NOTICE, HEADERS.language],
    requestBody: body({}, []),
    responses: answers('write', { 200: 'AlarmAcknowledged' }),
  }
}
