/**
 * A declaration as a text that a lawyer reads from top to bottom: what it answers, who opens, acts and reads, what may be
 * known, every step, every safeguard with what it rests on, when it is forgotten and what is counted.
 */
import type { AnyTexts } from './texts.ts'
import {
  type Actor,
  type Citation,
  type Condition,
  type Dated,
  type Fact,
  isOfficerRole,
  type Length,
  type Limit,
  type Moment,
  type Procedure,
  type Rule,
  readsName,
  type Safeguard,
} from './vocabulary/index.ts'

/** The whole declaration in the words given. */
export function show(procedure: Procedure, words: AnyTexts): string {
  const parts = [
    head(procedure, words),
    section('Who', people(procedure)),
    section(
      'What may be known',
      Object.entries(procedure.facts).map(([name, fact]) => factLine(name, fact, words)),
    ),
    section(
      'What nobody may collect here',
      procedure.neverCollected.map((one) => `- ${one}`),
    ),
    section('Steps', steps(procedure, words)),
    section('Notes that move nothing', notes(procedure, words)),
    section(
      'Safeguards',
      Object.entries(procedure.safeguards).flatMap(([name, one]) => safeguard(name, one, words)),
    ),
    section(
      'Forgetting',
      procedure.retention.map(({ what, from, keep, when }) => retention({ what, from, keep, when })),
    ),
    section('What is counted', figures(procedure)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function head({ name, since, answers, compartment, parts }: Procedure, { title, idea }: AnyTexts): string {
  const records = Object.entries(parts).map(([part, where]) => `The part "${part}" lies in ${where}.`)
  return [
    `${title} (${name})`,
    idea,
    since === null ? 'In force since the beginning.' : `In force since ${since}.`,
    `Answers ${answers.join('; ')}.`,
    [`Lies in the compartment ${compartment}.`, ...records].join(' '),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${'-'.repeat(title.length)}\n${lines.join('\n')}`
}

function people(procedure: Procedure): readonly string[] {
  const { opens, reads, walledOff, person } = procedure
  const readers = Object.entries(reads).flatMap(([role, one]) => {
    if (one === undefined) return []
    const facts = typeof one.facts === 'string' ? one.facts : one.facts.join(', ')
    const parts = one.parts === undefined ? '' : `, with ${one.parts.join(', ')}`
    const name = isOfficerRole(role) && readsName(procedure, role) ? ', and the name' : ''
    const later = one.shownLater === undefined ? '' : `; the person sees it later (${one.shownLater.because})`
    const by = one.putOnBy === undefined ? '' : `, put on a case by ${one.putOnBy.join(', ')}`
    return [`  - ${role}: cases ${one.cases}${by}, facts ${facts}${parts}${name}${later}`]
  })
  return [
    `Open: ${opens.by.join(', ')}. Needed: ${list(opens.needs)}. May be given: ${list(opens.takes ?? [])}.`,
    'Read:',
    ...readers,
    `Walled off: ${list(walledOff)}.`,
    `The person reads ${typeof person.reads === 'string' ? person.reads : person.reads.join(', ')} and takes: ${list(person.takes)}.`,
  ]
}

function factLine(name: string, fact: Fact, words: AnyTexts): string {
  const { is, means, personal, sensitive, dimension, part, ahead } = fact
  const marks = [
    kindOf(is),
    ...(sensitive ? ['sensitive'] : personal ? ['personal'] : []),
    ...(dimension === false ? [] : [dimension === true ? 'counted' : `counted by ${dimension}`]),
    ...(part === null ? [] : [`in ${part}`]),
    ...(ahead ? ['may lie ahead'] : []),
  ]
  return `- ${name} (${marks.join(', ')}): “${words.facts[name]?.label ?? name}” ${means}`
}

function kindOf(is: Fact['is']): string {
  if (is.kind === 'code' || is.kind === 'codes') return `${is.kind} of ${is.list.name}`
  if (is.kind === 'number') return `number from ${is.least} to ${is.most}`
  if (is.kind === 'ref') return `reference to ${is.to}`
  if (is.kind === 'lines') return `lines of ${Object.keys(is.of).join(', ')}`
  return is.kind === 'derived' ? `worked out: ${is.rule}` : is.kind
}

function steps(procedure: Procedure, words: AnyTexts): readonly string[] {
  return Object.entries(procedure.transitions).flatMap(([name, step]) => {
    const from = step.from === 'any-open' ? 'any open state' : step.from.join(', ')
    return [
      `- ${name}: ${words.steps[name]?.button ?? name}`,
      `    ${from} → ${step.to === 'earlier' ? 'where it was before' : step.to}, by ${step.by.join(', ')}`,
      ...asked(step),
      ...(step.countersigned === undefined ? [] : [`    with a second: ${step.countersigned.join(', ')}`]),
      ...(step.when === undefined ? [] : [`    only if ${conditionWords(step.when)}`]),
      ...(step.upon === undefined ? [] : [`    upon ${momentWords(step.upon)}`]),
      ...(step.alarm === undefined ? [] : [`    raises the alarm ${step.alarm}`]),
    ]
  })
}

function notes(procedure: Procedure, words: AnyTexts): readonly string[] {
  return Object.entries(procedure.entries).flatMap(([name, step]) => [
    `- ${name}: ${words.steps[name]?.button ?? name}`,
    `    in ${typeof step.in === 'string' ? step.in : step.in.join(', ')}, by ${step.by.join(', ')}`,
    ...asked(step),
    ...(step.to === undefined ? [] : [`    told at once to ${step.to.join(', ')}, who alone read it`]),
  ])
}

interface Asked {
  readonly needs?: readonly string[]
  readonly takes?: readonly string[]
  readonly gives?: Readonly<Record<string, unknown>>
}

function asked({ needs = [], takes = [], gives = {} }: Asked): readonly string[] {
  return [
    ...(needs.length > 0 ? [`    needs ${needs.join(', ')}`] : []),
    ...(takes.length > 0 ? [`    may take ${takes.join(', ')}`] : []),
    ...(Object.keys(gives).length > 0 ? [`    gives ${Object.keys(gives).join(', ')} by itself`] : []),
  ]
}

function safeguard(name: string, { cite, breach, tells, rules }: Safeguard, words: AnyTexts): readonly string[] {
  const text = words.safeguards[name]
  return [
    `${name}. ${text?.title ?? name}`,
    `  Rests on ${citations(cite)}. A breach goes up ladder ${breach}${tells.length > 0 ? `, and to ${tells.join(', ')}` : ''}.`,
    ...(text === undefined ? [] : [`  To the officer: ${text.officer}`]),
    ...(text?.person == null ? [] : [`  To the person: ${text.person}`]),
    ...Object.entries(rules).map(
      ([rule, one]) =>
        `  - ${name}.${rule}: ${ruleWords(one)}${one.mayRecord ? ' [a country pack may set it to record]' : ''}`,
    ),
  ]
}

/** What a rule says, in one sentence. */
export function ruleWords(rule: Rule): string {
  switch (rule.kind) {
    case 'forbid':
      return `forbids ${rule.stops.join(', ')} while ${conditionWords(rule.when)}${then('when that comes to be', rule.onArising)}${then('when it ends', rule.onCeasing)}`
    case 'require':
      return `requires for ${rule.for.join(', ')}: ${conditionWords(rule.condition)}`
    case 'within':
      return `${rule.clock} clock, ${limitWords(rule.limit)}, from ${momentWords(rule.from)} until ${momentWords(rule.until)}${rule.by === null ? '' : ` by ${actors(rule.by)}`}${rule.when === null ? '' : `, where ${conditionWords(rule.when)}`}${rule.thereupon === null ? '' : `; then the system takes ${rule.thereupon}`}`
    case 'places':
      return `places the hold ${rule.hold} while in ${rule.whileIn.join(', ')}${rule.when === null ? '' : `, where ${conditionWords(rule.when)}`}${spanWords('at least', rule.atLeast)}${spanWords('at most', rule.atMost)}`
    case 'heeds':
      return `the hold ${rule.hold} stops ${rule.stops.join(', ')}${then('when it comes', rule.onArrival)}${then('when the last is lifted', rule.onLifting)}`
    case 'separate-officers':
      return `who takes one does not take the other: ${rule.steps.join(', ')}`
    case 'wall':
      return 'nobody walled off reads, opens or acts'
    case 'inform':
      return `tells ${actors(rule.whom)} upon ${momentWords(rule.by)}`
    case 'reported':
      return `${momentWords(rule.by)} tells of a breach`
    case 'ignores':
      return `nobody weighs ${rule.facts.join(', ')}`
    default:
      return rule satisfies never
  }
}

function then(when: string, step: string | null): string {
  return step === null ? '' : `; ${when}, the system takes ${step}`
}

function spanWords(how: string, span: Extract<Rule, { kind: 'places' }>['atLeast']): string {
  return span === null ? '' : `, ${how} ${limitWords(span.limit)} from ${momentWords(span.from)}`
}

/** A condition as words. */
export function conditionWords(condition: Condition): string {
  switch (condition.is) {
    case 'equal':
      return `${condition.fact} is ${condition.value}`
    case 'one-of':
      return `${condition.fact} is one of ${condition.values.join(', ')}`
    case 'given':
      return `${condition.facts.join(', ')} known`
    case 'at-least':
      return `${condition.fact} is at least ${condition.number}`
    case 'at-most':
      return `${condition.fact} is at most ${condition.number}`
    case 'not-later-than':
      return `${condition.fact} is at most ${limitWords(condition.limit)} after ${condition.after}`
    case 'passed':
      return `${limitWords(condition.limit)} have passed since ${condition.since}`
    case 'between-hours':
      return `it is between ${condition.from}:00 and ${condition.to}:00`
    case 'held':
      return `the hold ${condition.hold} stands`
    case 'in-state':
      return `the case is in ${condition.states.join(', ')}`
    case 'each-answered':
      return `${condition.fact} has a line for every ${condition.code}${condition.text === null ? '' : `, with at least ${condition.atLeast} characters of ${condition.text}`}`
    case 'in-own-words':
      return `${condition.fact} repeats no earlier text`
    case 'same':
      return `${condition.facts.join(' and ')} are the same`
    case 'some-line':
      return `a line of ${condition.fact} has: ${conditionWords(condition.where)}`
    case 'earlier-case':
      return `an earlier case of the person came to ${condition.ended.join(', ')} within ${limitWords(condition.within)}`
    case 'spent-at-most':
      return `from ${condition.from} to ${condition.to}, over all cases with the same ${condition.same}, at most ${limitWords(condition.limit)}`
    case 'fewer-alike':
      return `fewer than ${condition.number} open cases have the same ${condition.same.join(', ')}`
    case 'case-stands':
      return `the case that ${condition.fact} names is one of the same person, in ${condition.states.join(', ')}`
    case 'place-is':
      return `${condition.fact} is ${condition.quality}`
    case 'moratorium':
      return `a moratorium for ${condition.fact} is in force`
    case 'not':
      return `not (${conditionWords(condition.condition)})`
    case 'all':
      return condition.of.map((one) => `(${conditionWords(one)})`).join(' and ')
    case 'any':
      return condition.of.map((one) => `(${conditionWords(one)})`).join(' or ')
    default:
      return condition satisfies never
  }
}

function momentWords(moment: Moment): string {
  switch (moment.at) {
    case 'opening':
      return 'the opening'
    case 'fact':
      return moment.fact
    case 'entering':
      return `entering ${moment.states.join(', ')}`
    case 'taking':
      return moment.steps.join(', ')
    default:
      return moment satisfies never
  }
}

/** A limit with its history and what each value rests on. */
function limitWords({ history }: Limit<Length>): string {
  return history.map(valueWords).join(', then ')
}

function valueWords({ from, value, rests }: Dated<Length>): string {
  const [[unit, count] = ['', 0]] = Object.entries(value)
  const source = rests === 'choice' ? 'our choice' : citations(rests)
  const spelt = unit === 'workingDays' ? 'working days' : unit
  return `${count} ${count === 1 ? spelt.slice(0, -1) : spelt}${from === null ? '' : ` from ${from}`} (${source})`
}

function retention({
  what,
  from,
  keep,
  when,
}: {
  readonly what: 'all' | readonly string[]
  readonly from: Moment | { readonly at: 'last-contact' }
  readonly keep: Limit<Length>
  readonly when?: Condition | undefined
}): string {
  const start = from.at === 'last-contact' ? 'the last contact' : momentWords(from)
  const subject = what === 'all' ? 'everything personal' : what.join(', ')
  return `- ${subject}: ${limitWords(keep)} after ${start}${when === undefined ? '' : `, where ${conditionWords(when)}`}`
}

function figures({ statistics }: Procedure): readonly string[] {
  return [
    `Counts ${statistics.unit}, by ${statistics.period}. Broken down by ${list(statistics.dimensions)}.`,
    `Measures: ${list(Object.keys(statistics.measures))}.`,
  ]
}

function citations(cite: readonly Citation[]): string {
  return cite.join('; ')
}

function actors(of: readonly Actor[]): string {
  return of.join(', ')
}

function list(of: readonly string[]): string {
  return of.length === 0 ? 'nothing' : of.join(', ')
}
