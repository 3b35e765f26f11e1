-- What every command calls, in fewer statements: none of it changes what is written or who may.

-- The planner puts these in place of their calls only if they claim no more than what they are made of.
alter function register.moment(timestamptz) stable;
alter function register.leaf_of(text, bytea, text, bytea) stable;

-- As before. PL/pgSQL keeps the plan of its insert; an SQL function plans it in each transaction.
create or replace function ledger.append(log ledger.log, after_time text) returns uuid
  language plpgsql volatile as $$
#variable_conflict use_variable
declare
  entry uuid;
begin
  insert into ledger.entry (log, leaf)
    values (log, convert_to(
      'observance-leaf/v1' || chr(10) || 'time ' || floor(extract(epoch from transaction_timestamp()))::bigint || chr(10) || after_time,
      'UTF8'))
    returning id into entry;
  return entry;
end $$;
