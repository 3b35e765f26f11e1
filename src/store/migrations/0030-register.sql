-- The registers: what their commit functions share. The compartments themselves are made from the declarations
-- (src/register/tables), since a procedure is a file and not a migration.
create schema register;

-- What was installed from which declaration.
create table register.installed (
  name text primary key,
  sha256 text not null,
  -- Of a declaration, what it says: a migration tells in words what another says otherwise.
  declared jsonb,
  at timestamptz not null default now()
);

-- When the rows of a table were last laid in another order, and the oldest command that was under way then: what was written since is
-- what has a newer transaction, but for the mixing's own.
create table register.mixed (
  name text primary key,
  on_day date not null,
  since xid8,
  own xid
);

-- One row: in which zone a day ends, for how long the calendar is known.
create table register.home (
  single boolean primary key default true check (single),
  time_zone text not null
);

-- Every day of the calendar. `ordinal` counts working days up to and including it, so that "three working days later"
-- is one look.
create table register.calendar_day (
  day date primary key,
  working boolean not null,
  ordinal integer not null
);
create unique index working_day on register.calendar_day (ordinal) where working;

-- The public list of places where somebody may be held, by the id by which cases name them, and what each is fit for.
create table register.place (
  place_id uuid primary key,
  district text not null,
  qualities text[] not null
);

-- Nobody is removed to these countries on these days; without a last day as long as no end is decided.
create table register.moratorium (
  countries text[] not null,
  first_day date not null,
  last_day date
);

-- The end of the nth working day after a moment; day 1 is the first working day after it. A duty of the State ends at
-- 17:00, a person's time at 24:00.
create function register.after_working_days(start timestamptz, n integer, kind text) returns timestamptz
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  zone constant text := (select h.time_zone from register.home h);
  last date;
begin
  select d.day into last from register.calendar_day d
    where d.working and d.ordinal = n + (select e.ordinal from register.calendar_day e where e.day = (start at time zone zone)::date);
  if last is null then raise exception 'the calendar of working days ends before this time does' using errcode = 'OB111'; end if;
  return case kind when 'protective' then last + time '17:00' else (last + 1)::timestamp end at time zone zone;
end $$;

-- Calendar days, months, years. A person's time ends at 24:00 of the last day, and if that is no working day, of the next.
create function register.after_calendar_days(start timestamptz, length interval, kind text) returns timestamptz
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  zone constant text := (select h.time_zone from register.home h);
  last date;
begin
  if kind = 'protective' then return ((start at time zone zone) + length) at time zone zone; end if;
  last := ((start at time zone zone)::date + length)::date;
  select min(d.day) into last from register.calendar_day d where d.working and d.day >= last;
  if last is null then raise exception 'the calendar of working days ends before this time does' using errcode = 'OB111'; end if;
  return (last + 1)::timestamp at time zone zone;
end $$;

comment on schema register is 'What the commit functions of all procedures share.';
