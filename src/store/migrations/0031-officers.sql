-- Officers of the registers: an account acts in one role of its agency, for one office. It has no part in following up.
alter table followup.account add column agency_role text, add column office text;
alter table followup.account drop constraint account_role_check;
alter table followup.account add constraint account_role_check
  check (role in ('secretariat', 'official', 'nhri', 'civil-society', 'committee', 'officer'));
alter table followup.account add constraint officer_has_a_role_and_an_office
  check ((role = 'officer') = (agency_role is not null) and (agency_role is null) = (office is null));
