/**
 * The commit function of a procedure: one command, one transaction. It is made from the declaration, owned by the owner
 * of the tables and the only way to write to them; those who sign in may call it and write nothing else.
 */
import { isAboutSomebody, type Procedure, statesOf } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'
import { eventRowSql } from '../records/event-row.ts'
import { statisticsBlock } from '../statistics/record.ts'
import { anchorBlock } from '../tables/anchor.ts'
import { plainColumns } from '../tables/columns.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { officeColumn, officeRoles, ownDueColumn, ownRuleColumn, projectionName } from '../tables/projection.ts'
import { byLaw, expressionByLaw, lawBlock, lawOfEvent, lawVariables } from './by-law.ts'
import { clockBlocks } from './clocks.ts'
import { placesOf } from './death.ts'
import { decidedBlock } from './decided.ts'
import { wordingBlock } from './elsewhere.ts'
import { logOf } from './log-of.ts'
import { levelOfRule, reportedBlocks, tellingBlocks } from './notices.ts'
import { officersBlock } from './officers.ts'
import { isOpenedFromElsewhere, passageBlock } from './passage.ts'
import { personBranches, personClockBlocks, personTelling } from './person-events.ts'
import { type HoldTargets, mayPlaceSql, placingName } from './placing.ts'
import { lockBlock, reachBlock } from './reach.ts'
import { keptByItself, type Modes, PATIENCE } from './rule.ts'
import { stoppingBlocks } from './safeguards.ts'
import { proposalsClosedBlock, secondBlock } from './seconds.ts'
import { behindBlock, settlingBlock } from './settling.ts'
import { signatureBlock } from './signature.ts'
import { soonestBlock } from './soonest.ts'
import { handedOver, officesAtOpening, stepBranches, unlessReached } from './steps.ts'
import { rolesWithTimes } from './stopping.ts'
import { unmovedBlock } from './unmoved.ts'

export interface Surroundings {
  readonly modes: Modes
  readonly targets: HoldTargets
  /** All that this State runs. */
  readonly procedures: readonly Procedure[]
}

/** immigration_enforcement.commit_detention */
export const commitName = onceFor(
  ({ compartment, name }: Procedure): string => `${sqlName(compartment)}.commit_${sqlName(name)}`,
)

