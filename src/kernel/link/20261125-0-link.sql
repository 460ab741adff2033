-- Personal links: whoever holds one reads and writes one thing without an account. Only the digest of a token is kept:
-- what the database holds opens nothing.

create table link (
  id           uuid primary key,
  digest       bytea not null unique check (octet_length(digest) = 32),
  purpose      text not null references vocabulary.link_purpose,
  -- What the link opens (a service, an invitation), and for whom it was made.
  subject_id   uuid not null,
  holder_id    uuid not null,
  issued_at    timestamptz not null default now(),
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  uses         integer not null default 0 check (uses >= 0),
  check (expires_at > issued_at),
  check ((uses = 0) = (last_used_at is null))
);
create index link_subject on link (purpose, subject_id, holder_id) where revoked_at is null;
create index link_expiry on link (expires_at);

-- The second layer, under the queries: a public page says which link it was opened with, and sees no other.
create function link_digest_now() returns bytea language sql stable set search_path = app
  as $$ select decode(nullif(current_setting('app.link', true), ''), 'hex') $$;

alter table link enable row level security;
alter table link force row level security;
create policy staff on link to repere_app using (true) with check (true);
create policy opened on link for select to repere_public using (digest = link_digest_now());
create policy used on link for update to repere_public
  using (digest = link_digest_now()) with check (digest = link_digest_now());
grant select, update (uses, last_used_at) on link to repere_public;

-- What the link of this transaction opens, for the row policies and views of the features: null without a link alive.
create function linked(wanted text) returns uuid language sql stable set search_path = app
  as $$ select subject_id from link where digest = link_digest_now() and purpose = wanted
        and (revoked_at is null or revoked_at > now()) and expires_at > now() $$;
create function link_holder(wanted text) returns uuid language sql stable set search_path = app
  as $$ select holder_id from link where digest = link_digest_now() and purpose = wanted
        and (revoked_at is null or revoked_at > now()) and expires_at > now() $$;
