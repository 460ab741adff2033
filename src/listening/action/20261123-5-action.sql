-- What was done for a situation, during a contact or besides.

create table action (
  id           uuid primary key,
  situation_id uuid references situation,
  contact_id   uuid references contact on delete cascade,
  kind         text not null references vocabulary.action,
  orientation_kind text references vocabulary.orientation_kind,
  performed_at timestamptz not null,
  recorded_at  timestamptz not null default now(),
  author_id    uuid references account,
  cancelled_at timestamptz,
  sealed_note  bytea,
  data_key_id  uuid,
  check (situation_id is not null or contact_id is not null),
  check ((sealed_note is null) or (data_key_id is not null))
);
create index action_situation on action (situation_id) where situation_id is not null;
create index action_contact on action (contact_id) where contact_id is not null;

create table action_advice (
  action_id uuid not null references action on delete cascade,
  field     text not null references vocabulary.advice_field,
  primary key (action_id, field)
);
