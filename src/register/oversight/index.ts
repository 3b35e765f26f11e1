/** Watching over the agencies: breaches over all compartments, alarms that wait for an answer, the registers of places. */
export { publishedCheckpoint } from './checkpoint.ts'
export { watches } from './functions.ts'
export { type Held, heldIn, placesWatched } from './place.ts'
export { HEAR_THE_WALL, WALL_ALARMS, type WallAlarm, wallAlarms } from './wall.ts'
export {
  acknowledgeAlarm,
  alarmsWatched,
  breachesWatched,
  type WatchedAlarm,
  type WatchedBreach,
} from './watch.ts'
