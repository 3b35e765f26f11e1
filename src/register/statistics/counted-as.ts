/** Under whom a person is counted: their own pseudonym, or that of whom they turned out to be. */

/** Under whom each pseudonym is counted where that is another's, and whose a case was before. */
export const SAME_PERSON: readonly string[] = [
  'create table statistics.known_as (pseudonym bytea primary key check (length(pseudonym) = 20), person bytea not null check (length(person) = 20))',
  // Of two joinings the later is remembered.
  'create table statistics.joined (case_pseudonym bytea primary key, was bytea not null references statistics.person)',
  // A person is known from the first record on.
  `create function statistics.counted_as(the_pseudonym bytea) returns bytea language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare
      found_person constant bytea := coalesce((select k.person from statistics.known_as k where k.pseudonym = the_pseudonym), the_pseudonym);
    begin
      insert into statistics.person (pseudonym) select found_person where found_person is not null on conflict do nothing;
      return found_person;
    end $$`,
  `create function statistics.know_as(the_pseudonym bytea, the_person bytea) returns void language sql set search_path = pg_catalog, pg_temp as $$
    insert into statistics.known_as (pseudonym, person) values (the_pseudonym, the_person)
      on conflict (pseudonym) do update set person = excluded.person $$`,
]

/** Under whom the person that a command names is counted; null where the case is about nobody. */
export function countedAs(named: string): string {
  return `statistics.counted_as(decode(${named}->>'person', 'hex'))`
}
