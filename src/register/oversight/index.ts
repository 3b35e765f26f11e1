/** Watching over the agencies: breaches over all compartments, alarms that wait for an answer. */

export { watches } from './functions.ts'
export {
  acknowledgeAlarm,
  alarmsWatched,
  breachesWatched,
  type WatchedAlarm,
  type WatchedBreach,
} from './watch.ts'
