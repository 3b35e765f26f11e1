-- What two at once could do to a frozen report, and what a first contribution of the human rights institution told.

-- A row that another is about to freeze is waited for: looking for frozen ones alone held nothing, so that a comment
-- begun before the freezing could be saved after it.
create or replace function followup.refuse_part_of_frozen() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found_state text;
begin
  select r.state into found_state from followup.report r where r.id = new.report for share;
  if found_state = 'frozen' then
    raise exception 'report % is frozen', new.report using errcode = 'OB005';
  end if;
  return new;
end $$;

-- The human rights institution contributes to rounds under its own code. It is entered among the organizations with its
-- first account, and not with its first contribution: that entry is in the history of the State, and would tell it of a
-- contribution to the Committee alone.
create function followup.enter_human_rights_institution() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into followup.organization (code, name, kind)
  select i.code, coalesce(i.name ->> 'en', i.code), 'nhri' from followup.institution i where i.code = new.institution
  on conflict do nothing;
  return null;
end $$;
create trigger enters_organization after insert or update of role, institution on followup.account for each row
  when (new.role = 'nhri') execute function followup.enter_human_rights_institution();

select set_config('observance.actor', 'system:migration', true);
insert into followup.organization (code, name, kind)
select distinct i.code, coalesce(i.name ->> 'en', i.code), 'nhri'
from followup.account a join followup.institution i on i.code = a.institution where a.role = 'nhri'
on conflict do nothing;
