/** The tables of a compartment for what was not kept: breaches as they were found, and what was said of each afterwards. */

import { WORDS } from './functions.ts'

/** The statements, for the schema of a compartment. */
export function breachTables(schema: string): readonly string[] {
  return [
    // As it was found. Explained, marked, judged by words of its own; never changed, never deleted.
    `create table ${schema}.breach (
      breach_id uuid primary key default gen_random_uuid(),
      procedure text not null,
      case_id uuid not null,
      rule text not null,
      level text not null check (level in ('R', 'L', 'W')),
      mode text not null check (mode in ('enforce', 'record')),
      started_at timestamptz,
      due_at timestamptz,
      found_at timestamptz not null,
      step text,
      run integer,
      state text not null default 'open' check (state in ('open', 'recordedLate')),
      -- Where the ledger has it, and the salt under which its leaf commits to this row: see breaches/leaf.ts.
      entry uuid not null,
      salt bytea not null check (length(salt) = 32)
    )`,
    `create index breach_found on ${schema}.breach (found_at desc)`,
    `create unique index breach_of_clock on ${schema}.breach (case_id, rule, run)`,
    `create table ${schema}.breach_word (
      word_id uuid primary key,
      breach_id uuid not null references ${schema}.breach,
      case_id uuid not null,
      word text not null check (word in (${WORDS.map((word) => `'${word}'`).join(', ')})),
      role text not null,
      officer uuid not null,
      office text,
      at timestamptz not null,
      -- The text, under the key of the case; gone when the case is erased.
      sealed bytea,
      commitment bytea not null check (length(commitment) = 32),
      entry uuid not null,
      salt bytea not null check (length(salt) = 32),
      erased boolean not null default false
    )`,
    `create index on ${schema}.breach_word (breach_id)`,
    `create index on ${schema}.breach_word (case_id)`,
    `create function ${schema}.breach_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      raise exception 'a breach is never changed or deleted' using errcode = 'OB110';
    end $$`,
    `create trigger breach_is_kept before update or delete or truncate on ${schema}.breach
      for each statement execute function ${schema}.breach_is_kept()`,
    `create trigger breach_word_is_kept before update or delete on ${schema}.breach_word
      for each row execute function ${schema}.event_is_kept()`,
    `create trigger breach_word_is_not_truncated before truncate on ${schema}.breach_word
      for each statement execute function ${schema}.event_is_kept()`,
  ]
}

/** What the self-check reads of them. */
export const BREACH_COLUMNS = [
  ...['breach_id', 'procedure', 'case_id', 'rule', 'level', 'mode', 'started_at', 'due_at', 'found_at', 'step', 'run'],
  ...['state', 'entry', 'salt'],
]

export const BREACH_WORD_COLUMNS = [
  ...[
    'word_id',
    'breach_id',
    'case_id',
    'word',
    'role',
    'officer',
    'office',
    'at',
    'sealed',
    'commitment',
    'entry',
    'salt',
  ],
  'erased',
]
