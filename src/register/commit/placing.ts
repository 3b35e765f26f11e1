/**
 * Placing and lifting bits: in every compartment where a procedure heeds them, in the transaction of the step that brings
 * it about, or when a time that the declaration gives the bit is over. Commands touch the bits of a person in the order of
 * their names and compartments, so that two about one person do not wait for each other in a ring.
 */
import { HOLDS, type HoldName, type Places, type Procedure, type Span } from '../../procedures/index.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { limitSql } from '../tables/limit-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { byLaw, lawSql } from './by-law.ts'
import { momentSql } from './clocks.ts'
import { placesOf } from './death.ts'
import { type Modes, type NamedRule, rulesOf } from './rule.ts'

/** For each bit the compartments in which some procedure heeds it. */
export type HoldTargets = Readonly<Partial<Record<HoldName, readonly string[]>>>

export function holdTargets(procedures: readonly Procedure[]): HoldTargets {
  const heeding = (hold: HoldName) =>
    procedures
      .filter((one) => rulesOf(one, 'heeds').some(({ rule }) => rule.hold === hold))
      .map((one) => one.compartment)
  // Erasure heeds its bit in every procedure, whether a safeguard says so or not; and death is death everywhere.
  const everywhere = procedures.map(({ compartment }) => compartment)
  return Object.fromEntries(
    HOLDS.map((hold) => [
      hold,
      [...new Set(hold === 'eraseNot' || hold === 'died' ? everywhere : heeding(hold))].toSorted(),
    ]),
  )
}

/** education.place_school_enrolment: called by the commit function, and by `tick`. Nobody who signs in may call it. */
export function placingName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.place_${sqlName(procedure.name)}`
}

/** Sees the case before and after the step; places, prolongs and lifts its bits. */
export function placingFunction(procedure: Procedure, modes: Modes, targets: HoldTargets): string {
  const table = projectionName(procedure)
  return `create or replace function ${placingName(procedure)}(was ${table}, c ${table}, the_step text, asserted timestamptz, recorded timestamptz, command jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $place$
#variable_conflict use_variable
declare
  should boolean;
  placed text;
  least_until timestamptz;
  most_until timestamptz;${procedure.versions === undefined ? '' : "\n  law constant text := command->>'version';"}
begin
${byLaw(procedure, (version) => placingBlocks(version, procedure, { modes, targets }))}
end $place$`
}

/** A bit that a rule of another version placed stands for as long as that rule said, and is placed no more. */
function placingBlocks(
  version: Procedure,
  whole: Procedure,
  { modes, targets }: { readonly modes: Modes; readonly targets: HoldTargets },
): string {
  const own = placesOf(version)
  const outlasting = placesOf(whole).filter(({ name }) => !own.some((one) => one.name === name))
  const each = [
    ...own.map((named) => ({ ...named, of: version, places: true })),
    ...outlasting.map((named) => ({ ...named, of: whole, places: false })),
  ]
  return inOrderOfBits(each)
    .map(({ of, places, ...named }) =>
      placingBlock(of, named, { modes, targets: targets[named.rule.hold] ?? [], places }),
    )
    .join('\n')
}

/** Whether some rule would place its bit on the case as it stands now: as SQL over the row `c`. */
export function mayPlaceSql(procedure: Procedure): string {
  const each = placesOf(procedure).map(({ rule }) => {
    const when = rule.when === null ? null : conditionSql(procedure, rule.when)
    return `(c.state = any(${textArray(rule.whileIn)})${when === null ? '' : ` and ${when}`})`
  })
  return each.length === 0 ? 'false' : `(${each.join(' or ')})`
}

/** The order in which every command touches the bits of a person. */
export function inOrderOfBits<R extends { readonly rule: { readonly hold: HoldName } }>(
  named: readonly R[],
): readonly R[] {
  return named.toSorted((one, other) =>
    one.rule.hold < other.rule.hold ? -1 : one.rule.hold > other.rule.hold ? 1 : 0,
  )
}

interface Placing {
  readonly modes: Modes
  readonly targets: readonly string[]
  /** Whether it places; one that does not lifts in its time what stands by it. */
  readonly places: boolean
}

function placingBlock(
  procedure: Procedure,
  { name, rule }: NamedRule<Places<string, string>>,
  { modes, targets, places }: Placing,
): string {
  const schema = sqlName(procedure.compartment)
  const mode = modes.recorded.has(name) ? 'record' : 'enforce'
  const column = mode === 'record' ? 'recorded' : 'standing'
  const when = rule.when === null ? '' : ` and ${conditionSql(procedure, rule.when) ?? 'true'}`
  const mine = `h.case_id = c.case_id and h.rule = ${literal(name)} and h.lifted_at is null`
  return `  -- ${name}
  placed := null;
  least_until := null;
  most_until := null;
  select h.mode, h.least_until, h.most_until into placed, least_until, most_until from ${schema}.placed_hold h where ${mine};
  ${spanSql(procedure, rule.atLeast, 'least_until')}
  ${spanSql(procedure, rule.atMost, 'most_until')}
  should := not c.erased and ${places ? '' : 'placed is not null and '}((c.state = any(${textArray(rule.whileIn)})${when} and coalesce(recorded < most_until, true)) or (placed is not null and coalesce(recorded < least_until, false)));
  if should and placed is null then
    insert into ${schema}.placed_hold (procedure, case_id, rule, hold, mode, placed_at, least_until, most_until)
      values (${literal(procedure.name)}, c.case_id, ${literal(name)}, ${literal(rule.hold)}, ${literal(mode)}, least(asserted, recorded), least_until, most_until);
${targets.map((target) => place(procedure, rule.hold, target, column)).join('\n')}
  elsif should then
    update ${schema}.placed_hold h set least_until = least_until, most_until = most_until where ${mine}
      and (h.least_until, h.most_until) is distinct from (least_until, most_until);
  elsif placed is not null then
    update ${schema}.placed_hold h set lifted_at = recorded where ${mine};
${targets.map((target) => lift(procedure, rule.hold, target)).join('\n')}
  end if;`
}

/** The moment coming again counts anew; a bit never falls sooner than it would have. */
function spanSql(procedure: Procedure, span: Span<string, string, string> | null, variable: string): string {
  if (span === null) return ''
  const end = limitSql('recorded', span.limit, 'adverse')
  return `if ${momentSql(procedure, span.from)} then ${variable} := greatest(${variable}, ${end}); end if;`
}

/** education.tick(case, command): lifts what has had its time. For the system alone. */
export function tickFunction(procedure: Procedure): string {
  const law = lawSql(procedure, 'clock_timestamp()')
  const sent = procedure.versions === undefined ? 'command' : `command || jsonb_build_object('version', ${law})`
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${schema}.tick_${sqlName(procedure.name)}(the_case uuid, command jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $tick$
declare c ${projectionName(procedure)}%rowtype;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  select * into c from ${projectionName(procedure)} p where p.case_id = the_case for update;
  -- Of somebody else's case by now, the next look works it out anew.
  if found and not coalesce(decode(command->'pseudonyms'->>${literal(procedure.compartment)}, 'hex') <> c.pseudonym, false) then perform ${placingName(procedure)}(c, c, 'tick', clock_timestamp(), clock_timestamp(), ${sent}); end if;
end $tick$`
}

