/**
 * A declaration as a text that a lawyer reads from top to bottom: what it answers, who opens, acts and reads, what may be
 * known, every step, every safeguard with what it rests on, when it is forgotten and what is counted.
 */
import { differences } from './difference.ts'
import { citations, conditionWords, momentWords, retentionWords, ruleWords } from './sentences.ts'
import type { AnyTexts } from './texts.ts'
import {
  type Fact,
  isOfficerRole,
  type Procedure,
  readsName,
  type Safeguard,
  type Transition,
  versionsOf,
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
      procedure.retention.map((one) => `- ${retentionWords(one)}`),
    ),
    section('What is counted', figures(procedure)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** How the law has changed the declaration: each day, by which law, what differs from then on. */
export function history(procedure: Procedure): string {
  const versions = versionsOf(procedure)
  return versions
    .flatMap((version, at) => {
      const before = versions[at - 1]
      if (before === undefined || version.amendment === undefined) return []
      const { from, law } = version.amendment
      const day = Temporal.PlainDate.from(from).toLocaleString('en-GB', { dateStyle: 'long' })
      return [`From ${day} (${law}):`, ...differences(before, version).map((one) => `- ${one}`)]
    })
    .join('\n')
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
      ...reached(step),
      ...(step.upon === undefined ? [] : [`    upon ${momentWords(step.upon)}`]),
      ...(step.uponLaw === true ? ['    upon the law: the state is gone'] : []),
      ...(step.alarm === undefined ? [] : [`    raises the alarm ${step.alarm}`]),
    ]
  })
}

function notes(procedure: Procedure, words: AnyTexts): readonly string[] {
  return Object.entries(procedure.entries).flatMap(([name, step]) => [
    `- ${name}: ${words.steps[name]?.button ?? name}`,
    `    in ${typeof step.in === 'string' ? step.in : step.in.join(', ')}, by ${step.by.join(', ')}`,
    ...asked(step),
    ...reached(step),
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

function reached({ reaches = [] }: Pick<Transition, 'reaches'>): readonly string[] {
  return reaches.map(({ step, named }) => {
    const whose = named === undefined ? 'the person’s other cases' : `the case whose number is ${named}`
    return `    the system then takes ${step} on ${whose}, where it is open`
  })
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

function figures({ statistics }: Procedure): readonly string[] {
  return [
    `Counts ${statistics.unit}, by ${statistics.period}. Broken down by ${list(statistics.dimensions)}.`,
    `Measures: ${list(Object.keys(statistics.measures))}.`,
  ]
}

function list(of: readonly string[]): string {
  return of.length === 0 ? 'nothing' : of.join(', ')
}
