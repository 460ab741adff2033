-- After a hard contact: what the listener answered, and the time to talk that they asked for.
create table debrief (
  id          uuid primary key,
  account_id  uuid not null references account,
  contact_id  uuid references contact,
  answer      text not null references vocabulary.debrief_answer,
  answered_at timestamptz not null default now(),
  held_at     timestamptz,
  held_by     uuid references account,
  check (held_at is null or answer = 'asked'),
  unique (account_id, contact_id)
);
create index debrief_waiting on debrief (answered_at) where answer = 'asked' and held_at is null;
