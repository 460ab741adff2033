-- Who has a file or a contact open now. Lost in a crash without harm: every page says it again within seconds.
create unlogged table presence (
  entity_id  uuid not null,
  account_id uuid not null references account on delete cascade,
  -- Signed out is gone.
  session_id uuid not null references session (id) on delete cascade,
  writing    boolean not null,
  since      timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  primary key (entity_id, account_id)
);
create index presence_session on presence (session_id);
create index presence_account on presence (account_id, seen_at);
