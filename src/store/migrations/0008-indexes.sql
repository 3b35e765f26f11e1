-- Indexes for the pages at the scale of a country, found by measuring (npm run bench). Most hold all that their query
-- reads, so that a count of thousands looks at no row; those under a row policy begin with what the policy compares.

-- The plan: how many, from when until when; and what of it is late.
create index measure_span on followup.measure (audience, ends_on) include (starts_on);
create index measure_late on followup.measure (audience, ends_on, id) where state in ('planned', 'under-way');
create index measure_obligation_from on followup.measure_obligation (obligation, measure);
drop index followup.measure_obligation_back;

-- Progress: what state each obligation is in, under its cluster and its lead.
create index obligation_cluster on followup.obligation (cluster, state);
create index obligation_standing on followup.obligation (id) include (state, follow_up, due_on);
-- What stands in one state, the last moved first.
create index obligation_state_moved on followup.obligation (state, moved_at desc);
drop index followup.obligation_state;
create unique index participation_lead_of on followup.participation (obligation) include (institution) where part = 'lead';
drop index followup.participation_lead;

-- From a document to its obligations.
create index recommendation_document on followup.recommendation (document, id) include (address, withdrawn_at);
create index obligation_recommendation_from on followup.obligation_recommendation (recommendation, obligation);
drop index followup.obligation_recommendation_back;
create index deadline_document on followup.deadline (document);
