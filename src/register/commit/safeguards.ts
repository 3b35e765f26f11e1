/**
 * What the database itself refuses: forbidden and required conditions that it can read, two officers, holds. What rests
 * on sealed texts the application judges before; the database cannot read them, which is the point of sealing.
 */
import { type Heeds, HOLDS, type HoldName, type Places, type Procedure } from '../../procedures/index.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { type Modes, type NamedRule, rulesOf } from './rule.ts'

/** Refuses, or in mode `record` lets through what comes with its breach. */
export function conditionBlocks(procedure: Procedure, modes: Modes): string {
  const forbidden = rulesOf(procedure, 'forbid').map(({ name, rule }) => ({
    name,
    steps: rule.stops,
    broken: conditionSql(procedure, rule.when),
  }))
  const required = rulesOf(procedure, 'require').map(({ name, rule }) => ({
    name,
    steps: rule.for,
    broken: negated(conditionSql(procedure, rule.condition)),
  }))
  return [...forbidden, ...required]
    .flatMap(({ name, steps, broken }) =>
      broken === null ? [] : [refusal(name, `the_step = any(${textArray(steps)}) and ${broken}`, modes)],
    )
    .join('\n')
}

function negated(condition: string | null): string | null {
  return condition === null ? null : `not ${condition}`
}

function refusal(name: string, broken: string, modes: Modes): string {
  const noted = modes.recorded.has(name) ? ` and not (${literal(name)} = any(noted))` : ''
  return `  if ${broken}${noted} then raise exception 'stopped by a safeguard' using errcode = 'OB109', detail = ${literal(name)}; end if;`
}

/** Who took the one step may not take the other. */
export function twoOfficersBlocks(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return rulesOf(procedure, 'separate-officers')
    .map(({ name, rule: { steps } }) => {
      const [first, second] = steps
      return [[first, second] as const, [second, first] as const]
        .map(
          ([one, other]) => `  if the_step = ${literal(one)} and exists (select from ${schema}.event e
    where e.case_id = c.case_id and e.step = ${literal(other)} and e.officer = me) then
    raise exception 'two officers' using errcode = 'OB109', detail = ${literal(name)};
  end if;`,
        )
        .join('\n')
    })
    .join('\n')
}

/**
 * A step that a bit stops changes the bit's row; the check of the table decides. A bit placed by a safeguard in mode
 * `record` lets the step through with its breach.
 */
export function gateBlocks(procedure: Procedure): string {
  const gate = `${sqlName(procedure.compartment)}.hold_gate`
  return rulesOf(procedure, 'heeds')
    .map(
      ({ name, rule }: NamedRule<Heeds<string>>) => `  if the_step = any(${textArray(rule.stops)}) then
    insert into ${gate} as g (pseudonym, hold, steps) values (c.pseudonym, ${literal(rule.hold)}, 1)
      on conflict (pseudonym, hold) do update set steps = g.steps + 1
      returning g.recorded into counted;
    if counted > 0 and not (${literal(name)} = any(noted)) then
      raise exception 'held' using errcode = 'OB109', detail = ${literal(name)};
    end if;
  end if;`,
    )
    .join('\n')
}

/** Places and lifts the bits of this case in every compartment where a procedure heeds them. */
export function placingBlocks(procedure: Procedure, modes: Modes, targets: HoldTargets): string {
  return rulesOf(procedure, 'places')
    .map((named) => placingBlock(procedure, named, modes, targets[named.rule.hold] ?? []))
    .join('\n')
}

/** For each bit the compartments in which some procedure heeds it. */
export type HoldTargets = Readonly<Partial<Record<HoldName, readonly string[]>>>

export function holdTargets(procedures: readonly Procedure[]): HoldTargets {
  const heeding = (hold: HoldName) =>
    procedures
      .filter((one) => rulesOf(one, 'heeds').some(({ rule }) => rule.hold === hold))
      .map((one) => one.compartment)
  return Object.fromEntries(HOLDS.map((hold) => [hold, [...new Set(heeding(hold))]]))
}

function placingBlock(
  procedure: Procedure,
  { name, rule }: NamedRule<Places<string, string>>,
  modes: Modes,
  targets: readonly string[],
): string {
  const schema = sqlName(procedure.compartment)
  const mode = modes.recorded.has(name) ? 'record' : 'enforce'
  const column = mode === 'record' ? 'recorded' : 'standing'
  const when = rule.when === null ? '' : ` and ${conditionSql(procedure, rule.when) ?? 'true'}`
  return `  -- ${name}
  should := c.state = any(${textArray(rule.whileIn)})${when};
  placed := null;
  select h.mode into placed from ${schema}.placed_hold h where h.case_id = c.case_id and h.rule = ${literal(name)} and h.lifted_at is null;
  if should and placed is null then
    insert into ${schema}.placed_hold (procedure, case_id, rule, hold, mode, placed_at)
      values (${literal(procedure.name)}, c.case_id, ${literal(name)}, ${literal(rule.hold)}, ${literal(mode)}, least(asserted, recorded));
${targets.map((target) => place(procedure, rule.hold, target, column)).join('\n')}
  elsif not should and placed is not null then
    update ${schema}.placed_hold h set lifted_at = recorded where h.case_id = c.case_id and h.rule = ${literal(name)} and h.lifted_at is null;
${targets.map((target) => lift(procedure, rule.hold, target)).join('\n')}
  end if;`
}

/** The pseudonym of the person in the target: its own, or one that only the application could work out. */
function pseudonymIn(procedure: Procedure, target: string): string {
  return target === procedure.compartment ? 'c.pseudonym' : `decode(command->'pseudonyms'->>${literal(target)}, 'hex')`
}

function place(procedure: Procedure, hold: string, target: string, column: string): string {
  return `    insert into ${sqlName(target)}.hold_gate as g (pseudonym, hold, ${column}, since)
      values (${pseudonymIn(procedure, target)}, ${literal(hold)}, 1, least(asserted, recorded))
      on conflict (pseudonym, hold) do update set ${column} = g.${column} + 1,
        steps_when_held = case when g.standing = 0 then g.steps else g.steps_when_held end,
        since = case when g.standing + g.recorded = 0 then excluded.since else g.since end;`
}

/** Lifted where it was placed: under the mode of that day. */
function lift(procedure: Procedure, hold: string, target: string): string {
  return `    update ${sqlName(target)}.hold_gate g set
        standing = g.standing - case placed when 'enforce' then 1 else 0 end,
        recorded = g.recorded - case placed when 'record' then 1 else 0 end
      where g.pseudonym = ${pseudonymIn(procedure, target)} and g.hold = ${literal(hold)};`
}
