/**
 * Which step is open to whom, from which state, to which, with which facts: as branches of the commit function. In it,
 * `c` is the row of the case after the step and `was` the row before.
 */
import {
  type Actor,
  AGENCY_OF,
  type Fact,
  type Given,
  type Gives,
  isOfficerRole,
  type Procedure,
} from '../../procedures/index.ts'
import { correctable } from '../judgement/judge.ts'
import { initialState, type NamedStep, stepsOf } from '../judgement/step.ts'
import { onceFor } from '../once-for.ts'
import { isPlain, plainColumns } from '../tables/columns.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { officeColumn, officeRoles } from '../tables/projection.ts'

/** One branch a step; the system opens only what a step elsewhere opens. What stands is corrected by whichever version asked for it (`whole`). Each sets `kind`, the new state, and whether role, state and facts allow it. */
export function stepBranches(procedure: Procedure, isOpenedFromElsewhere: boolean, whole = procedure): string {
  const steps = stepsOf(procedure).map((step) =>
    step.name === 'open' && isOpenedFromElsewhere ? { ...step, by: [...step.by, 'system' as const] } : step,
  )
  return [...steps.map((step) => branch(procedure, step, whole)), correctionBranch(whole)].join('\n')
}

function branch(procedure: Procedure, step: NamedStep, whole: Procedure): string {
  const { name, kind, needs, takes, gives } = step
  const plain = (facts: readonly string[]) => columnsOf(procedure, facts)
  const sealed = (facts: readonly string[]) => textArray(facts.filter((fact) => !isPlain(procedure, fact)))
  return `    when ${literal(name)} then
      kind := ${literal(kind)};
      allowed := ${allowedSql(step)};
      to_state := ${toSql(procedure, step)};
      may_give := ${textArray([...plain([...needs, ...takes, ...Object.keys(gives)]), ...derivedColumns(whole)])};
      may_seal := ${sealed([...needs, ...takes, ...Object.keys(gives)])};
      needed := ${textArray(plain(needs))} || ${sealed(needs)};
      step_gives := ${givesSql(procedure, gives)};`
}

/** Whether the role may take it from where the case `was`. */
export function allowedSql({ from, by }: NamedStep): string {
  if (from === 'new') return byRole(by)
  return `${from === null ? 'true' : `was.state = any(${textArray(from)})`} and ${byRole(by)}`
}

function toSql(procedure: Procedure, { from, to }: NamedStep): string {
  if (from === 'new') return literal(initialState(procedure))
  if (to === null) return 'was.state'
  return to === 'earlier' ? 'was.earlier_state' : literal(to)
}

/** What the step gives by itself: the database writes it, whatever the application sent. */
function givesSql(procedure: Procedure, gives: Gives<string>): string {
  const parts = Object.entries(gives)
    .filter(([fact]) => isPlain(procedure, fact))
    .map(([fact, given]) => `${literal(columnName(fact))}, ${givenValue(given, procedure.facts[fact]?.is.kind)}`)
  return `jsonb_build_object(${parts.join(', ')})`
}

function givenValue(given: Given | undefined, kind: Fact['is']['kind'] | undefined): string {
  if (typeof given === 'object' && 'is' in given && given.is === 'as-it-stood') return `was.${columnName(given.fact)}`
  if (typeof given === 'object' && 'is' in given)
    return kind === 'date' ? '(asserted at time zone (select h.time_zone from register.home h))::date' : 'asserted'
  if (typeof given === 'string') return `${literal(given)}::text`
  return Array.isArray(given) ? textArray(given) : String(given)
}

/** Those who give a fact somewhere correct it; a judge corrects any. Nothing moves, and nothing new is told. */
function correctionBranch(procedure: Procedure): string {
  const roles = actors(procedure).filter((role) => role !== 'system' && role !== 'anyone')
  const each = (pick: (facts: readonly string[]) => readonly string[]) =>
    `case my_role ${roles.map((role) => `when ${literal(role)} then ${textArray(pick(correctable(procedure, role)))}`).join(' ')} else '{}' end`
  return `    when 'correct' then
      kind := 'correct';
      allowed := was.case_id is not null and ${byRole(roles)};
      to_state := was.state;
      may_give := ${each((facts) => columnsOf(procedure, facts))} || ${textArray(derivedColumns(procedure))};
      may_seal := ${each((facts) => facts.filter((fact) => !isPlain(procedure, fact)))};
      if not array(select jsonb_object_keys(coalesce(command->'plain', '{}'))) || array(select jsonb_array_elements_text(coalesce(command->'sealedFacts', '[]')))
          <@ (was.given || ${textArray(derivedColumns(procedure))}) then
        raise exception 'nothing to correct' using errcode = 'OB107';
      end if;
      needed := '{}';
      step_gives := '{}';`
}

