/** Steps: the system has a cause for each of its own, and nothing that a person does needs a form. */
import { type Actor, type Condition, type Gives, type Procedure, statesOf } from '../vocabulary/index.ts'
import { causedBy, type DeclaredStep, declaredRules, declaredSteps } from './declared.ts'
import type { Found } from './finding.ts'

const PEOPLE: readonly Actor[] = ['person', 'representative', 'anyone']

export function stepFindings(procedure: Procedure): readonly Found[] {
  return [
    ...sameNames(procedure),
    ...withoutActor(procedure),
    ...withoutCause(procedure),
    ...takenByNobody(procedure),
    ...reachedInVain(procedure),
    ...anewAndNotNeeded(procedure),
    ...stoppedByItself(procedure),
    ...ofThePerson(procedure),
  ]
}

/** What is done in every procedure, and declared in none. */
const RESERVED = ['open', 'correct', 'startAnew', 'closeForDeath']

function sameNames(procedure: Procedure): readonly Found[] {
  return [...Object.keys(procedure.entries), ...Object.keys(procedure.transitions)]
    .filter((name, index, all) => all.indexOf(name) !== index || RESERVED.includes(name))
    .map((name) => ({ name, rule: 'name-taken', reason: 'Another step has this name.' }))
}

function withoutActor(procedure: Procedure): readonly Found[] {
  return declaredSteps(procedure)
    .filter(({ by }) => by.length === 0)
    .map(({ name }) => ({ name, rule: 'nobody-acts', reason: 'Nobody takes this step.' }))
}

/** The system moves a case at the end of a time, when a bit or a condition comes or goes, upon a moment, or where another case reaches it. */
function withoutCause(procedure: Procedure): readonly Found[] {
  const caused = new Set([
    ...declaredRules(procedure).flatMap(({ rule }) => causedBy(rule)),
    ...reachesOf(procedure).map(({ step }) => step),
  ])
  return Object.entries(procedure.transitions)
    .filter(
      ([name, { by, upon, uponLaw }]) =>
        by.includes('system') && upon === undefined && uponLaw === undefined && !caused.has(name),
    )
    .map(([name]) => ({
      name,
      rule: 'system-without-cause',
      reason: 'The system takes it, and no time, no hold, no condition and no moment brings it about.',
    }))
}

/** What a rule makes happen is a transition of the system. */
function takenByNobody(procedure: Procedure): readonly Found[] {
  return declaredRules(procedure).flatMap(({ name, rule }) =>
    causedBy(rule)
      .filter((step) => procedure.transitions[step]?.by.includes('system') !== true)
      .map((step) => ({
        name,
        rule: 'not-of-the-system',
        reason: `It makes ${step} happen, which is no transition of the system.`,
      })),
  )
}

function reachesOf({ transitions, entries }: Procedure) {
  return [...Object.entries(transitions), ...Object.entries(entries)].flatMap(([by, { reaches = [] }]) =>
    reaches.map((one) => ({ by, ...one })),
  )
}

/** What a step brings about on another case, the system can take there without asking anybody; a fact that names one holds a number. */
function reachedInVain(procedure: Procedure): readonly Found[] {
  const steps = new Map(declaredSteps(procedure).map((step) => [step.name, step]))
  return reachesOf(procedure).flatMap(({ by, step, named }): Found[] => {
    const there = steps.get(step)
    const asked = there?.needs.filter((fact) => !there.gives.includes(fact)) ?? []
    return [
      ...(there === undefined ? [{ name: by, rule: 'no-such-step', reason: `There is no step ${step}.` }] : []),
      ...(there?.by.includes('system') === false
        ? [
            {
              name: by,
              rule: 'not-of-the-system',
              reason: `It reaches other cases by ${step}, which is no step of the system.`,
            },
          ]
        : []),
      ...(asked.length > 0
        ? [
            {
              name: by,
              rule: 'asks-nobody',
              reason: `It reaches other cases by ${step}, which needs ${asked.join(', ')}.`,
            },
          ]
        : []),
      ...(named !== undefined && procedure.facts[named]?.is.kind !== 'case-number'
        ? [{ name: by, rule: 'names-no-case', reason: `${named} is no number of a case.` }]
        : []),
    ]
  })
}

