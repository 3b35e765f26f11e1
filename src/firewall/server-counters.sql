-- What PostgreSQL tells every login of all the others: how many rows each table has had inserted, read and changed, to the row and
-- at once; who holds which lock; who is connected; how large a table is. Whoever polls that learns across every wall that
-- something happened. So does the number of the next transaction, by whatever name, and the place in the log to which a message of
-- one's own is written. And a signal tells whether there is such a session, and ends those of colleagues. And large objects, which
-- anybody may make: a store beside the registers that nobody erases.
-- Run in the database of Observance by a superuser, after its first start; again, it changes nothing. The owner of the database keeps
-- what it needs, and the login of the pages, which sees no register, the snapshot by which it knows that nothing has changed.
do $$
declare
  one record;
  owner constant text := (select quote_ident(pg_get_userbyid(datdba)) from pg_database where datname = current_database());
begin
  for one in select format('%I.%I', n.nspname, c.relname) as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'pg_catalog' and c.relkind in ('v', 'r') and has_table_privilege('public', c.oid, 'select')
        and (c.relname ~ '^pg_stat(io)?_' or c.relname in ('pg_locks', 'pg_prepared_xacts', 'pg_replication_slots', 'pg_largeobject_metadata'))
  loop
    execute format('revoke select on %s from public', one.what);
    execute format('grant select on %s to %s', one.what, owner);
  end loop;
  for one in select p.oid::regprocedure as what from pg_proc p
      where p.pronamespace = 'pg_catalog'::regnamespace and has_function_privilege('public', p.oid, 'execute')
        and (p.proname ~ '^(pg_stat_get_|lo_|pg_current_wal_|pg_control_|pg_current_xact_|pg_current_snapshot|txid_)'
          or p.oid in ('age(xid)'::regprocedure, 'mxid_age(xid)'::regprocedure)
          or p.proname in ('loread', 'lowrite', 'pg_lock_status', 'pg_blocking_pids',
          'pg_safe_snapshot_blocking_pids', 'pg_prepared_xact', 'pg_get_replication_slots', 'pg_relation_size', 'pg_table_size',
          'pg_indexes_size', 'pg_total_relation_size', 'pg_database_size', 'pg_tablespace_size', 'pg_export_snapshot',
          'pg_xact_status', 'pg_logical_emit_message', 'pg_cancel_backend', 'pg_terminate_backend'))
  loop
    execute format('revoke execute on function %s from public', one.what);
    execute format('grant execute on function %s to %s', one.what, owner);
  end loop;
  if exists (select from pg_roles where rolname = 'observance_web') then
    grant execute on function pg_current_snapshot() to observance_web;
  end if;
end $$