/** The statement that makes, or replaces, the commit function. */
export function commitFunction(procedure: Procedure, { modes, procedures }: Surroundings): string {
  const table = projectionName(procedure)
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${commitName(procedure)}(command jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_bitmapscan = off as $commit$
#variable_conflict use_variable
declare
  -- Read once: the ticket of this connection, made for this officer alone.
  who constant text[] := firewall.ticket();
  me uuid := who[1]::uuid;
  my_role text := who[2];
  my_office text := nullif(who[3], '');
  -- Of a step of two people, whoever calls; the step is that of the first.
  second uuid;
  proposed ${schema}.proposal%rowtype;
  the_step constant text := command->>'step';
  noted constant jsonb := jsonb_path_query_array(coalesce(command->'breaches', '[]'), 'strict $[*].rule');
  plain constant jsonb := coalesce(command->'plain', '{}');
  sealed_facts constant jsonb := coalesce(command->'sealedFacts', '[]');
  was ${table}%rowtype;
  c ${table}%rowtype;
  known ${schema}.event%rowtype;
  recorded timestamptz;
  asserted timestamptz;
  kind text;
  allowed boolean;
  to_state text;
  may_give text[];
  may_seal text[];
  needed text[];
  missing text[];
  now_given text[];
  step_gives jsonb;
  running text[] := '{}';
  ran text[] := '{}';
  over boolean;
  stopped text[] := '{}';
  -- What the row alone would know, where this event changes it.
  anchor text;
  anchor_hash bytea;
  begun ${schema}.clock[] := '{}';
  moved boolean := false;
  soonest timestamptz;
  -- Whether bits of this case stand, whether something is due on it.
  places boolean := false;
  unsettled boolean := false;
  waited text;
  counted integer;
  last_run integer;
  last_start timestamptz;
  last_due timestamptz;
  passing boolean := false;
  bits boolean := false;
${lawVariables(procedure)}  -- The leaf commits to the row under it.
  salt constant bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
  if my_role is null then raise exception 'nobody' using errcode = 'OB105'; end if;
  -- Whoever sends the same again at the same moment waits here, and then finds it.
  waited := pg_advisory_xact_lock(hashtextextended(command->>'key', 0));
  select * into known from ${schema}.event e where e.key = (command->>'key')::uuid;
  if found then
    if known.body_hash <> decode(command->>'bodyHash', 'hex') or (known.officer is distinct from me and not exists (
        select from ${schema}.proposal p where p.case_id = known.case_id and p.event_no = known.no and p.closed_by = me)) then
      raise exception 'the key was used for another request' using errcode = 'OB104';
    end if;
    -- By somebody who had not been told of it: what they were given before is not what stands.
    if command ? 'decidedAt' then raise exception 'this case has changed' using errcode = 'OB101', detail = known.no::text; end if;
    return jsonb_build_object('caseId', known.case_id, 'event', known.no, 'state', known.to_state, 'recordedAt', known.recorded_at);
  end if;

  if the_step = 'open' then
    c.case_id := (command->>'caseId')::uuid;
    c.case_number := command->>'caseNumber';
    c.pseudonym := decode(command->>'pseudonym', 'hex');
    c.person_pointer := decode(command->>'personPointer', 'hex');
    c.key_id := (command->>'keyId')::uuid;
    c.event_no := 0;
    c.erased := false;
    c.given := '{}';
${officesAtOpening(procedure)}
  else
    select * into was from ${table} p where p.case_id = (command->>'caseId')::uuid for update;
    if not found then raise exception 'none' using errcode = 'OB105'; end if;
${unlessReached(procedure, "raise exception 'none' using errcode = 'OB105';")}
    if was.event_no <> (command->>'expected')::integer then
      raise exception 'this case has changed' using errcode = 'OB101', detail = was.event_no::text;
    end if;
    -- What goes to other compartments was worked out for this person, and the case belongs to them still.
    if decode(command->'pseudonyms'->>${literal(procedure.compartment)}, 'hex') <> was.pseudonym then
      raise exception 'this case has changed' using errcode = 'OB101', detail = was.event_no::text;
    end if;
    c := was;
  end if;
${decidedBlock(procedure)}
  -- After the lock: a time read before it could lie before what it waited for.
  recorded := greatest(clock_timestamp(), was.changed_at);
  asserted := coalesce((command->>'assertedAt')::timestamptz, recorded);
  if asserted > recorded + interval '5 minutes' then raise exception 'not yet' using errcode = 'OB106'; end if;
${lawBlock(procedure)}
${byLaw(procedure, secondBlock)}
  if the_step <> 'open' then
    select coalesce(array_agg(k.rule) filter (where k.stopped_at is null), '{}'), coalesce(array_agg(k.rule), '{}'),
        coalesce(bool_or(k.stopped_at is null and k.due_at <= recorded and k.thereupon is not null and k.mode = 'enforce'), false),
        min(k.due_at) filter (where k.stopped_at is null and k.kind = 'protective'),
        exists (select from ${schema}.placed_hold h where h.case_id = was.case_id and h.lifted_at is null),
        exists (select from ${schema}.unsettled u where u.case_id = was.case_id)
      into running, ran, over, soonest, places, unsettled from ${schema}.clock k where k.case_id = was.case_id;
    -- What ends by itself ends before anybody decides on it; once it has been tried, the case goes on.
    if over and my_role <> 'system' then
      if exists (select from ${schema}.clock k where k.case_id = was.case_id
          and k.stopped_at is null and k.due_at <= recorded and k.thereupon is not null and k.mode = 'enforce'
          and not exists (select from ${schema}.clock_effect e
            where (e.case_id, e.rule, e.run, e.effect) = (k.case_id, k.rule, k.run, 'due'))) then
        raise exception 'a time is over' using errcode = 'OB102';
      end if;
    end if;
  end if;

${byLaw(
  procedure,
  (version) => `  case the_step
${stepBranches(version, isOpenedFromElsewhere(procedure, procedures), procedure)}
${personBranches(procedure)}
    else allowed := false;
  end case;`,
)}
  if not coalesce(allowed, false) then raise exception 'not open' using errcode = 'OB103', detail = coalesce(was.state, 'none'); end if;
  if plain - may_give <> '{}' or sealed_facts - may_seal <> '[]' then
    raise exception 'a fact that this step does not take' using errcode = 'OB107';
  end if;
  -- A fact given as nothing would count as given, and start no clock.
  if jsonb_path_exists(plain, 'strict $.* ? (@ == null)') then
    raise exception 'nothing is given' using errcode = 'OB107';
  end if;
  c := jsonb_populate_record(c, plain || step_gives);
  if command ? 'sealed' then c.sealed := decode(command->>'sealed', 'base64'); end if;
  now_given := ${NAMES_GIVEN};
  if not now_given <@ c.given then c.given := c.given || array(select n from unnest(now_given) n where n <> all(c.given)); end if;
${handedOver(procedure)}
${officersBlock(procedure)}
  if not needed <@ c.given then
    missing := array(select n from unnest(needed) n where n <> all(c.given));
    raise exception 'missing' using errcode = 'OB108', detail = array_to_string(missing, ',');
  end if;
  c.state := to_state;
  c.earlier_state := case when c.state is distinct from was.state then was.state else was.earlier_state end;
  c.event_no := c.event_no + 1;
  c.opened_at := coalesce(was.opened_at, recorded);
  c.changed_at := recorded;

${byLaw(procedure, (version) => [lockBlock(version), stoppingBlocks(version, modes), signatureBlock(version)].join('\n'))}

${anchorBlock(procedure)}
  insert into ${schema}.event (procedure, case_id, no, kind, step, from_state, to_state, asserted_at, recorded_at, role, officer, office, given, sealed, commitment, entry, salt, key, body_hash, version, anchor, anchor_hash)
    values (${literal(procedure.name)}, c.case_id, c.event_no, kind, the_step, was.state, c.state, asserted, recorded,
      my_role, me, my_office, now_given, decode(command->>'sealedEvent', 'base64'), decode(command->>'commitment', 'hex'),
      ledger.append(${literal(logOf(procedure))}, register.leaf_of(command->>'leaf', salt, ${eventRowSql(literal(procedure.name), lawOfEvent(procedure))}, decode(command->>'commitment', 'hex'))), salt,
      (command->>'key')::uuid, decode(command->>'bodyHash', 'hex'), ${lawOfEvent(procedure)}, anchor, anchor_hash);

${proposalsClosedBlock(procedure)}
  if kind = 'person' then
${byLaw(procedure, (version) => personClockBlocks(version, modes, procedure)) || '    null;'}
  else
${byLaw(procedure, (version) => clockBlocks(version, modes, procedure)) || '    null;'}
  end if;
  if cardinality(begun) > 0 then insert into ${schema}.clock select k.* from unnest(begun) k; end if;
  -- What the person was owed while the case ran ends with it; what its end starts has started above.
  if c.state = any(${textArray(statesOf(procedure, ['final']))}) and c.state is distinct from was.state then stopped := running; end if;
  if cardinality(stopped) > 0 and (soonest < recorded or moved) then
    insert into ${schema}.breach (procedure, case_id, rule, level, mode, started_at, due_at, found_at, step, run, state)
      select ${literal(procedure.name)}, c.case_id, k.rule, ${levelOfRule(procedure, 'k.rule')}, k.mode, k.started_at, k.due_at, recorded, the_step, k.run,
        case when asserted <= k.due_at then 'recordedLate' else 'open' end
      from ${schema}.clock k where k.case_id = c.case_id and k.rule = any(stopped) and k.stopped_at is null and k.kind = 'protective' and ${lateSql(procedure)}
      on conflict (case_id, rule, run) do nothing;
  end if;
  if cardinality(stopped) > 0 then
    update ${schema}.clock k set stopped_at = recorded, breached_at = coalesce(k.breached_at, case when k.kind = 'protective' and ${lateSql(procedure)} then k.due_at end)
      where k.case_id = c.case_id and k.rule = any(stopped) and k.stopped_at is null;
  end if;
${wordingBlock(procedure)}
${soonestBlock(procedure)}
  if the_step = 'open' then
    insert into ${table} select c.*;
${
  isAboutSomebody(procedure)
    ? `    if command ? 'code' then
      insert into ${schema}.case_code (code_sha256, procedure, case_id, bearer)
        values (decode(command->>'code', 'hex'), ${literal(procedure.name)}, c.case_id, 'person');
    end if;`
    : '    -- About nobody: there is no code.'
}
  else update ${table} p set ${assignments(procedure)} where p.case_id = c.case_id;
  end if;
  if noted <> '[]' then
    insert into ${schema}.breach (procedure, case_id, rule, level, mode, found_at, step)
    select ${literal(procedure.name)}, c.case_id, b.value->>'rule', b.value->>'level', b.value->>'mode', recorded, the_step
    from jsonb_array_elements(command->'breaches') b;
  end if;
${byLaw(procedure, (version) =>
  [
    passageBlock(
      version,
      procedures.map(({ name }) => name),
    ),
    reachBlock(version),
    reportedBlocks(version, modes),
    unmovedBlock(version, modes),
    tellingBlocks(version),
  ].join('\n'),
)}
${personTelling(procedure)}
${placingBlock(procedure)}
${statisticsBlock(procedure)}
  -- Last, since it looks at the bits as well.
${byLaw(procedure, (version) => settlingBlock(version, modes))}
${behindBlock(procedure)}

  return jsonb_build_object('caseId', c.case_id, 'event', c.event_no, 'state', c.state, 'recordedAt', recorded,
    'passing', passing, 'unsettled', unsettled,
    'taken', jsonb_build_object('kind', kind, 'given', now_given, 'assertedAt', asserted, 'version', ${lawOfEvent(procedure)}, 'bits', bits));
end $commit$`
}

/**
 * The names in `plain`, `step_gives` and `sealed_facts`, which were found among those of the declaration: letters, digits and
 * underscores. As an expression: a query for it costs twenty times as much.
 */
const NAMES_GIVEN = `string_to_array(translate((jsonb_path_query_array(plain || step_gives, 'strict $.keyvalue().key') || sealed_facts)::text, '[]" ', ''), ',')`

/** Where bits of the case stand or a rule would place one; elsewhere there is nothing to place, prolong or lift. */
function placingBlock(procedure: Procedure): string {
  if (placesOf(procedure).length === 0) return ''
  const sent = procedure.versions === undefined ? 'command' : "command || jsonb_build_object('version', law)"
  return `  if places or ${expressionByLaw(procedure, mayPlaceSql)} then
    perform ${placingName(procedure)}(was, c, the_step, asserted, recorded, ${sent});
    bits := true;
  end if;`
}

/** Whether the stop of the clock `k` comes after its end. What the system's own step keeps has the time that the system needs. */
function lateSql(procedure: Procedure): string {
  const kept = keptByItself(procedure)
  if (kept.length === 0) return 'k.due_at < recorded'
  return `k.due_at + (case when my_role = 'system' and k.thereupon = the_step and k.rule = any(${textArray(kept)}) then interval '${PATIENCE.seconds} seconds' else interval '0' end) < recorded`
}

/** Every column that a step may change. */
function assignments(procedure: Procedure): string {
  const columns = [
    ...['state', 'earlier_state', 'event_no', 'changed_at', 'sealed', 'given', 'due_at', 'due_rule'],
    ...rolesWithTimes(procedure).flatMap((role) => [ownDueColumn(role), ownRuleColumn(role)]),
    ...officeRoles(procedure).map(officeColumn),
    ...plainColumns(procedure).map(({ column }) => column),
  ]
  return columns.map((column) => `${column} = c.${column}`).join(', ')
}