function anewAndNotNeeded(procedure: Procedure): readonly Found[] {
  return declaredSteps(procedure).flatMap(({ name, needs, anew }) =>
    anew
      .filter((fact) => !needs.includes(fact))
      .map((fact) => ({ name, rule: 'anew-not-needed', reason: `It asks for ${fact} anew and does not need it.` })),
  )
}

/**
 * A safeguard is asked about what stands once the step is taken. One that looks at what the step gives by itself stops it each
 * time, the first time too: what may be done once is a `when` of the step, which is asked before.
 */
function stoppedByItself(procedure: Procedure): readonly Found[] {
  const gives = (step: string): Gives<string> =>
    (procedure.transitions[step] ?? procedure.entries[step] ?? (step === 'open' ? procedure.opens : {})).gives ?? {}
  return declaredRules(procedure).flatMap(({ name, rule }) => {
    if (rule.kind !== 'forbid' && rule.kind !== 'require') return []
    const steps = rule.kind === 'forbid' ? rule.stops : rule.for
    const stopped = (step: string) =>
      rule.kind === 'forbid' ? isSo(rule.when, gives(step)) === true : isSo(rule.condition, gives(step)) === false
    return steps.filter(stopped).map((step) => ({
      ...{ name, rule: 'stops-itself' },
      reason: `It stops ${step} because of what ${step} gives by itself: nobody can ever take it.`,
    }))
  })
}

/** Whether the condition holds by what is given alone; null where that does not tell. */
function isSo(condition: Condition, given: Gives<string>): boolean | null {
  switch (condition.is) {
    case 'equal': {
      const value = given[condition.fact]
      return value === undefined ? null : value === condition.value
    }
    case 'one-of': {
      const value = given[condition.fact]
      return typeof value === 'string' ? condition.values.includes(value) : null
    }
    case 'given':
      return condition.facts.every((fact) => given[fact] !== undefined) ? true : null
    case 'not': {
      const so = isSo(condition.condition, given)
      return so === null ? null : !so
    }
    case 'all':
    case 'any': {
      const each = condition.of.map((one) => isSo(one, given))
      const decides = condition.is === 'any'
      return each.includes(decides) ? decides : each.includes(null) ? null : !decides
    }
    default:
      return null
  }
}

/** An empty text is valid, any language is, and nobody fills in a form to be heard. */
function ofThePerson(procedure: Procedure): readonly Found[] {
  const steps = new Map(declaredSteps(procedure).map((step) => [step.name, step]))
  const theirs = (step: DeclaredStep | undefined) => step?.by.some((one) => PEOPLE.includes(one)) === true
  const unknown = procedure.person.takes
    .filter((name) => !theirs(steps.get(name)))
    .map((name) => ({
      name,
      rule: 'not-theirs',
      reason: 'The person shall take it, and no step of that name is by the person.',
    }))
  const forgotten = [...steps.values()]
    .filter((step) => step.kind !== 'open' && theirs(step) && !procedure.person.takes.includes(step.name))
    .map(({ name }) => ({
      name,
      rule: 'kept-from-them',
      reason: 'It is by the person, and the person’s access does not offer it.',
    }))
  const forms = procedure.person.takes
    .filter((name) => isRemedy(procedure, steps.get(name)))
    .flatMap((name) =>
      (steps.get(name)?.needs.filter((fact) => isWritten(procedure, fact)) ?? []).map((fact) => ({
        ...{ name, rule: 'person-must-fill-in' },
        reason: `The person must give ${fact}: an empty text is valid, so it may be taken and not needed.`,
      })),
    )
  return [...unknown, ...forgotten, ...forms]
}

/** What has to be written or fetched; a yes, a choice and a day are a button. */
function isWritten(procedure: Procedure, fact: string): boolean {
  const kind = procedure.facts[fact]?.is.kind
  return kind === 'short' || kind === 'long' || kind === 'file'
}

/**
 * What asks the State for something: a move in an open case, an entry that starts a time or tells of what nobody may do.
 * Who opens again what had ended says what is new; who writes a message writes it.
 */
function isRemedy(procedure: Procedure, step: DeclaredStep | undefined): boolean {
  if (step === undefined) return false
  const ends = statesOf(procedure, ['final'])
  if (step.kind === 'transition') return !step.from.every((state) => ends.includes(state))
  return declaredRules(procedure).some(({ rule }) => {
    const moment = rule.kind === 'within' ? rule.from : rule.kind === 'reported' ? rule.by : null
    return moment?.at === 'taking' && moment.steps.includes(step.name)
  })
}