function columnsOf(procedure: Procedure, facts: readonly string[]): readonly string[] {
  return plainColumns(procedure)
    .filter(({ fact }) => facts.includes(fact))
    .map(({ column }) => column)
}

/** What follows from facts may change with any of them. */
function derivedColumns(procedure: Procedure): readonly string[] {
  return plainColumns(procedure)
    .filter(({ fact }) => procedure.facts[fact]?.is.kind === 'derived')
    .map(({ column }) => column)
}

/** Whoever comes with the code of a case acts as `person`, and so does anyone who opens one. */
function byRole(actors: readonly Actor[]): string {
  const roles = actors.map((role) => (role === 'anyone' ? 'person' : role))
  return `my_role = any(${textArray([...new Set(roles)])})`
}

/** Whether the case is one of those with which the actor has to do; to all others, and once erased, it is not there. */
export const reachSql = onceFor((procedure: Procedure): string => {
  const { plainly, lookedUp } = reaches(procedure)
  return `(not was.erased and (${[...plainly, ...lookedUp].join(' or ')}))`
})

/** The same as statements: other tables are asked only where the case itself does not tell. Once a command, they are dear. */
export function unlessReached(procedure: Procedure, refuse: string): string {
  const { plainly, lookedUp } = reaches(procedure)
  return `    if not coalesce(not was.erased and (${plainly.join(' or ')}), false) then
      if not coalesce(not was.erased and (${lookedUp.join(' or ')}), false) then ${refuse} end if;
    end if;`
}

/** Whoever reaches the case by what stands on it, and by what other tables say. */
function reaches(procedure: Procedure) {
  const reading = (cases: string) =>
    Object.entries(procedure.reads).flatMap(([role, reads]) => (reads?.cases === cases ? [role] : []))
  const own = officeRoles(procedure).map(
    (role) => `(my_role = ${literal(role)} and was.${officeColumn(role)} = my_office)`,
  )
  const spokenFor = `(my_role = any(${textArray([...reading('client'), ...reading('consented')])}) and exists (
      select from ${sqlName(procedure.compartment)}.spoken_for s where s.case_id = was.case_id and s.officer = me and s.role = my_role and s.ended_at is null))`
  const unread = actors(procedure).filter((role) => isOfficerRole(role) && procedure.reads[role] === undefined)
  return {
    plainly: [
      `my_role = any(${textArray(['system', ...reading('all'), ...unread])})`,
      "(my_role = 'person' and was.case_id = me)",
      ...own,
    ],
    lookedUp: [representativeSql(procedure), spokenFor],
  }
}

/** Who speaks for the person now, and is not in doubt. */
function representativeSql(procedure: Procedure): string {
  const doubt = procedure.person.noRepresentativeWhile
  return `(my_role = 'representative'${doubt === undefined ? '' : ` and was.${columnName(doubt)} is not true`} and exists (
      select from ${sqlName(procedure.compartment)}.representative r where r.case_id = was.case_id and r.representative_id = me and r.ended_at is null))`
}

/** Whoever takes a step or makes an entry. Some do without reading: a clinician notes that a screening was made. */
export function actors(procedure: Procedure): readonly Actor[] {
  return [...new Set(stepsOf(procedure).flatMap(({ by }) => by))]
}

/** At opening the case belongs to the office that opens it, for every role of that agency. */
export function officesAtOpening(procedure: Procedure): string {
  return officeRoles(procedure)
    .map((role) => {
      const colleagues = Object.keys(AGENCY_OF).filter(
        (other) => isOfficerRole(other) && isOfficerRole(role) && AGENCY_OF[other] === AGENCY_OF[role],
      )
      return `    if my_role = any(${textArray(colleagues)}) then c.${officeColumn(role)} := my_office; end if;`
    })
    .join('\n')
}

/** A step may hand the case to an office of another role: the duty court, the place. */
export function handedOver(procedure: Procedure): string {
  const handed = officeRoles(procedure).map(
    (role) =>
      `    c.${officeColumn(role)} := coalesce(command->'offices'->>${literal(role)}, c.${officeColumn(role)});`,
  )
  if (handed.length === 0) return ''
  return `  if command->'offices' <> '{}' then
${handed.join('\n')}
  end if;`
}
