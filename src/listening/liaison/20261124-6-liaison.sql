-- The work with the services. An exchange, a sending and an orientation are each an action of the file, told at more
-- length: when, by whom, in which file, and whether it was withdrawn is said by the action alone, so that both are
-- made, moved and withdrawn together and the yearly report counts them.

create table exchange (
  action_id    uuid primary key references action on delete cascade,
  version      integer not null default 1,
  direction    text not null references vocabulary.exchange_direction,
  channel      text not null references vocabulary.exchange_channel,
  -- The unit of an authority, when it is one that we know.
  unit_id      uuid references authority_unit,
  sealed_words bytea not null
);
create index exchange_unit on exchange (unit_id) where unit_id is not null;

-- What may be sent: nothing here is about anyone, and it is not sealed.
create table document (
  id         uuid primary key,
  version    integer not null default 1,
  title      text not null,
  kind       text not null references vocabulary.resource_kind,
  audience   text not null references vocabulary.audience,
  summary    text,
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references account
);
create index document_title on document (title, id);

-- What was published stays as it was: a sending says exactly what was sent.
create table document_version (
  id           uuid primary key,
  document_id  uuid not null references document,
  number       integer not null,
  label        text not null,
  published_on date not null,
  note         text,
  link         text,
  file         bytea,
  file_name    text,
  created_at   timestamptz not null default now(),
  created_by   uuid references account,
  unique (document_id, number),
  check ((file is null) = (file_name is null))
);

create table sending (
  action_id           uuid primary key references action on delete cascade,
  version             integer not null default 1,
  document_version_id uuid not null references document_version,
  channel             text not null references vocabulary.sending_channel,
  sealed_words        bytea not null
);
create index sending_document on sending (document_version_id);

create table orientation (
  action_id    uuid primary key references action on delete cascade,
  version      integer not null default 1,
  -- A service of the directory, once there is one; until then its name is among the words.
  service_id   uuid,
  outcome      text not null default 'to_ask' references vocabulary.orientation_outcome,
  outcome_at   timestamptz,
  outcome_by   uuid references account,
  sealed_words bytea not null,
  check ((outcome = 'to_ask') or (outcome_at is not null))
);

-- What is due on a day: a reply that a service owes us, an answer that we owe whoever informed us, the outcome of an
-- orientation to ask about. Time never settles it, a person does.
create table due_item (
  id           uuid primary key,
  version      integer not null default 1,
  situation_id uuid not null references situation,
  action_id    uuid references action on delete cascade,
  kind         text not null references vocabulary.due_kind,
  asked_on     date not null,
  due_on       date not null,
  assignee_id  uuid references account,
  sealed_words bytea not null,
  data_key_id  uuid not null,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references account,
  settled_at   timestamptz,
  settled_as   text references vocabulary.due_settlement,
  settled_by   uuid references account,
  check ((kind = 'informant_request') = (action_id is null)),
  check ((settled_at is null) = (settled_as is null)),
  -- Three months are the law's, not ours to lengthen (CASF L226-5, D226-2-8).
  check (kind <> 'informant_request' or due_on = (asked_on + interval '3 months')::date)
);
create index due_item_open on due_item (due_on, id) where settled_at is null;
create index due_item_settled on due_item (settled_at, id) where settled_at is not null;
create index due_item_situation on due_item (situation_id);
create index due_item_action on due_item (action_id) where action_id is not null;
create unique index due_item_outcome on due_item (action_id) where kind = 'orientation_outcome';
