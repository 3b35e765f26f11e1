/**
 * The tables of a compartment: what every procedure in it shares. Nobody who signs in may write to them; the commit
 * functions do (commit/). Ids are random: no serial, no id that tells when.
 */
import { attachmentTables } from '../attachments/tables.ts'
import { breachTables } from '../breaches/tables.ts'
import { sqlName } from './names.ts'

/** The tables that every compartment has. */
export const SHARED_TABLES = [
  'event',
  'clock',
  'clock_effect',
  'breach',
  'breach_word',
  'notice',
  'hold_gate',
  'placed_hold',
  'spoken_for',
  'representative',
  'attachment',
  'attachment_chunk',
  'wording',
  'unsettled',
  'erasure',
  'passage',
  'reached',
  'case_code',
  'proposal',
  'earlier_pseudonym',
] as const

export const EVENT_COLUMNS = [
  ...['procedure', 'case_id', 'no', 'kind', 'step', 'from_state', 'to_state', 'asserted_at', 'recorded_at'],
  ...[
    'role',
    'officer',
    'office',
    'given',
    'sealed',
    'commitment',
    'entry',
    'salt',
    'key',
    'body_hash',
    'erased',
    'version',
    'anchor',
    'anchor_hash',
  ],
]

/** Those of which a case file is made: nobody who opens one is given what only makes its row anew. */
export const FILE_COLUMNS: readonly string[] = EVENT_COLUMNS.filter((column) => !column.startsWith('anchor'))

export const ERASURE_COLUMNS = ['case_id', 'procedure', 'rule', 'authority', 'at', 'entry', 'salt']

export const CLOCK_COLUMNS = [
  ...['procedure', 'case_id', 'rule', 'run', 'kind', 'mode', 'thereupon', 'started_at', 'due_at'],
  ...['stopped_at', 'breached_at'],
]

