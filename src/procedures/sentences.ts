/** Rules, conditions, moments and lengths of a declaration as sentences, in its own names or in those that people read. */
import type { AnyTexts } from './texts.ts'
import type { Actor, Citation, Condition, Dated, Length, Limit, Moment, Retention, Rule } from './vocabulary/index.ts'

/** What facts, states and steps are called in a sentence about them. */
export interface Names {
  readonly fact: (name: string) => string
  readonly state: (name: string) => string
  readonly step: (name: string) => string
}

const itself = (name: string) => name

/** The declaration's own names. */
const DECLARED: Names = { fact: itself, state: itself, step: itself }

/** The names that people read: labels, words of states, what a step says once it is done. */
export function namesIn(words: AnyTexts): Names {
  return {
    fact: (name) => `“${words.facts[name]?.label ?? name}”`,
    state: (name) => `“${words.states[name] ?? name}”`,
    step: (name) => `“${words.steps[name]?.done ?? name}”`,
  }
}

const each = (names: readonly string[], called: (name: string) => string) => names.map(called).join(', ')

/** What a rule says, in one sentence. */
export function ruleWords(rule: Rule, names = DECLARED): string {
  switch (rule.kind) {
    case 'forbid':
      return `forbids ${each(rule.stops, names.step)} while ${conditionWords(rule.when, names)}${then('when that comes to be', rule.onArising, names)}${then('when it ends', rule.onCeasing, names)}`
    case 'require':
      return `requires for ${each(rule.for, names.step)}: ${conditionWords(rule.condition, names)}`
    case 'within':
      return `${rule.clock} clock, ${limitWords(rule.limit)}, from ${momentWords(rule.from, names)} until ${momentWords(rule.until, names)}${rule.by === null ? '' : ` by ${actors(rule.by)}`}${rule.stopsIf === null ? '' : `, if ${conditionWords(rule.stopsIf, names)}`}${rule.when === null ? '' : `, where ${conditionWords(rule.when, names)}`}${rule.thereupon === null ? '' : `; then the system takes ${names.step(rule.thereupon)}${rule.keptByItself ? ', which keeps it' : ''}`}`
    case 'places':
      return `places the hold ${rule.hold} while in ${each(rule.whileIn, names.state)}${rule.when === null ? '' : `, where ${conditionWords(rule.when, names)}`}${spanWords('at least', rule.atLeast, names)}${spanWords('at most', rule.atMost, names)}`
    case 'heeds':
      return `the hold ${rule.hold} stops ${each(rule.stops, names.step)}${then('when it comes', rule.onArrival, names)}${then('when the last is lifted', rule.onLifting, names)}`
    case 'separate-officers':
      return `who takes one does not take the other: ${each(rule.steps, names.step)}`
    case 'wall':
      return 'nobody walled off reads, opens or acts'
    case 'inform':
      return `tells ${actors(rule.whom)} upon ${momentWords(rule.by, names)}`
    case 'reported':
      return `${momentWords(rule.by, names)} tells of a breach`
    case 'ignores':
      return `nobody weighs ${each(rule.facts, names.fact)}`
    default:
      return rule satisfies never
  }
}

function then(when: string, step: string | null, names: Names): string {
  return step === null ? '' : `; ${when}, the system takes ${names.step(step)}`
}

function spanWords(how: string, span: Extract<Rule, { kind: 'places' }>['atLeast'], names: Names): string {
  return span === null ? '' : `, ${how} ${limitWords(span.limit)} from ${momentWords(span.from, names)}`
}

