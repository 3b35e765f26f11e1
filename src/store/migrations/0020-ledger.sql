-- The ledger: three append-only Merkle logs (docs/ledger-format.md). A command leaves an entry in its own transaction;
-- one sequencer a log takes committed entries into the tree, signs its head and publishes it. No login role of the
-- application is granted anything here: those that append and those that sequence get roles of their own.
create schema ledger;

create domain ledger.log as text check (value in ('register', 'access', 'complaints'));

-- Entries that are not in a tree yet. A row is inserted, and taken away by the sequencer as it becomes a leaf.
create table ledger.entry (
  id uuid not null default gen_random_uuid(),
  log ledger.log not null,
  -- The lines of the leaf; a tile bundle has two bytes for its length.
  leaf bytea not null check (octet_length(leaf) between 1 and 65535),
  appended_at timestamptz not null default clock_timestamp()
);
comment on table ledger.entry is 'Committed acts that are not in a tree yet.';
create index entry_waiting on ledger.entry (log, appended_at);

-- Leaves an entry, in the caller's transaction; gives its id. The time is the database's, whoever calls.
create function ledger.append(log ledger.log, after_time text) returns uuid
  language sql volatile
  begin atomic
    insert into ledger.entry (log, leaf)
      values (append.log, convert_to(
        'observance-leaf/v1' || chr(10) || 'time ' || floor(extract(epoch from transaction_timestamp()))::bigint || chr(10) || append.after_time,
        'UTF8'))
      returning id;
  end;

-- One row a tree. A log that lost leaves for good is begun anew under the next number.
create table ledger.tree (
  id smallint generated always as identity primary key,
  log ledger.log not null,
  number integer not null check (number >= 1),
  origin text not null unique,
  size bigint not null default 0 check (size >= 0),
  -- Roots of the perfect subtrees, largest first, 32 bytes each.
  frontier bytea not null default '' check (octet_length(frontier) % 32 = 0),
  -- The latest time that this tree has seen, in seconds; never goes back.
  seen_until bigint not null default 0,
  clock_is_back boolean not null default false,
  -- Why nothing is signed any more, for people; null while all is well.
  stopped text,
  unique (log, number)
);

create table ledger.leaf (
  tree smallint not null references ledger.tree,
  tree_index bigint not null check (tree_index >= 0),
  -- Null where the leaf was lost and only its hash came back.
  entry uuid,
  leaf bytea,
  primary key (tree, tree_index),
  check ((entry is null) = (leaf is null))
);
create unique index leaf_entry on ledger.leaf (entry) where entry is not null;

-- Hashes of the tree, 256 a tile (c2sp.org/tlog-tiles); the last of each level grows.
create table ledger.tile (
  tree smallint not null references ledger.tree,
  level smallint not null check (level between 0 and 63),
  tile_index bigint not null check (tile_index >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (tree, level, tile_index)
);
-- Hashes cannot be compressed; trying costs.
alter table ledger.tile alter column hashes set storage external;

create table ledger.checkpoint (
  tree smallint not null references ledger.tree,
  size bigint not null,
  -- The signed note, with the lines of the witnesses as they come.
  note text not null,
  witnesses integer not null default 0,
  signed_at timestamptz not null default clock_timestamp(),
  primary key (tree, size)
);

-- What the ledger itself has to say (the clock went back, a loss is declared): the record behind such a leaf.
create table ledger.own_record (
  entry uuid primary key,
  log ledger.log not null,
  record jsonb not null,
  salt bytea not null check (octet_length(salt) = 32)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'OB002';
end $$;
create trigger append_only before update or delete on ledger.leaf for each row execute function ledger.refuse_change();
create trigger append_only_whole before truncate on ledger.leaf execute function ledger.refuse_change();

-- A tree never shrinks, and its time never goes back.
create function ledger.refuse_going_back() returns trigger language plpgsql as $$
begin
  if new.size < old.size or new.seen_until < old.seen_until or (new.log, new.number, new.origin) is distinct from (old.log, old.number, old.origin) then
    raise exception 'a tree of the ledger only grows' using errcode = 'OB002';
  end if;
  return new;
end $$;
create trigger only_grows before update on ledger.tree for each row execute function ledger.refuse_going_back();
