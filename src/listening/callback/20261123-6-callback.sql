-- A promise to call back, and every attempt to keep it. One that was missed stays until a person settles it.

create table callback (
  id           uuid primary key,
  version      integer not null default 1,
  situation_id uuid references situation,
  contact_id   uuid references contact,
  opens_at     timestamptz not null,
  closes_at    timestamptz not null,
  time_zone    text not null default 'Europe/Paris',
  assignee_id  uuid references account,
  sealed_whom  bytea,
  data_key_id  uuid not null,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references account,
  settled_at   timestamptz,
  settled_as   text references vocabulary.callback_settlement,
  check (closes_at >= opens_at),
  check (situation_id is not null or contact_id is not null),
  check ((settled_at is null) = (settled_as is null))
);
create index callback_due on callback (closes_at, id) where settled_at is null;
create index callback_settled on callback (settled_at, id) where settled_at is not null;
create index callback_situation on callback (situation_id) where situation_id is not null;
create index callback_contact on callback (contact_id) where contact_id is not null;
create index callback_closed on callback (closes_at, settled_as);

create table callback_attempt (
  id          uuid primary key,
  callback_id uuid not null references callback on delete cascade,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  author_id   uuid references account,
  outcome     text not null references vocabulary.callback_outcome,
  sealed_note bytea
);
create index callback_attempt_callback on callback_attempt (callback_id);