/** The pseudonym of the person in the target: its own, or one that only the application could work out. */
function pseudonymIn(procedure: Procedure, target: string): string {
  return target === procedure.compartment ? 'c.pseudonym' : `decode(command->'pseudonyms'->>${literal(target)}, 'hex')`
}

/** Behind a wall no finer than the day: by the second two compartments' rows would be found to be one step's. */
function sinceIn(procedure: Procedure, target: string): string {
  if (target === procedure.compartment) return 'least(asserted, recorded)'
  const zone = '(select h.time_zone from register.home h)'
  return `date_trunc('day', least(asserted, recorded) at time zone ${zone}) at time zone ${zone}`
}

function place(procedure: Procedure, hold: string, target: string, column: string): string {
  return `    insert into ${sqlName(target)}.hold_gate as g (pseudonym, hold, ${column}, since)
      values (${pseudonymIn(procedure, target)}, ${literal(hold)}, 1, ${sinceIn(procedure, target)})
      on conflict (pseudonym, hold) do update set ${column} = g.${column} + 1,
        steps_when_held = g.steps,
        since = case when g.standing + g.recorded = 0 then excluded.since else g.since end;`
}

/** Lifted where it was placed: under the mode of that day. */
function lift(procedure: Procedure, hold: string, target: string): string {
  return `    update ${sqlName(target)}.hold_gate g set
        standing = g.standing - case placed when 'enforce' then 1 else 0 end,
        recorded = g.recorded - case placed when 'record' then 1 else 0 end
      where g.pseudonym = ${pseudonymIn(procedure, target)} and g.hold = ${literal(hold)};`
}
