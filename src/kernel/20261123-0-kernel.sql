-- What every feature leans on: data keys, the journal, and the answers already given to creating requests.

-- No column that names a key has a foreign key to it: what a destroyed key sealed stays, unreadable, and destroying a key
-- must not have PostgreSQL look for it through whole tables.
create table data_key (
  id         uuid primary key,
  version    smallint not null,
  wrapped    bytea not null,
  created_at timestamptz not null default now()
);

create table journal (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  request_id uuid not null,
  actor_id   uuid,
  role       text,
  action     text not null,
  entity_id  uuid,
  outcome    text not null,
  detail     text
);
create index journal_entity on journal (entity_id, id desc) where entity_id is not null;
create index journal_actor on journal (actor_id, id desc);

create table idempotency (
  key        uuid not null,
  actor_id   uuid not null,
  digest     bytea not null,
  -- Sealed: an answer may hold a name or a password.
  answer     bytea not null,
  created_at timestamptz not null default now(),
  primary key (key, actor_id)
);
create index idempotency_age on idempotency (created_at);
