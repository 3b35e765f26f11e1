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
  signed_at timestamptz,
  -- The transaction that used it up, for an act that is not a register's.
  used_in xid8
);
create index signing_of_account on followup.signing (account, act);

-- When the person was last seen to sign in themselves, as the provider says (OpenID Connect Core 2, auth_time); null where that
-- was not asked.
alter table followup.session add column authenticated_at timestamptz;

-- Whoever serves people sees which passkeys there are, and no more: keys, signatures and sessions come from the door alone.
grant usage on schema followup to observance_door;
grant select on followup.account, followup.session, followup.passkey, followup.signing to observance_door;
grant insert on followup.session to observance_door;
grant insert, delete on followup.passkey, followup.signing to observance_door;
grant update (counter, used_at) on followup.passkey to observance_door;
grant update (answered_at, signed_at) on followup.signing to observance_door;
grant select on followup.passkey to observance_web;
revoke insert, update on followup.session from observance_web;
grant update (seen_at) on followup.session to observance_web;
-- Whom the identity provider means is bound where people come in, and who is invented, by the operator.
grant update (subject) on followup.account to observance_door;
revoke insert, update on followup.account from observance_web;
grant insert (id, name, email, role, institution, organization, language, agency_role, office) on followup.account to observance_web;
grant update (name, email, role, institution, organization, language, agency_role, office, closed_at, version) on followup.account
  to observance_web;
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
    and s.used_in is null and s.signed_at > clock_timestamp() - interval '1 minute';
  if not found then
    raise exception 'not signed' using errcode = 'OB120', detail = encode(use_signature.act, 'hex');
  end if;
end $$;
revoke all on function firewall.use_signature(bytea) from public;

-- Uses up the signature that whoever acts has given under this act in this session, for the transaction that asks: what it
-- changes is signed. False where there is none.
create function followup.use_signature(of_session bytea, the_act bytea) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update followup.signing s set used_in = pg_current_xact_id()
    where s.account::text = followup.actor() and s.session = of_session and s.act = the_act
      and s.used_in is null and s.signed_at > clock_timestamp() - interval '1 minute';
  return found;
end $$;
revoke all on function followup.use_signature(bytea, bytea) from public;
grant execute on function followup.use_signature(bytea, bytea) to observance_web, observance_door;

-- Which post it is does not change.
revoke update on followup.post from observance_web;
grant update (account, version) on followup.post to observance_web;

-- Who is an officer, and who holds a post, decides who reads and decides. So no change of either stands unless whoever may make
-- it has signed in the same transaction (OB120): asked at its end, whatever came first. Invented people have no passkey; the
-- operator, who owns the tables, acts from the command line.
create function followup.refuse_unsigned() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  it constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  signer followup.account%rowtype;
begin
  if pg_has_role(session_user, current_user, 'member') then return null; end if;
  if was - 'subject' is not distinct from it - 'subject' then return null; end if;
  select * into signer from followup.account a where a.id::text = followup.actor() and a.closed_at is null;
  if signer.demonstration then return null; end if;
  if not exists (select from followup.signing s where s.used_in = pg_current_xact_id() and s.account = signer.id) then
    raise exception 'not signed' using errcode = 'OB120';
  end if;
  if signer.role = 'secretariat' then return null; end if;
  -- A post is passed on by who holds it; all but the head's own are given by the head of the institution.
  if tg_table_name = 'post' and (was->>'account' = signer.id::text or coalesce(it, was)->>'post' <> 'head' and exists (
      select from followup.post h where h.account = signer.id and h.post = 'head' and h.institution = coalesce(it, was)->>'institution')) then
    return null;
  end if;
  raise exception 'not the task of who signed' using errcode = 'OB121';
end $$;
create constraint trigger signed after insert or update on followup.account
  deferrable initially deferred for each row execute function followup.refuse_unsigned();
create constraint trigger signed after insert or update or delete on followup.post
  deferrable initially deferred for each row execute function followup.refuse_unsigned();
