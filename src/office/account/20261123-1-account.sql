-- The people who work here, and the sessions they have open.

create table account (
  id                 uuid primary key,
  login              text not null,
  name               text not null,
  role               text not null references vocabulary.role,
  password_hash      text not null,
  -- Given by somebody else: the person chooses their own before anything else.
  password_temporary boolean not null default false,
  active             boolean not null default true,
  -- Made by the demonstration: a real service refuses to start with one of them.
  demonstration      boolean not null default false,
  created_at         timestamptz not null default now(),
  last_sign_in_at    timestamptz,
  version            integer not null default 1
);
create unique index account_login on account (lower(login));
create index account_demonstration on account (id) where demonstration;
create index account_name on account (lower(name), id);

create table session (
  digest       bytea primary key,
  id           uuid not null unique,
  account_id   uuid not null references account on delete cascade,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);
