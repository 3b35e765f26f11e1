/**
 * Loaded before a program (`--import`): a clock that is wrong. Every way in which the program can ask for the time is
 * OBSERVANCE_CLOCK_AHEAD minutes ahead (behind, where that is negative), and gains OBSERVANCE_CLOCK_GAINS seconds in each. The
 * database is another program and keeps its own.
 */
const { OBSERVANCE_CLOCK_AHEAD: ahead = '0', OBSERVANCE_CLOCK_GAINS: gains = '0' } = process.env
const trueNow = Date.now
const begun = trueNow()

const shiftedNow = (): number => {
  const now = trueNow()
  return Math.round(now + Number(ahead) * 60_000 + (now - begun) * Number(gains))
}

globalThis.Date = new Proxy(Date, {
  apply: (of) => new of(shiftedNow()).toString(),
  construct: (of, given, target) => Reflect.construct(of, given.length === 0 ? [shiftedNow()] : given, target),
  get: (of, name, receiver) => (name === 'now' ? shiftedNow : Reflect.get(of, name, receiver)),
})

const { timeZoneId } = Temporal.Now
const instant = () => Temporal.Instant.fromEpochMilliseconds(shiftedNow())
const zonedDateTimeISO = (timeZone: Temporal.TimeZoneLike = timeZoneId()) => instant().toZonedDateTimeISO(timeZone)
Object.assign(Temporal.Now, {
  instant,
  zonedDateTimeISO,
  plainDateTimeISO: (timeZone?: Temporal.TimeZoneLike) => zonedDateTimeISO(timeZone).toPlainDateTime(),
  plainDateISO: (timeZone?: Temporal.TimeZoneLike) => zonedDateTimeISO(timeZone).toPlainDate(),
  plainTimeISO: (timeZone?: Temporal.TimeZoneLike) => zonedDateTimeISO(timeZone).toPlainTime(),
})

export {}