/** The statements that make the schema of a compartment. */
export function compartmentTables(compartment: string): readonly string[] {
  const schema = sqlName(compartment)
  return [
    `create schema ${schema}`,
    // Events are the truth: appended, never changed. Erasure takes away what is sealed and what leads to the case, and nothing else.
    `create table ${schema}.event (
      procedure text not null,
      case_id uuid not null,
      no integer not null check (no > 0),
      kind text not null check (kind in ('open', 'take', 'enter', 'correct', 'person')),
      step text not null,
      from_state text check ((from_state is null) = (no = 1)),
      to_state text not null,
      asserted_at timestamptz not null,
      recorded_at timestamptz not null,
      role text not null,
      officer uuid,
      office text,
      given text[] not null,
      sealed bytea,
      commitment bytea not null check (length(commitment) = 32),
      -- Where the ledger has it, and the salt under which its leaf commits to this row.
      entry uuid not null,
      salt bytea not null check (length(salt) = 32),
      -- The same submission sent again finds its event by its key, and another one under that key is refused.
      key uuid not null unique,
      body_hash bytea not null check (length(body_hash) = 32),
      erased boolean not null default false,
      -- First day of the version by which it was judged; null for the first.
      version text,
      -- What the row of the case alone would know, and its hash, to which the leaf commits. Erasure takes the first away.
      anchor text,
      anchor_hash bytea check (length(anchor_hash) = 32),
      check (kind <> 'open' or anchor_hash is not null),
      check (anchor is null or anchor_hash is not null),
      primary key (case_id, no)
    )`,
    // As what somebody acts, for figures: without it every event would be read for one.
    `create index event_of_officer on ${schema}.event (officer) where officer is not null`,
    `create function ${schema}.event_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      if tg_op = 'UPDATE' and new.erased and new.sealed is null and to_jsonb(new)->>'anchor' is null
         and to_jsonb(new) - '{sealed,anchor,erased}'::text[] = to_jsonb(old) - '{sealed,anchor,erased}'::text[] then return new; end if;
      raise exception 'an event is never changed or deleted' using errcode = 'OB110';
    end $$`,
    `create trigger event_is_kept before update or delete on ${schema}.event
      for each row execute function ${schema}.event_is_kept()`,
    `create trigger event_is_not_truncated before truncate on ${schema}.event
      for each statement execute function ${schema}.event_is_kept()`,
    // Clocks are rows, written with the event that starts them. Whether one is over is computed on every read.
    `create table ${schema}.clock (
      procedure text not null,
      case_id uuid not null,
      rule text not null,
      run integer not null check (run > 0),
      kind text not null check (kind in ('protective', 'adverse')),
      mode text not null check (mode in ('enforce', 'record')),
      thereupon text,
      started_at timestamptz not null,
      due_at timestamptz not null check (due_at >= started_at),
      stopped_at timestamptz,
      breached_at timestamptz,
      primary key (case_id, rule, run)
    )`,
    `create index clock_due on ${schema}.clock (due_at) where stopped_at is null`,
    // Each effect of a clock exactly once, however many processes look.
    `create table ${schema}.clock_effect (
      case_id uuid not null,
      rule text not null,
      run integer not null,
      effect text not null check (effect in ('half', 'most', 'due')),
      at timestamptz not null,
      primary key (case_id, rule, run, effect),
      foreign key (case_id, rule, run) references ${schema}.clock on delete cascade
    )`,
    ...breachTables(schema),
    // Who must know of a breach or a time running out: each once, an alarm again until somebody acknowledges it.
    `create table ${schema}.notice (
      notice_id uuid primary key default gen_random_uuid(),
      procedure text not null,
      case_id uuid not null,
      rule text not null,
      about text not null check (about in ('half', 'most', 'breach', 'alarm', 'told')),
      breach_id uuid,
      whom text not null,
      level text check (level in ('R', 'L', 'W')),
      at timestamptz not null,
      repeat_at timestamptz,
      times integer not null default 1,
      acknowledged_at timestamptz,
      acknowledged_by uuid,
      -- Of a clock its run; of what was told, the event that told it.
      run integer,
      unique nulls not distinct (case_id, rule, run, about, whom, breach_id)
    )`,
    `create index notice_open on ${schema}.notice (whom, at desc) where acknowledged_at is null`,
    `create index notice_repeats on ${schema}.notice (repeat_at) where acknowledged_at is null and repeat_at is not null`,
    // One row a person and bit. Placing and taking the step change this row, whichever comes first: then the check decides.
    `create table ${schema}.hold_gate (
      pseudonym bytea not null,
      hold text not null,
      standing integer not null default 0 check (standing >= 0),
      recorded integer not null default 0 check (recorded >= 0),
      since timestamptz,
      steps bigint not null default 0,
      steps_when_held bigint not null default 0,
      primary key (pseudonym, hold),
      constraint no_step_while_held check (standing = 0 or steps = steps_when_held)
    )`,
    `create table ${schema}.placed_hold (
      placed_hold_id uuid primary key default gen_random_uuid(),
      procedure text not null,
      case_id uuid not null,
      rule text not null,
      hold text not null,
      mode text not null check (mode in ('enforce', 'record')),
      placed_at timestamptz not null,
      -- It stands until then even where the case has left the states that placed it; and falls then even if it has not.
      least_until timestamptz,
      most_until timestamptz,
      lifted_at timestamptz
    )`,
    `create index hold_ends on ${schema}.placed_hold (least(least_until, most_until)) where lifted_at is null`,
    `create unique index hold_placed_once on ${schema}.placed_hold (case_id, rule) where lifted_at is null`,
    // Who speaks for the person of a case: lawyer, guardian; a consulate only with the person's word.
    `create table ${schema}.spoken_for (
      spoken_for_id uuid primary key default gen_random_uuid(),
      case_id uuid not null,
      officer uuid not null,
      role text not null,
      since timestamptz not null,
      -- The role that put them on the case, and the one that ended it.
      put_on_by text not null,
      ended_at timestamptz,
      ended_by text,
      check ((ended_at is null) = (ended_by is null))
    )`,
    `create unique index spoken_for_once on ${schema}.spoken_for (case_id, officer) where ended_at is null`,
    `create index spoken_for_by on ${schema}.spoken_for (officer) where ended_at is null`,
    // Whom the person chose to speak for them, one at a time; what is known of them lies under the key of the case.
    `create table ${schema}.representative (
      representative_id uuid primary key,
      case_id uuid not null,
      sealed bytea,
      since timestamptz not null,
      ended_at timestamptz,
      ended_by text,
      check ((ended_at is null) = (ended_by is null))
    )`,
    `create unique index representative_once on ${schema}.representative (case_id) where ended_at is null`,
    ...attachmentTables(schema),
    forgetPeople(schema),
    // What was written in whose own words, as keyed digests: whoever copies a text is found without any text being opened.
    `create table ${schema}.wording (
      procedure text not null,
      case_id uuid not null,
      fact text not null,
      officer uuid,
      at timestamptz not null,
      digest bytea not null check (length(digest) = 32),
      -- Where texts that are merely alike count too.
      sketch integer[]
    )`,
    `create index on ${schema}.wording (officer, procedure, fact, at desc)`,
    `create index on ${schema}.wording (procedure, fact, at)`,
    `create index on ${schema}.wording (case_id)`,
    // Cases on which the law may make a step happen by itself, since which of their events: noted with the event.
    `create table ${schema}.unsettled (
      case_id uuid primary key,
      procedure text not null,
      since integer not null
    )`,
    // What was erased, by which rule of retention, on whose word. No name; the key until it is destroyed.
    `create table ${schema}.erasure (
      case_id uuid primary key,
      procedure text not null,
      -- Null where a backup brought back what had been erased, and it is only done again.
      rule integer check (rule > 0),
      authority text not null check (authority in ('retention', 'person', 'restored')),
      at timestamptz not null,
      entry uuid not null,
      salt bytea not null check (length(salt) = 32),
      key_id uuid
    )`,
    `create index on ${schema}.erasure (procedure) where key_id is not null`,
    // What one officer proposes and another has to confirm. Closed, it stays: who was the second of an event stands here.
    `create table ${schema}.proposal (
      proposal_id uuid primary key,
      procedure text not null,
      case_id uuid not null,
      step text not null,
      state text not null,
      role text not null,
      officer uuid not null,
      office text,
      at timestamptz not null,
      sealed bytea,
      outcome text check (outcome in ('confirmed', 'declined', 'withdrawn', 'lapsed')),
      closed_at timestamptz,
      closed_by uuid,
      event_no integer,
      constraint two_people check (outcome is distinct from 'confirmed' or closed_by <> officer)
    )`,
    `create index on ${schema}.proposal (case_id)`,
    // Under which numbers the person of a case was known before: who looked then is shown to them still.
    `create table ${schema}.earlier_pseudonym (
      case_id uuid not null,
      pseudonym bytea not null check (length(pseudonym) = 20),
      until timestamptz not null
    )`,
    `create index on ${schema}.earlier_pseudonym (case_id)`,
    // Letters to other compartments, sealed: no case, no time.
    `create table ${schema}.passage (
      passage_id uuid primary key,
      target text not null,
      sealed bytea not null
    )`,
    // What the system has still to do on a case, for a step on another of the same procedure: not on which.
    `create table ${schema}.reached (
      reach_id uuid primary key,
      procedure text not null,
      case_id uuid not null,
      step text not null
    )`,
    // How people come to their case without an account: the hash of a code with 120 random bits.
    `create table ${schema}.case_code (
      code_sha256 bytea primary key check (length(code_sha256) = 32),
      procedure text not null,
      case_id uuid not null,
      bearer text not null check (bearer in ('person', 'representative')),
      since timestamptz not null default now(),
      ended_at timestamptz
    )`,
    `create index code_of_case on ${schema}.case_code (case_id) where ended_at is null`,
    // A representative's code opens for whom it was given: it ends with their word, and never passes to whoever comes after.
    `create function ${schema}.case_of_code(code_sha256 bytea) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select jsonb_build_object('procedure', k.procedure, 'caseId', k.case_id, 'bearer', k.bearer, 'representative', r.representative_id)
      from ${schema}.case_code k left join ${schema}.representative r
        on k.bearer = 'representative' and r.case_id = k.case_id and r.ended_at is null and r.since <= k.since
      where k.code_sha256 = case_of_code.code_sha256 and k.ended_at is null and firewall.role_id() = 'person'
        and (k.bearer = 'person' or r.representative_id is not null)
        and not exists (select from ${schema}.erasure x where x.case_id = k.case_id)
    $$`,
  ]
}

/** What lies beside a case goes when it is erased: names, who speaks, files. Set on every table of cases. */
function forgetPeople(schema: string): string {
  return `create function ${schema}.forget_people() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    delete from identity.name_token t where t.case_id = new.case_id;
    update identity.name_record r set sealed = null where r.case_id = new.case_id and r.sealed is not null;
    delete from ${schema}.representative r where r.case_id = new.case_id;
    delete from ${schema}.attachment a where a.case_id = new.case_id;
    return null;
  end $$`
}
