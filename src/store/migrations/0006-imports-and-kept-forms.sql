-- Drafts remember what was read and who corrected it; exports of the Human Rights Index wait as drafts too; a form that
-- arrived after its session had ended is given back to the person who typed it and to nobody else.

alter table followup.import_draft
  -- The model as it was read. `model` is that with `corrections` carried out; any of them can be taken back.
  add column read_model jsonb,
  add column corrections jsonb not null default '[]',
  -- Rows and refused rows of an export of the Index, in the place of a document.
  add column index_export jsonb,
  alter column model drop not null;
update followup.import_draft set read_model = model;
alter table followup.import_draft add check (num_nonnulls(model, index_export) = 1);

-- What a person corrected before the text was saved stays with it.
alter table followup.document_revision add column corrections jsonb not null default '[]';

-- One whose writer is not known is given to nobody.
alter table followup.kept_form add column account uuid references followup.account;
