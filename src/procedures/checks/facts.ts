/** Facts: each can be known, each is of use, none is somebody's status where status may not be known. */
import {
  type CodeList,
  type Fact,
  factsIn,
  KNOWS_STATUS,
  MIGRATION_STATUS,
  type Moment,
  type Procedure,
  REGION,
} from '../vocabulary/index.ts'
import { conditionsOf, declaredRules, declaredSteps, knownFacts, momentsOf } from './declared.ts'
import type { Found } from './finding.ts'

export function factFindings(procedure: Procedure): readonly Found[] {
  return [
    ...neverKnown(procedure),
    ...neverDeclared(procedure),
    ...derivedFrom(procedure),
    ...sensitiveOfNobody(procedure),
    ...statusWhereNotKnown(procedure),
    ...regionsOfOneState(procedure),
    ...partless(procedure),
  ]
}

/** Every mention of a fact other than its being given: where, and which. */
function mentions(procedure: Procedure): readonly { readonly by: string; readonly fact: string }[] {
  const ofMoment = (by: string, moment: Moment) => (moment.at === 'fact' ? [{ by, fact: moment.fact }] : [])
  const rules = declaredRules(procedure).flatMap(({ name, rule }) => [
    ...conditionsOf(rule).flatMap((one) => factsIn(one).map((fact) => ({ by: name, fact }))),
    ...momentsOf(rule).flatMap((one) => ofMoment(name, one)),
  ])
  const steps = declaredSteps(procedure).flatMap(({ name, when }) =>
    when === null ? [] : factsIn(when).map((fact) => ({ by: name, fact })),
  )
  const retention = procedure.retention.flatMap(({ from, when, what }) => [
    ...(from.at === 'last-contact' ? [] : ofMoment('retention', from)),
    ...(when === undefined ? [] : factsIn(when).map((fact) => ({ by: 'retention', fact }))),
    ...(what === 'all' ? [] : what.map((fact) => ({ by: 'retention', fact }))),
  ])
  const figures = procedure.statistics.dimensions.map((fact) => ({ by: 'statistics', fact }))
  return [...rules, ...steps, ...retention, ...figures]
}

function neverKnown(procedure: Procedure): readonly Found[] {
  const known = knownFacts(procedure)
  const mentioned = mentions(procedure)
  return Object.keys(procedure.facts)
    .filter((fact) => !known.has(fact))
    .map((name) => {
      const by = [...new Set(mentioned.filter(({ fact }) => fact === name).map((one) => one.by))]
      return by.length > 0
        ? { name, rule: 'never-obtained', reason: `${by.join(', ')} looks at it, and no step takes or gives it.` }
        : {
            name,
            rule: 'idle-fact',
            reason: 'No step takes or gives it, and nothing looks at it: what is not needed is not collected.',
          }
    })
}

function neverDeclared(procedure: Procedure): readonly Found[] {
  const given = declaredSteps(procedure).flatMap(({ name, needs, takes, gives }) =>
    [...needs, ...takes, ...gives].map((fact) => ({ by: name, fact })),
  )
  return [...mentions(procedure), ...given]
    .filter(({ fact }) => !Object.hasOwn(procedure.facts, fact))
    .map(({ by, fact }) => ({ name: by, rule: 'no-such-fact', reason: `There is no fact ${fact}.` }))
}

function derivedFrom(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts).flatMap(([name, { is }]): Found[] => {
    if (is.kind !== 'derived') return []
    if (is.rule === 'end-of-clock') {
      const found = declaredRules(procedure).some(
        ({ name: rule, rule: { kind } }) =>
          kind === 'within' && (rule === is.safeguard || rule.startsWith(`${is.safeguard}.`)),
      )
      return found ? [] : [{ name, rule: 'no-such-clock', reason: `There is no clock of ${is.safeguard}.` }]
    }
    const kinds: Record<string, readonly string[]> = {
      [is.birth]: ['date', 'date-or-year'],
      [is.at]: ['instant', 'date'],
    }
    const wrong = Object.entries(kinds).filter(([fact, of]) => !of.includes(procedure.facts[fact]?.is.kind ?? ''))
    return wrong.map(([fact, of]) => ({
      name,
      rule: 'derived-from-nothing',
      reason: `It follows from ${fact}, which is no ${of.join(' or ')}.`,
    }))
  })
}

function sensitiveOfNobody(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts)
    .filter(([, { sensitive, personal }]) => sensitive && !personal)
    .map(([name]) => ({
      name,
      rule: 'sensitive-of-nobody',
      reason: 'It is sensitive and not personal: what is sensitive is about somebody.',
    }))
}

/** Lists and names by which a status, a permit or the number of a document would come in. */
const STATUS_LISTS = /^(migration|residence|legal)Status|[pP]ermit(Kind|Status)$/
const STATUS_NAMES =
  /^(migration|residence|legal|immigration)Status|status(Before|Of)|[pP]assport|(document|card|identity|visa|permit)(Number|No)$|^visa/

function statusWhereNotKnown(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts).flatMap(([name, fact]) => {
    const compartment =
      fact.part === null ? procedure.compartment : (procedure.parts[fact.part] ?? procedure.compartment)
    if (KNOWS_STATUS.some((one) => one === compartment) || !tellsStatus(name, fact)) return []
    return [
      {
        name,
        rule: 'status-where-not-known',
        reason: `${compartment} may hold no status, no permit and no number of a document.`,
      },
    ]
  })
}

function tellsStatus(name: string, { is }: Fact): boolean {
  if (is.kind === 'lines') return Object.entries(is.of).some(([column, fact]) => tellsStatus(column, fact))
  return (
    STATUS_NAMES.test(name) ||
    listsOf(is).some((list) => list.name === MIGRATION_STATUS.name || STATUS_LISTS.test(list.name))
  )
}

function listsOf(is: Fact['is']): readonly CodeList[] {
  if (is.kind === 'code' || is.kind === 'codes') return [is.list]
  return is.kind === 'lines' ? Object.values(is.of).flatMap((fact) => listsOf(fact.is)) : []
}

/** A declaration is of no State: regions come from its country pack. */
function regionsOfOneState(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts).flatMap(([name, { is }]) =>
    listsOf(is)
      .filter(
        (list) =>
          list.codes.some((code) => /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code)) ||
          (list.name === REGION.name && list.codes.some((code) => !REGION.codes.some((one) => one === code))),
      )
      .map(() => ({
        name,
        rule: 'regions-of-one-state',
        reason: 'Its codes are regions of one State; they stand in the country pack.',
      })),
  )
}

function partless(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts)
    .filter(([, { part }]) => part !== null && !Object.hasOwn(procedure.parts, part))
    .map(([name, { part }]) => ({ name, rule: 'no-such-part', reason: `There is no sub-record ${part}.` }))
}
