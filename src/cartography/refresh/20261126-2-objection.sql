-- Somebody left the directory by mistake, and says so: what was hidden at their request is shown again, by a cartographer,
-- with the reason. What was hidden is noted when it is hidden; no coordinates are kept here.

alter table refresh_reply
  add column undone_at     timestamptz,
  add column undone_by     uuid references account,
  add column undone_reason text check (length(undone_reason) between 3 and 1000),
  add check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null)),
  add check (undone_at is null or kind in ('not_me', 'not_us'));

create table refresh_hidden (
  reply_id   uuid not null references refresh_reply on delete cascade,
  service_id uuid not null,
  -- Null: the whole service.
  contact_id uuid,
  visibility text not null references vocabulary.service_visibility,
  unique nulls not distinct (reply_id, service_id, contact_id)
);

-- What became of what they said: a request that was taken back is one no more.
create or replace view refresh_answer with (security_barrier) as
  select r.id as reply_id, r.kind, r.replied_at, p.state, coalesce(p.reasons, '[]') as reasons, r.undone_at
  from refresh_reply r left join service_proposal p on p.id = r.proposal_id
  where r.correspondent_id = link_holder('service') and r.service_id = linked('service');
