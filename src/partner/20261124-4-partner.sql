-- The zone of the partners: people of an authority, the sealed copies sent to them, and what they did with them.
-- It refers to no table of the helpline: it can live on another server one day. Its rights are given at each start.

create table partner.authority (
  id   uuid primary key,
  -- As people of the authority read it: « Département du Haut-Rhin ».
  name text not null
);

create table partner.person (
  id                 uuid primary key,
  authority_id       uuid not null references partner.authority,
  email              text not null,
  name               text not null,
  role               text not null references vocabulary.partner_role,
  password_hash      text not null,
  password_temporary boolean not null default true,
  active             boolean not null default true,
  -- An age key made in the person's browser; the identity is sealed there with a passphrase that never leaves it.
  public_key         text,
  sealed_identity    text,
  key_added_at       timestamptz,
  demonstration      boolean not null default false,
  created_at         timestamptz not null default now(),
  last_sign_in_at    timestamptz,
  version            integer not null default 1,
  unique (id, authority_id),
  check ((public_key is null) = (sealed_identity is null) and (public_key is null) = (key_added_at is null))
);
create unique index person_email on partner.person (lower(email));
create index person_authority on partner.person (authority_id, id);

create table partner.session (
  digest       bytea primary key,
  id           uuid not null unique,
  person_id    uuid not null,
  authority_id uuid not null,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  foreign key (person_id, authority_id) references partner.person (id, authority_id) on delete cascade
);
create index partner_session_person on partner.session (person_id);
create index partner_session_expiry on partner.session (expires_at);

create table partner.package (
  id                  uuid primary key,
  transmission_id     uuid not null,
  authority_id        uuid not null,
  unit_id             uuid not null,
  kind                text not null check (kind in ('alert', 'canary')),
  urgent              boolean not null,
  reference           text not null,
  sent_at             timestamptz not null,
  stored_at           timestamptz not null default now(),
  edition             integer not null check (edition > 0),
  -- Gone once recalled.
  sealed              bytea,
  reply_key           text not null,
  recalled_at         timestamptz,
  read_at             timestamptz,
  acknowledged_at     timestamptz,
  acknowledged_by     uuid,
  acknowledged_name   text,
  complement_asked_at timestamptz,
  redirected_at       timestamptz,
  returned_at         timestamptz,
  return_outcome      text references vocabulary.return_outcome,
  unique (id, authority_id),
  check ((sealed is null) = (recalled_at is not null)),
  check ((returned_at is null) = (return_outcome is null)),
  foreign key (acknowledged_by, authority_id) references partner.person (id, authority_id)
);
create index package_waiting on partner.package (authority_id, urgent desc, sent_at, id)
  where kind = 'alert' and recalled_at is null and redirected_at is null;
create index package_authority on partner.package (authority_id, sent_at desc, id desc)
  where kind = 'alert' and recalled_at is null;
create index package_canary on partner.package (stored_at) where kind = 'canary';

-- What was recalled, even before it came: a late delivery must not bring it back.
create table partner.recall (
  package_id uuid primary key,
  at         timestamptz not null default now()
);

-- Whose keys open the bytes of a package.
create table partner.package_recipient (
  package_id   uuid not null,
  authority_id uuid not null,
  person_id    uuid not null,
  primary key (package_id, person_id),
  foreign key (package_id, authority_id) references partner.package (id, authority_id) on delete cascade,
  foreign key (person_id, authority_id) references partner.person (id, authority_id)
);
create index package_recipient_person on partner.package_recipient (person_id);

create sequence partner.event_cursor;
create table partner.event (
  id              uuid primary key,
  cursor          bigint not null unique,
  at              timestamptz not null default clock_timestamp(),
  kind            text not null references vocabulary.partner_event,
  authority_id    uuid not null,
  package_id      uuid,
  transmission_id uuid,
  -- Null when the zone itself answered a canary.
  person_id       uuid,
  person_name     text not null,
  outcome         text references vocabulary.return_outcome,
  -- To the helpline's key: unreadable here.
  sealed_note     bytea,
  check ((package_id is null) = (transmission_id is null)),
  check ((kind = 'key_added') = (package_id is null)),
  foreign key (package_id, authority_id) references partner.package (id, authority_id) on delete cascade,
  foreign key (person_id, authority_id) references partner.person (id, authority_id)
);
create index event_package on partner.event (package_id, cursor);
-- Each of these happens once; a return may come twice, the first time to say that the evaluation goes on.
create unique index event_once on partner.event (package_id, kind)
  where kind in ('read', 'acknowledged', 'redirected');