/** A condition as words. */
export function conditionWords(condition: Condition, names = DECLARED): string {
  switch (condition.is) {
    case 'equal':
      return `${names.fact(condition.fact)} is ${condition.value}`
    case 'one-of':
      return `${names.fact(condition.fact)} is one of ${condition.values.join(', ')}`
    case 'given':
      return `${each(condition.facts, names.fact)} known`
    case 'at-least':
      return `${names.fact(condition.fact)} is at least ${condition.number}`
    case 'at-most':
      return `${names.fact(condition.fact)} is at most ${condition.number}`
    case 'not-later-than':
      return `${names.fact(condition.fact)} is at most ${limitWords(condition.limit)} after ${names.fact(condition.after)}`
    case 'not-sooner-than':
      return `${names.fact(condition.fact)} is at least ${limitWords(condition.limit)} after ${names.fact(condition.after)}`
    case 'passed':
      return `${limitWords(condition.limit)} have passed since ${names.fact(condition.since)}`
    case 'between-hours':
      return `it is between ${condition.from}:00 and ${condition.to}:00`
    case 'held':
      return `the hold ${condition.hold} stands`
    case 'in-state':
      return `the case is in ${each(condition.states, names.state)}`
    case 'each-answered':
      return `${names.fact(condition.fact)} has a line for every ${condition.code}${condition.text === null ? '' : `, with at least ${condition.atLeast} characters of ${condition.text}`}`
    case 'in-own-words':
      return `${names.fact(condition.fact)} repeats no earlier text`
    case 'same':
      return `${condition.facts.map(names.fact).join(' and ')} are the same`
    case 'some-line':
      return `a line of ${names.fact(condition.fact)} has: ${conditionWords(condition.where, names)}`
    case 'earlier-case':
      return `an earlier case of the person came to ${each(condition.ended, names.state)} within ${limitWords(condition.within)}`
    case 'other-case':
      return condition.named === null
        ? `another case of the person is in ${each(condition.states, names.state)}`
        : `the case whose number is ${names.fact(condition.named)} is in ${each(condition.states, names.state)}`
    case 'spent-at-most':
      return `from ${names.fact(condition.from)} to ${names.fact(condition.to)}, over all cases with the same ${names.fact(condition.same)}, at most ${limitWords(condition.limit)}`
    case 'fewer-alike':
      return `fewer than ${condition.number} open cases have the same ${each(condition.same, names.fact)}`
    case 'case-stands':
      return `the case that ${names.fact(condition.fact)} names is one of the same person, in ${condition.states.join(', ')}`
    case 'place-is':
      return `${names.fact(condition.fact)} is ${condition.quality}`
    case 'moratorium':
      return `a moratorium for ${names.fact(condition.fact)} is in force`
    case 'not':
      return `not (${conditionWords(condition.condition, names)})`
    case 'all':
      return condition.of.map((one) => `(${conditionWords(one, names)})`).join(' and ')
    case 'any':
      return condition.of.map((one) => `(${conditionWords(one, names)})`).join(' or ')
    default:
      return condition satisfies never
  }
}

export function momentWords(moment: Moment, names = DECLARED): string {
  switch (moment.at) {
    case 'opening':
      return 'the opening'
    case 'fact':
      return names.fact(moment.fact)
    case 'entering':
      return `entering ${each(moment.states, names.state)}`
    case 'taking':
      return each(moment.steps, names.step)
    default:
      return moment satisfies never
  }
}

/** A limit with its history and what each value rests on. */
export function limitWords({ history }: Limit<Length>): string {
  return history.map(valueWords).join(', then ')
}

function valueWords({ from, value, rests }: Dated<Length>): string {
  const source = rests === 'choice' ? 'our choice' : citations(rests)
  return `${lengthWords(value)}${from === null ? '' : ` from ${from}`} (${source})`
}

/** "24 hours", "1 working day" */
export function lengthWords(value: Length): string {
  const [[unit, count] = ['', 0]] = Object.entries(value)
  const spelt = unit === 'workingDays' ? 'working days' : unit
  return `${count} ${count === 1 ? spelt.slice(0, -1) : spelt}`
}

/** For how long something is kept, and from when on. */
export function retentionWords({ what, from, keep, when }: Retention, names = DECLARED): string {
  const start = from.at === 'last-contact' ? 'the last contact' : momentWords(from, names)
  const subject = what === 'all' ? 'everything personal' : each(what, names.fact)
  return `${subject}: ${limitWords(keep)} after ${start}${when === undefined ? '' : `, where ${conditionWords(when, names)}`}`
}

export function citations(cite: readonly Citation[]): string {
  return cite.join('; ')
}

function actors(of: readonly Actor[]): string {
  return of.join(', ')
}
