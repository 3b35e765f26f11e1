/** Days of demonstration content: within its time, and in the order in which things can happen. */
import type { Tell } from './check-demonstration.ts'
import type { Demonstration } from './demonstration.ts'

/** From the month in which the newest document came out to the day the content was written. Plans may reach beyond. */
const FIRST = '2021-11-01'
const LAST = '2026-11-30'

/** Reports days outside the time, ends before beginnings and figures of periods that were not over. */
export function checkDemonstrationDays(content: Demonstration, tell: Tell): void {
  for (const [row, day] of days(content)) {
    if (day < FIRST || day > LAST) tell(row, `${day} is not between ${FIRST} and ${LAST}.`)
  }
  for (const [row, earlier, later] of orders(content)) {
    if (later < earlier) tell(row, `${later} is before ${earlier}.`)
  }
}

type Day = [row: string, day: string]
type Order = [row: string, earlier: string, later: string]

function days(content: Demonstration): Day[] {
  return [
    ...content.decisions.map((one): Day => [one.obligation, one.decidedOn]),
    ...content.measures.flatMap((one): Day[] => [
      [one.key, one.startsOn],
      [one.key, one.endsOn],
    ]),
    ...content.evidence.map((one): Day => [one.key, one.uploadedOn]),
    ...content.values.map((one): Day => [`${one.indicator} ${one.period}`, one.enteredOn]),
    ...content.assessments.map((one): Day => [one.obligation, one.givenOn]),
    ...content.validations.map((one): Day => [one.obligation, one.claimedOn]),
    ...content.consultations.flatMap((one): Day[] => [
      [one.title, one.opensOn],
      [one.title, one.closesOn],
    ]),
  ]
}

function orders(content: Demonstration): Order[] {
  return [
    ...content.measures.map((one): Order => [one.key, one.startsOn, one.endsOn]),
    ...content.values.map((one): Order => [`${one.indicator} ${one.period}`, endOf(one.period), one.enteredOn]),
    ...content.validations.flatMap((one): Order[] =>
      one.answer === null ? [] : [[one.obligation, one.claimedOn, one.answer.on]],
    ),
    ...content.consultations.flatMap(({ title, opensOn, closesOn, answersDueOn, contributions }): Order[] => [
      [title, opensOn, closesOn],
      [title, closesOn, answersDueOn],
      ...contributions.flatMap(({ key, givenOn, answer }): Order[] => [
        [key, opensOn, givenOn],
        [key, givenOn, closesOn],
        ...(answer === null ? [] : [[key, givenOn, answer.on] satisfies Order]),
      ]),
    ]),
  ]
}

/** First day after the period: only then is a figure of it complete. */
function endOf(period: string): string {
  const [year = '', quarter] = period.split('-Q')
  const months = quarter === undefined ? 12 : Number(quarter) * 3
  return Temporal.PlainDate.from({ year: Number(year), month: 1, day: 1 })
    .add({ months })
    .toString()
}
