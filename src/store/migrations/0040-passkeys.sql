-- Serious acts of officers are signed with a passkey (WebAuthn): whose it is, and what each signature was asked for.

create table followup.passkey (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references followup.account,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  -- COSE. Nothing of a finger or a face ever leaves the device.
  public_key bytea not null check (octet_length(public_key) between 1 and 4096),
  -- How often it has signed, as it says itself; many say 0 for ever. It never goes back.
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  -- As its owner calls it.
  name text not null check (length(name) between 1 and 60),
  added_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_of_account on followup.passkey (account);

-- A signature that was asked for: by which session, for which content. Once answered, well or badly, it is spent.
create table followup.signing (
  challenge_sha256 bytea primary key check (octet_length(challenge_sha256) = 32),
  -- With the session goes whatever it had not yet used.
  session bytea not null references followup.session on delete cascade,
  account uuid not null references followup.account,
  -- SHA-256 of what is to be done.
  act bytea not null check (octet_length(act) = 32),
  ends_at timestamptz not null default now() + interval '2 minutes',
  answered_at timestamptz,
  signed_at timestamptz
);
create index signing_of_account on followup.signing (account, act);

-- When the person was last seen to sign in themselves, as the provider says (OpenID Connect Core 2, auth_time); null where that
-- was not asked.
alter table followup.session add column authenticated_at timestamptz;

grant select, insert, update, delete on followup.passkey, followup.signing to observance_web;
revoke update on followup.passkey from observance_web;
grant update (counter, used_at) on followup.passkey to observance_web;
revoke all on followup.passkey, followup.signing from observance_system;
create trigger open_account before insert on followup.passkey
  for each row execute function followup.refuse_closed_account('account');

-- That a passkey came or went is everybody's to see who looks after accounts; neither its key nor its id is.
create function followup.record_passkey() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  it followup.passkey%rowtype := case when tg_op = 'DELETE' then old else new end;
begin
  if followup.actor() is null then
    raise exception 'a change of % names nobody who makes it', tg_table_name using errcode = 'OB003';
  end if;
  perform followup.record(case when tg_op = 'DELETE' then 'passkey.remove' else 'passkey.add' end, 'account', it.account::text, 'done',
    jsonb_build_object('name', it.name), 'officials');
  return null;
end $$;
create trigger recorded after insert or delete on followup.passkey for each row execute function followup.record_passkey();

-- Called by commit functions alone. Uses up the signature of whoever acts under this act, in the transaction of the act;
-- refuses (OB120, with the act) where there is none. Only somebody with an account of their own has a passkey: invented
-- people of the demonstration have none to sign with, and the person and the law itself do nothing that asks for one.
create function firewall.use_signature(act bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  signer constant uuid := (firewall.ticket())[1]::uuid;
begin
  if not exists (select from followup.account a where a.id = signer and not a.demonstration) then return; end if;
  delete from followup.signing s where s.account = signer and s.act = use_signature.act
    and s.signed_at > clock_timestamp() - interval '1 minute';
  if not found then
    raise exception 'not signed' using errcode = 'OB120', detail = encode(use_signature.act, 'hex');
  end if;
end $$;
revoke all on function firewall.use_signature(bytea) from public;