-- Cursors are given in the order of the commits, one writer at a time: whoever reads « everything after 41 » misses nothing
-- that commits later under a smaller number.
create function partner.place_event() returns trigger language plpgsql set search_path = partner as $$
begin
  perform pg_advisory_xact_lock(122);
  new.cursor := nextval('partner.event_cursor');
  return new;
end
$$;
create trigger place_event before insert on partner.event for each row execute function partner.place_event();

create table partner.journal (
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
create index partner_journal_actor on partner.journal (actor_id, id desc);

create table partner.idempotency (
  key        uuid not null,
  actor_id   uuid not null,
  digest     bytea not null,
  answer     bytea not null,
  created_at timestamptz not null default now(),
  constraint idempotency_pkey primary key (key, actor_id)
);
create index partner_idempotency_age on partner.idempotency (created_at);

-- The second layer, under the queries: each request says for which authority it speaks, and sees nothing else.
create function partner.authority_now() returns uuid language sql stable set search_path = partner
  as $$ select nullif(current_setting('app.authority', true), '')::uuid $$;
create function partner.is_relay() returns boolean language sql stable set search_path = partner
  as $$ select coalesce(current_setting('app.relay', true), '') = 'on' $$;

do $$
declare name text;
begin
  foreach name in array array['authority', 'person', 'session', 'package', 'recall', 'package_recipient', 'event',
    'journal', 'idempotency']
  loop
    execute format('alter table partner.%I enable row level security', name);
    execute format('alter table partner.%I force row level security', name);
  end loop;
end
$$;

create policy staff on partner.authority to repere_app using (true) with check (true);
create policy own on partner.authority for select to repere_partner using (id = partner.authority_now());

create policy staff on partner.person to repere_app using (true) with check (true);
create policy own on partner.person to repere_partner
  using (authority_id = partner.authority_now()) with check (authority_id = partner.authority_now());
-- Signing in: the one person of that address, before it is known for which authority they speak.
create policy sign_in on partner.person for select to repere_partner
  using (lower(email) = nullif(current_setting('app.sign_in', true), ''));

create policy staff on partner.session to repere_app using (true);
create policy own on partner.session to repere_partner
  using (authority_id = partner.authority_now()) with check (authority_id = partner.authority_now());
create policy holder on partner.session for select to repere_partner
  using (encode(digest, 'hex') = nullif(current_setting('app.session', true), ''));

create policy canaries on partner.package to repere_app using (kind = 'canary');
create policy own_read on partner.package for select to repere_partner
  using (authority_id = partner.authority_now() and kind = 'alert' and recalled_at is null);
create policy own_change on partner.package for update to repere_partner
  using (authority_id = partner.authority_now() and kind = 'alert' and recalled_at is null)
  with check (authority_id = partner.authority_now() and kind = 'alert');
create policy relay on partner.package to repere_partner
  using (partner.is_relay()) with check (partner.is_relay());

create policy relay on partner.recall to repere_partner using (partner.is_relay()) with check (partner.is_relay());

create policy own on partner.package_recipient to repere_partner
  using (authority_id = partner.authority_now()) with check (authority_id = partner.authority_now());

create policy own on partner.event to repere_partner
  using (authority_id = partner.authority_now()) with check (authority_id = partner.authority_now());
create policy relay on partner.event to repere_partner
  using (partner.is_relay()) with check (partner.is_relay());

create policy add on partner.journal for insert to repere_partner with check (true);
-- Found by a key drawn by the browser, and sealed: what was answered says for whom.
create policy answers on partner.idempotency to repere_partner using (true) with check (true);
create policy staff on partner.idempotency to repere_app using (true);
